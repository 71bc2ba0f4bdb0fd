//! Reads files as a person would hand them over.

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use proptest::prelude::*;
use wenbao::report::{Limits, ReadError, Report, discover, read, size};

const LIMITS: Limits = Limits { max_bytes: 8 << 20 };

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    for (name, bytes) in files {
        let path = folder.path().join(name);
        let made = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, bytes));
        made.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
    folder
}

fn read_all(name: &str, bytes: &[u8]) -> Vec<Result<Report, ReadError>> {
    let folder = folder(&[(name, bytes)]);
    read(&folder.path().join(name), &LIMITS).collect()
}

/// The one report of a file.
fn read_one(name: &str, bytes: &[u8]) -> Report {
    let mut all = read_all(name, bytes);
    assert_eq!(all.len(), 1);
    all.remove(0).unwrap_or_else(|error| panic!("{error}"))
}

/// A report for eyes: what is known of it, then its lines with what they are.
fn shown(report: &Report) -> String {
    let info = &report.info;
    let date = info.date.map(|date| format!("{:?}", (date.year, date.month, date.day, date.inferred)));
    let mut shown = format!("title:  {}\ndate:   {}\n", info.title, date.unwrap_or_default());
    for (name, field) in [("byline", &info.byline), ("place", &info.place), ("source", &info.source)] {
        if let Some(field) = field {
            let _ = writeln!(shown, "{:<8}{field}", format!("{name}:"));
        }
    }
    if let Some(range) = report.title_range() {
        let _ = writeln!(shown, "\n# {}", &report.text[range]);
    }
    for section in &report.sections {
        if let Some(range) = &section.heading {
            let _ = writeln!(shown, "\n## {}", &report.text[range.clone()]);
        }
        for paragraph in &section.paragraphs {
            let sentences = paragraph.sentences.iter().map(|range| &report.text[range.clone()]);
            let _ = writeln!(shown, "\n{}", sentences.collect::<Vec<_>>().join("\n  "));
        }
    }
    shown
}

#[test]
fn pages_are_mended() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/report");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("fixtures/report/snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let files = discover(&[fixtures]).unwrap_or_else(|error| panic!("{error}"));
    let pages: Vec<&PathBuf> =
        files.iter().filter(|file| file.extension().is_some_and(|ending| ending != "snap")).collect();
    assert!(pages.len() > 8, "{pages:?}");
    for file in pages {
        for report in read(file, &LIMITS) {
            let report = report.unwrap_or_else(|error| panic!("{error}"));
            let source = fs::read_to_string(file).unwrap_or_default();
            if file.extension().is_some_and(|ending| ending == "txt") {
                made_of_the_source(&report, &source);
            }
            settings.bind(|| insta::assert_snapshot!(report.info.id.clone(), shown(&report)));
        }
    }
}

