//! Reads the reports and collections of the evaluation, which are not part of the repository.
#![expect(clippy::print_stderr, reason = "a test that skips itself says so")]

use std::{fs, path::Path};

use wenbao::report::{Limits, Report, discover, read};

const LIMITS: Limits = Limits { max_bytes: 32 << 20 };

/// The path below the shared folder, when it is there.
fn shared(path: &str) -> Option<std::path::PathBuf> {
    let path = Path::new("/work/shared").join(path);
    if !path.exists() {
        eprintln!("skipped: {} is absent", path.display());
        return None;
    }
    Some(path)
}

fn all(file: &Path) -> Vec<Report> {
    read(file, &LIMITS).map(|report| report.unwrap_or_else(|error| panic!("{error}"))).collect()
}

fn stripped(text: &str) -> String {
    text.split_whitespace().collect()
}

fn show(report: &Report) -> String {
    let mut shown = format!("{:?}\n", report.info);
    for section in &report.sections {
        shown += &format!("## {:?}\n", section.heading.clone().map(|range| &report.text[range]));
        for paragraph in &section.paragraphs {
            shown += &format!("  {}\n", &report.text[paragraph.range.clone()]);
        }
    }
    shown
}

fn no_word_is_changed(report: &Report, source: &str) {
    let source = stripped(source);
    for line in report.text.lines() {
        assert!(source.contains(&stripped(line)), "{}: {line}", report.info.id);
    }
}

#[test]
fn the_newspaper_page_is_mended() {
    let Some(file) = shared("reports/xining-industry.txt") else { return };
    let report = all(&file).remove(0);
    for piece in [
        "今年一季度，全市规模以上工业企业实现增加值同比增长10%，较全省平均水平高14.5个百分点；",
        "形成了光伏产业聚集和完整产业链",
        "力争成为青海清洁能源产业高地建设的“高速路”",
        "国内最先进的新能源材料和动力电池正极材料横空出世",
        "共同为西宁数字经济发展贡献力量。",
        "已初步形成“多晶硅—单晶硅—切片—太阳能电池—组件—光伏配套应用”较完整的硅材料光伏产业链。",
        "2023年西宁光伏制造产业完成工业总产值518.7亿元，单晶硅、多晶硅产量分别增长1.3倍、1.9倍，",
    ] {
        assert!(report.text.contains(piece), "{piece}\n{}", show(&report));
    }
    assert_eq!(report.info.title, "向新向绿西宁工业乘风起");
    assert_eq!(report.info.byline.as_deref(), Some("张弘靓"));
    let date = report.info.date.map(|date| (date.year, date.month, date.day, date.inferred));
    assert_eq!(date, Some((2024, None, None, true)));
    let sections: Vec<(Option<&str>, &str)> = report
        .sections
        .iter()
        .map(|section| {
            let heading = section.heading.clone().map(|range| &report.text[range]);
            let paragraph = section.paragraphs.first().map_or("", |paragraph| &report.text[paragraph.range.clone()]);
            (heading, paragraph)
        })
        .collect();
    let expected = [
        (None, "工业是经济发展的“压舱石”，"),
        (Some("工业经济增速领跑全省"), "从生产一线到建设现场，"),
        (Some("高原上建起“光伏街”"), "习近平总书记在青海考察时指出，"),
        (Some("打响绿色算力产业名片"), "将“绿电”变“绿算”、"),
    ];
    assert_eq!(sections.len(), expected.len(), "{}", show(&report));
    for ((heading, paragraph), (expected_heading, start)) in sections.into_iter().zip(expected) {
        assert_eq!(heading, expected_heading);
        assert!(paragraph.starts_with(start), "{paragraph}");
    }
    let source = fs::read_to_string(&file).unwrap_or_default();
    for line in report.text.lines().filter(|line| *line != "工业经济增速领跑全省") {
        assert!(stripped(&source).contains(&stripped(line)), "{line}");
    }
}

#[test]
fn plain_reports_keep_their_lines() {
    let Some(folder) = shared("eval/reports-a/reports") else { return };
    let files = discover(&[folder]).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(files.len(), 6);
    for file in files {
        let report = all(&file).remove(0);
        let source = fs::read_to_string(&file).unwrap_or_default();
        no_word_is_changed(&report, &source);
        let lines = source.lines().filter(|line| !line.trim().is_empty()).count();
        assert_eq!(report.text.lines().count(), lines, "{}", file.display());
    }
}

#[test]
fn collections_are_read_whole() {
    for set in ["cmrc-dev-a", "cmrc-train", "cmrc-trial", "drcd-dev", "rgb-zh-a"] {
        let Some(file) = shared(&format!("eval/{set}/docs.jsonl")) else { continue };
        let source = fs::read_to_string(&file).unwrap_or_default();
        let reports = all(&file);
        assert_eq!(reports.len(), source.lines().count());
        for (report, line) in reports.iter().zip(source.lines()) {
            let line: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
            let text = line["text"].as_str().unwrap_or_default();
            no_word_is_changed(report, text);
            if !text.contains(['\n', '\r']) && !text.contains("\u{3000}\u{3000}") {
                assert_eq!(report.text.lines().count(), 1, "{}: {}", report.info.id, report.text);
            }
        }
    }
}

