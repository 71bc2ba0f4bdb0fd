//! Reads files as a person would hand them over.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, path::Path};

use wenbao::report::{Limits, ReadError, Report, discover, read};

const LIMITS: Limits = Limits { max_bytes: 1 << 20 };

fn read_all(file: &Path) -> Vec<Result<Report, ReadError>> {
    read(file, &LIMITS).collect()
}

#[test]
fn a_folder_gives_its_files_and_each_format_its_reports() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("b.txt", "某市一季度工业增长10%\n今年一季度，全市工业增长 10%，好于预期。\n");
    write(
        "a.md",
        "---\ntitle: 某区年报\ndate: 2024-06-20\n---\n\n# 概况\n\n全区共有3家\n企业。\n\n| 指标 | 数 |\n|---|---|\n| 产值 | 5 |\n",
    );
    write(
        "c.jsonl",
        "{\"id\":\"x\",\"title\":\"甲\",\"text\":\"一。二。\"}\n\nnonsense\n{\"id\":\"y\",\"text\":\"三\"}\n",
    );
    write("README.md", "no report");
    write(".hidden.txt", "no report");
    let files = discover(&[folder.path().to_owned()]).unwrap();
    let names: Vec<_> = files.iter().map(|file| file.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(names, ["a.md", "b.txt", "c.jsonl"]);
    let reports: Vec<_> = files.iter().flat_map(|file| read_all(file)).collect();
    assert_eq!(reports.len(), 5);
    let markdown = reports[0].as_ref().unwrap();
    assert_eq!(markdown.info.title, "某区年报");
    assert_eq!(markdown.text, "概况\n全区共有3家企业。\n指标\t数\n产值\t5");
    assert_eq!(reports[1].as_ref().unwrap().text, "某市一季度工业增长10%\n今年一季度，全市工业增长10%，好于预期。");
    assert_eq!(reports[3].as_ref().unwrap_err().line, Some(3));
    assert_eq!(reports[4].as_ref().unwrap().info.id, "y");
}