fn stripped(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

/// Every line of the report stands in its source, white space aside.
fn made_of_the_source(report: &Report, source: &str) {
    let source = stripped(source);
    for line in report.text.lines() {
        assert!(source.contains(&stripped(line)), "{}: {line}", report.info.id);
    }
}

#[test]
fn a_folder_stands_for_its_files() {
    let files: [(&str, &[u8]); 8] = [
        ("b.txt", b"b"),
        ("a.md", b"a"),
        ("deep/er/c.jsonl", b"c"),
        ("deep/d.pdf", b"d"),
        ("README.md", b"no report"),
        ("deep/readme.md", b"no report"),
        (".hidden.txt", b"no report"),
        (".git/e.txt", b"no report"),
    ];
    let folder = folder(&files);
    let names = |paths: &[PathBuf]| -> Vec<String> {
        let files = discover(paths).unwrap_or_else(|error| panic!("{error}"));
        files.iter().map(|file| file.strip_prefix(folder.path()).unwrap_or(file).display().to_string()).collect()
    };
    assert_eq!(names(&[folder.path().to_owned()]), ["a.md", "b.txt", "deep/d.pdf", "deep/er/c.jsonl"]);
    // A file that is named is read whatever its name; and each only once.
    let named = folder.path().join("README.md");
    assert_eq!(names(&[named.clone(), named, folder.path().join("deep/er")]), ["README.md", "deep/er/c.jsonl"]);
    let missing = folder.path().join("missing");
    let error = discover(&[missing]).map(|files| files.len()).map_err(|error| error.to_string());
    assert!(error.as_ref().is_err_and(|text| text.contains("missing: does not exist")), "{error:?}");
}

#[test]
fn a_collection_goes_on_behind_a_bad_line() {
    let long = format!("{{\"id\":\"long\",\"text\":\"{}\"}}\n", "长".repeat(4 << 20));
    let lines = "\u{FEFF}{\"id\":\"a\",\"title\":\"甲\",\"text\":\"一。二。\",\"date\":\"2024-06-20\",\"place\":\"西宁\",\"more\":1}\r\n\n"
        .to_owned()
        + "nonsense\n{\"id\":\"b\"}\n{\"id\":\" \",\"text\":\"三\"}\n{\"id\":\"c\",\"text\":\" \"}\n"
        + "{\"id\":\"d\",\"text\":\"四\",\"date\":\"昨天\"}\n"
        + &long
        + "{\"id\":\"e\",\"text\":\"五。\"}";
    let mut bytes = lines.into_bytes();
    bytes.extend(b"\n\xFF\xFE\n");
    let folder = folder(&[("set.jsonl", &bytes)]);
    let file = folder.path().join("set.jsonl");
    let mut reader = read(&file, &LIMITS);
    let mut found = Vec::new();
    while let Some(item) = reader.next() {
        assert!(reader.bytes_read() <= size(&file));
        found.push(match item {
            Ok(report) => format!("{} {}", report.info.id, report.text),
            Err(error) => error.to_string().rsplit("set.jsonl").next().unwrap_or_default().to_owned(),
        });
    }
    assert_eq!(reader.bytes_read(), size(&file));
    let expected = [
        "a 一。二。",
        ":3: cannot be understood",
        ":4: cannot be understood (missing field `text`",
        ":5: has an empty id",
        ":6: its text is empty",
        ":7: “昨天” is no date; write it as 2024-06-20",
        ":8: the line has 12.0 MiB, more than the 8.0 MiB allowed; split it, or raise index.max_report_mb",
        "e 五。",
        ":10: is not UTF-8",
    ];
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "{found} instead of {expected}");
    }
}

