//! Reads the reports and collections of the evaluation, which are not part of the repository.

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
        println!("{}", show(&report));
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
            if !text.contains('\n') && !text.contains("\u{3000}\u{3000}") {
                assert_eq!(report.text.lines().count(), 1, "{}: {}", report.info.id, report.text);
            }
        }
    }
}