/// How a page is set.
#[derive(Debug, Clone, Copy)]
struct Setting {
    /// In characters.
    column: usize,
    /// Whether the first line of a paragraph is set in, and whether that shows as white space.
    indent: bool,
    indent_shown: bool,
    /// Blank lines between paragraphs, and between all lines.
    blank_between: bool,
    blank_everywhere: bool,
}

fn halves(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

/// Sets `paragraph` in lines, as a page would: marks do not begin a line, Latin words are not broken, numbers are.
fn set(paragraph: &str, setting: Setting) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let is_letter = |c: &char| c.is_ascii_alphabetic();
    let mut filled = if setting.indent { 4 } else { 0 };
    if setting.indent_shown {
        line.push_str("\u{3000}\u{3000}");
    }
    let mut rest = paragraph.chars().peekable();
    while let Some(c) = rest.next() {
        let mut word = String::from(c);
        while is_letter(&c) && rest.peek().is_some_and(is_letter) {
            word.extend(rest.next());
        }
        let width: usize = word.chars().map(halves).sum();
        let hangs = "，。、；：！？）》”’%".contains(c);
        if filled + width > setting.column * 2 && !hangs {
            let opening = line.chars().next_back().filter(|c| "（《“‘".contains(*c));
            line.truncate(line.len() - opening.map_or(0, char::len_utf8));
            lines.push(std::mem::take(&mut line));
            line.extend(opening);
            filled = opening.map_or(0, halves);
        }
        line.push_str(&word);
        filled += width;
    }
    lines.push(line);
    lines
}

#[test]
fn reports_set_in_columns_are_mended() {
    let Some(folder) = shared("eval/reports-a/reports") else { return };
    let files = discover(&[folder]).unwrap_or_else(|error| panic!("{error}"));
    let scratch = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let (mut kept, mut all_sentences, mut headed, mut all_headings, mut parted, mut all_paragraphs) =
        (0, 0, 0, 0, 0, 0);
    for file in files {
        let plain = all(&file).remove(0);
        for column in 12..=34 {
            for mode in 0..5 {
                let setting = Setting {
                    column,
                    indent: mode != 3,
                    indent_shown: mode == 1,
                    blank_between: mode == 0 || mode == 3,
                    blank_everywhere: mode == 4,
                };
                let mut lines = Vec::new();
                for text in plain.text.lines() {
                    let set = set(text, setting);
                    let blanks = lines.is_empty() || !(setting.blank_between || setting.blank_everywhere);
                    lines.extend((!blanks).then(String::new));
                    for (at, line) in set.into_iter().enumerate() {
                        lines.extend((at > 0 && setting.blank_everywhere).then(String::new));
                        lines.push(line);
                    }
                }
                let page = scratch.path().join("page.txt");
                fs::write(&page, lines.join("\n")).unwrap_or_else(|error| panic!("{error}"));
                let mended = all(&page).remove(0);
                let paragraphs = |report: &Report| -> Vec<String> {
                    let ranges = report.sections.iter().flat_map(|section| &section.paragraphs);
                    ranges.map(|paragraph| stripped(&report.text[paragraph.range.clone()])).collect()
                };
                let found = paragraphs(&mended);
                let (mut k, mut a) = (0, 0);
                for range in plain.sections.iter().flat_map(|s| &s.paragraphs).flat_map(|p| &p.sentences) {
                    let sentence = stripped(&plain.text[range.clone()]);
                    a += 1;
                    k += usize::from(found.iter().any(|paragraph| paragraph.contains(&sentence)));
                }
                let headings = |report: &Report| -> Vec<String> {
                    let ranges = report.sections.iter().filter_map(|section| section.heading.clone());
                    ranges.map(|range| stripped(&report.text[range])).collect()
                };
                let (want, have) = (headings(&plain), headings(&mended));
                let h = want.iter().filter(|heading| have.contains(heading)).count();
                let whole = paragraphs(&plain);
                let p = whole.iter().filter(|paragraph| found.contains(paragraph)).count();
                (kept, all_sentences) = (kept + k, all_sentences + a);
                (headed, all_headings) = (headed + h, all_headings + want.len());
                (parted, all_paragraphs) = (parted + p, all_paragraphs + whole.len());
            }
        }
    }
    let share = |part: usize, whole: usize| part * 100 / whole;
    let shares = [share(kept, all_sentences), share(headed, all_headings), share(parted, all_paragraphs)];
    // Where white space was lost no one could tell every paragraph; but a sentence must not break.
    assert!(shares[0] >= 99 && shares[1] >= 88 && shares[2] >= 90, "sentences, headings, paragraphs in %: {shares:?}");
}