#[test]
fn what_cannot_be_read_says_why_and_what_to_do() {
    let big = "长".repeat(3 << 20);
    let cases: &[(&str, &[u8], &str)] = &[
        ("a.txt", b"", ": is empty; fill it or remove it"),
        ("a.jsonl", b"", ": is empty; fill it or remove it"),
        ("a.md", b"", ": is empty; fill it or remove it"),
        ("a.txt", " \n\t\u{3000}\n".as_bytes(), ": holds no text; fill it or remove it"),
        ("a.md", b"---\ntitle: x\n---\n\n", ": holds no text"),
        ("a.md", b"<!-- nothing -->\n", ": holds no text"),
        ("a.html", b"<p>", ": unknown format; .txt, .md and .jsonl are read"),
        ("strange", b"text", ": unknown format"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0", ": is a picture; only text is read"),
        ("a.txt", b"ELF\0\0\0\x01\x02\x03", ": is binary, not text; save it as UTF-8"),
        ("a.txt", b"one\ntwo \xFF\xFF\n", ":2: holds bytes that are not UTF-8, UTF-16, GB18030 or Big5"),
        ("a.md", b"---\ntitle: x\n\ntext\n", ":1: the front matter is not closed"),
        ("a.md", b"---\ntitle: x\nplace: [\n---\ntext\n", ":3: the front matter cannot be understood"),
        ("a.md", b"---\ntitle: x\nbyline: [a, b]\n---\ntext\n", ":3: the front matter cannot be understood"),
        ("a.md", b"---\ntitle: x\n\ndate: soon\n---\ntext\n", ":4: \u{201C}soon\u{201D} is no date"),
        (
            "a.txt",
            big.as_bytes(),
            ": the file has 9.0 MiB, more than the 8.0 MiB allowed; split it, or raise index.max_report_mb",
        ),
    ];
    for (name, bytes, expected) in cases {
        let all = read_all(name, bytes);
        assert_eq!(all.len(), 1, "{name} {expected}");
        let message = all.into_iter().find_map(Result::err).map(|error| error.to_string()).unwrap_or_default();
        let message = message.split_once(&format!("/{name}:")).map_or(message.as_str(), |(_, rest)| rest);
        assert!(message.starts_with(expected.trim_start_matches(':')), "{message:?} instead of {expected:?}");
    }
    let missing = Path::new("no/such/file.txt");
    let errors: Vec<String> = read(missing, &LIMITS).filter_map(Result::err).map(|error| error.to_string()).collect();
    assert_eq!(errors, ["no/such/file.txt: does not exist; check the path"]);
}

#[test]
fn a_report_of_one_line_can_be_asked_for() {
    let report = read_one("a.txt", "某市工业增长10%".as_bytes());
    assert_eq!(report.info.title, "某市工业增长10%");
    assert_eq!(report.title_range(), None);
    assert_eq!(report.sections.len(), 1);
    assert_eq!(report.sections[0].paragraphs[0].range, 0..report.text.len());
}

/// Ranges lie in the text, in order, at the ends of characters; sentences are in their paragraph.
fn is_whole(report: &Report) {
    let mut end = report.title_range().map_or(0, |range| range.end);
    let mut check = |range: &std::ops::Range<usize>| {
        assert!(range.start >= end && range.start < range.end, "{range:?} in {:?}", report.text);
        let line = report.text.get(range.clone()).unwrap_or_else(|| panic!("{range:?} of {:?}", report.text));
        assert!(!line.contains('\n') && line.trim() == line, "{line:?}");
        end = range.end;
    };
    for section in &report.sections {
        section.heading.iter().for_each(&mut check);
        for paragraph in &section.paragraphs {
            check(&paragraph.range);
            for sentence in &paragraph.sentences {
                assert!(sentence.start >= paragraph.range.start && sentence.end <= paragraph.range.end);
                assert!(report.text.get(sentence.clone()).is_some_and(|text| !text.is_empty()));
            }
        }
    }
    assert_eq!(end, report.text.len());
    assert!(!report.info.title.is_empty() && !report.info.id.is_empty());
}

fn check(name: &str, bytes: &[u8]) {
    for report in read_all(name, bytes).iter().flatten() {
        is_whole(report);
        if name.ends_with("txt") {
            let source = String::from_utf8_lossy(bytes);
            if !source.contains('\u{FFFD}') {
                made_of_the_source(report, source.strip_prefix('\u{FEFF}').unwrap_or(&source));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for name in ["a.txt", "a.md", "a.jsonl"] {
            check(name, &bytes);
        }
    }

    #[test]
    fn any_text_is_read(text in "(\\PC|[\n\r\t \u{3000}、，。；：“”（）0-9年月日一二记者来源|#>*-]|今年|2024年|（记者 张三）|一、){0,120}") {
        for name in ["a.txt", "a.md"] {
            check(name, text.as_bytes());
        }
        let line = serde_json::json!({"id": "x", "text": text}).to_string();
        check("a.jsonl", line.as_bytes());
    }

    #[test]
    fn any_page_is_read(lines in proptest::collection::vec("[工业稳增长，。；：“”（）0-9.%\t a-c]{0,24}", 0..60)) {
        check("a.txt", lines.join("\n").as_bytes());
    }
}

/// Anything that looks back or ahead without bound would take minutes here instead of a second.
#[test]
fn reading_is_linear() {
    let units = [
        "a",
        "长",
        "。",
        "\u{3000}\u{3000}一、",
        "（",
        "“",
        "1",
        "年",
        "2024年",
        "记者 ",
        "\t",
        "短\n",
        "短。\n",
        "a\n\n",
        "1.\n",
        "|",
        "*",
        "> ",
        "- ",
        "[",
        "增加值同比增长百分之十，\n",
        "…",
        "---\n",
    ];
    for unit in units {
        let text = "甲".to_owned() + &unit.repeat((1 << 20) / unit.len());
        for name in ["a.txt", "a.md"] {
            let started = Instant::now();
            let _ = read_all(name, text.as_bytes());
            let taken = started.elapsed();
            assert!(taken.as_secs() < 20, "{name} {unit:?} took {taken:?}");
        }
    }
    let started = Instant::now();
    read_one("long.txt", "长".repeat((5 << 20) / 3).as_bytes());
    let taken = started.elapsed();
    assert!(taken.as_secs() < 20, "5 MiB in one line took {taken:?}");
}
