//! What is chosen and written, without any font.

use std::sync::Arc;

use super::*;
use crate::{
    answer::{Citation, Listed},
    figure::{
        FigureKind,
        extract::{Above, figures},
    },
    report::ReportInfo,
};

fn listed(text: &str, paragraph: u32) -> Vec<Listed> {
    let citation = Citation {
        report: "r".to_owned(),
        title: "青河".to_owned(),
        section: None,
        paragraph,
        start: 0,
        end: 0,
        quote: String::new(),
        info: Arc::new(ReportInfo::default()),
    };
    let listed = |figure: crate::figure::Figure| Listed {
        start: figure.range().start,
        end: figure.range().end,
        text: text[figure.range()].to_owned(),
        figure,
        citation: citation.clone(),
    };
    figures(text, &Above::default()).into_iter().map(listed).collect()
}

fn drawn(text: &str) -> Option<Chart> {
    Chart::of(&listed(text, 3), None)
}

fn rows(chart: &Chart) -> Vec<(&str, &str)> {
    chart.bars.iter().map(|bar| (bar.label.as_str(), bar.value.as_str())).collect()
}

#[test]
fn the_words_are_valid() {
    assert!(!WORDS.fonts.is_empty() && !WORDS.kinds.growth.is_empty());
}

#[test]
fn a_list_becomes_bars_and_falls_go_to_the_left() {
    let text = "青河市化工、汽车制造、电子信息产值分别增长22.8%、11.4%和3.9%，建材产值下降5.7%。";
    let chart = drawn(text).unwrap();
    let expected = [("化工", "22.8%"), ("汽车制造", "11.4%"), ("电子信息", "3.9%"), ("建材", "下降5.7%")];
    assert_eq!(rows(&chart)[..].iter().map(|row| row.1).collect::<Vec<_>>(), expected.map(|row| row.1));
    assert_eq!(rows(&chart)[1..], expected[1..]);
    assert!(chart.title.ends_with("产值增长"), "{}", chart.title);
    assert_eq!(chart.source, "来源：《青河》第3段");
    let lengths: Vec<f32> = chart.bars.iter().map(|bar| bar.length).collect();
    assert_eq!((lengths[0], lengths[1], lengths[3]), (1.0, 0.5, -0.25));
}

#[test]
fn periods_stand_in_the_order_of_time() {
    let chart = drawn("2021年产值为10亿元，2023年产值为30亿元，2022年产值为2000万元。").unwrap();
    assert_eq!(rows(&chart), [("2021年", "10亿元"), ("2022年", "2000万元"), ("2023年", "30亿元")]);
    assert_eq!(chart.bars[1].length, 0.2 / 30.0, "a unit is taken with its scale");
}

#[test]
fn what_cannot_be_compared_is_not_drawn() {
    for text in [
        "化工、建材产值分别增长22.8%和14.2%。",
        "化工产值增长5%，建材产值3亿元，纺织产量4万吨。",
        "产值居全省第一位。",
        "",
    ] {
        assert_eq!(drawn(text), None, "{text}");
    }
}

#[test]
fn of_several_series_the_one_that_is_wanted_is_drawn() {
    let text = "化工产值30亿元，增长3%；建材产值20亿元，增长2%；纺织产值10亿元，增长1%。";
    let all = listed(text, 3);
    let values = |chart: Option<Chart>| chart.unwrap().bars.into_iter().map(|bar| bar.value).collect::<Vec<_>>();
    assert_eq!(values(Chart::of(&all, None)), ["30亿元", "20亿元", "10亿元"]);
    assert_eq!(values(Chart::of(&all, Some(FigureKind::Growth))), ["3%", "2%", "1%"]);
    assert_eq!(values(Chart::with(&all, &all[3].figure)), ["3%", "2%", "1%"]);
}

#[test]
fn more_than_a_phone_shows_are_cut() {
    let names = "甲乙丙丁戊己庚辛壬癸子丑寅卯".chars();
    let text: String = names.map(|name| format!("{name}厂产值为3亿元。")).collect();
    let chart = drawn(&text).unwrap();
    assert_eq!(chart.bars.len(), 12);
}
