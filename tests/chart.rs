//! `wenbao figures --chart`, run on a real file.

#[expect(dead_code, reason = "a chart needs part of it")]
mod common;

use common::{Wenbao, text};

const REPORT: &str = "\
青河市工业稳中有进
2024年7月18日
上半年，青河市化工、汽车制造、电子信息产值分别增长22.8%、14.2%和13.9%。
化工和汽车制造产量分别为3万吨和5万辆。
";

fn wenbao() -> Wenbao {
    Wenbao::with_files(&[("qinghe.txt", REPORT.as_bytes())])
}

#[test]
fn comparable_figures_become_a_picture() {
    if wenbao::chart::Font::find("".as_ref()).is_err() {
        eprintln!("left out: this system has no font with Chinese characters");
        return;
    }
    let wenbao = wenbao();
    let output = wenbao.run(&["figures", "产值", "增长", "--chart", "chart.png"]);
    assert!(output.status.success() && output.stdout.is_empty(), "{}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "上半年 产值增长: 3 figures → chart.png\n");
    let png = std::fs::read(wenbao.folder.path().join("chart.png")).unwrap();
    assert!(png.starts_with(b"\x89PNG\r\n") && png.ends_with(b"IEND\xaeB`\x82"));
    let left = std::fs::read_dir(wenbao.folder.path()).unwrap().flatten();
    assert!(!left.into_iter().any(|entry| entry.file_name().to_string_lossy().ends_with(".part")));

    let output = wenbao.run(&["figures", "产值", "--chart", "nowhere/chart.png"]);
    assert!(output.status.code() == Some(1) && text(&output.stderr).contains("nowhere/chart.png"));
}

#[test]
fn without_a_font_they_are_printed() {
    let wenbao = wenbao();
    let settings = wenbao.folder.path().join("settings.toml");
    std::fs::write(settings, "[chart]\nfont = 'none.ttf'").unwrap();
    let output = wenbao.run(&["--config", "settings.toml", "figures", "产值", "--chart", "chart.png"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("22.8%"), "{}", text(&output.stdout));
    let error = text(&output.stderr);
    assert!(error.contains("none.ttf") && error.contains("[chart]"), "{error}");
    assert!(!wenbao.folder.path().join("chart.png").exists());
}

#[test]
fn too_few_are_no_chart() {
    let output = wenbao().run(&["figures", "产量", "--chart", "chart.png"]);
    assert_eq!(output.status.code(), Some(1));
    let error = text(&output.stderr);
    assert!(error.contains("nothing to draw") && error.contains("`wenbao figures 产量`"), "{error}");
}
