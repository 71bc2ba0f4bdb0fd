//! What is typed, and what is searched for instead.

use std::collections::HashMap;

use proptest::prelude::*;

use super::{Vocabulary, read};
use crate::text::{fold::fold, tokenizer::tokens};

/// Passages in memory.
struct Passages {
    texts: Vec<String>,
    frequencies: HashMap<String, u64>,
}

impl Passages {
    fn new(texts: &[&str]) -> Self {
        let texts: Vec<String> = texts.iter().map(|text| fold(text)).collect();
        let mut frequencies = HashMap::new();
        for text in &texts {
            let mut seen = std::collections::HashSet::new();
            tokens(text, |token| {
                if seen.insert(token.text.to_owned()) {
                    *frequencies.entry(token.text.to_owned()).or_insert(0) += 1;
                }
            });
        }
        Self { texts, frequencies }
    }
}

impl Vocabulary for Passages {
    fn frequency(&self, token: &str) -> u64 {
        self.frequencies.get(token).copied().unwrap_or(0)
    }

    fn holds(&self, phrase: &str) -> bool {
        self.texts.iter().any(|text| text.contains(phrase))
    }

    fn passages(&self) -> u64 {
        self.texts.len() as u64
    }
}

/// A report of our own making.
fn reports() -> Passages {
    Passages::new(&[
        "上半年，青河市完成工业投资52.8亿元，同比增长18.6%。青河市的锂电池产业投资21.3亿元，占比超四成。",
        "中复神鹰在青河建设碳纤维生产线，碳纤维产量达到1.2万吨，同比增长三成。",
        "5月12日，青河市党建联盟成立，由市大数据局局长陈默担任召集人，召集人说，党建联盟有12家企业。",
        "全长不足3公里的光伏街聚集了12家企业，光伏街在青河开发区，2023年产值达到148.5亿元，出口下降。",
        "2022年上半年青河市出口总额为36.4亿元，出口同比增长7.5%，GDP增长5.1%，绿电占用电量的比重提高。",
    ])
}

fn understood(text: &str) -> Option<String> {
    let reading = read(text, &reports());
    assert_eq!(reading.corrections.is_empty(), reading.text == text, "{text}");
    (!reading.corrections.is_empty()).then_some(reading.text)
}

#[test]
fn a_wrong_character_is_read_as_the_one_that_the_reports_hold() {
    for (typed, right) in [
        ("碳先维产量是多少？", "碳纤维产量是多少？"),
        ("碳先维售价", "碳纤维售价"),
        ("中复神英在哪里", "中复神鹰在哪里"),
        ("党建联萌是哪天成立的", "党建联盟是哪天成立的"),
        ("光服街有多长", "光伏街有多长"),
        ("工业头资是多少", "工业投资是多少"),
        ("上半年工业投姿", "上半年工业投资"),
        ("碳先维和党建联萌", "碳纤维和党建联盟"),
        ("黨建聯萌有幾家企業", "黨建聯盟有幾家企業"),
    ] {
        let read = understood(typed).unwrap_or_else(|| typed.to_owned());
        assert_eq!(fold(&read), fold(right), "{typed}");
    }
}

#[test]
fn what_was_changed_is_said() {
    let reading = read("碳先维产量是多少？", &reports());
    let [correction] = &reading.corrections[..] else { panic!("{reading:?}") };
    assert!(correction.typed.contains("碳先维") && correction.read.contains("碳纤维"), "{correction:?}");
}

#[test]
fn what_is_typed_right_stays() {
    for text in [
        "碳纤维产量是多少？",
        "黨建聯盟是哪天成立的",
        "光伏街有多长",
        "工业投资增长多少",
        // Words that the reports lack, and that sound or look like ones that they hold.
        "公式是什么",
        "青河的税收收入是多少",
        "太平洋有多深",
        "联名信是谁写的",
        "人口有多少",
        // Question words are no misspellings.
        "什么时候",
        "是谁的",
        "哪里",
        "有几家",
        // Numbers, marks and other scripts.
        "2022",
        "？",
        "",
        "  ",
        "🙂",
        "مرحبا",
        "青",
        "GDP增长多少",
    ] {
        assert_eq!(understood(text), None, "{text}");
    }
}

#[test]
fn pinyin_becomes_the_characters_of_the_reports() {
    for (typed, right) in [
        ("guangfu jie duo chang", "光伏街多长"),
        ("guangfujieduochang", "光伏街多长"),
        ("guang fu jie you duo chang?", "光伏街有多长?"),
        ("tan xian wei chan liang shi duo shao", "碳纤维产量是多少"),
        ("dangjian lianmeng shenme shihou chengli", "党建联盟什么时候成立"),
        ("2022 nian shang ban nian chu kou zeng zhang duo shao", "2022年上半年出口增长多少"),
        ("zhāo jí rén shì shuí", "召集人是谁"),
        ("ZHAO JI REN SHI SHUI", "召集人是谁"),
    ] {
        assert_eq!(understood(typed).as_deref(), Some(right), "{typed}");
    }
}

#[test]
fn english_becomes_the_words_of_the_reports() {
    for (typed, right) in [
        ("How much did exports grow in the first half of 2022?", "2022年上半年出口增长多少"),
        ("Who is Chen Mo?", "陈默谁"),
        ("When was the Party building alliance established?", "党建联盟成立什么时候"),
        ("What was the industrial investment in Qinghe?", "青河工业投资多少"),
        ("GDP growth", "GDP增长"),
        ("output of carbon fiber", "碳纤维产量"),
        ("What was the investment of Xyzzy (中复神鹰)?", "中复神鹰投资多少"),
    ] {
        let read = understood(typed).unwrap_or_default().replace(' ', "");
        assert_eq!(read, right, "{typed}");
    }
    for nothing in ["xyzzy", "q", "!?", "ok"] {
        assert_eq!(understood(nothing), None, "{nothing}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,80}") {
        read(&text, &reports());
    }

    #[test]
    fn letters_are_read(text in "[a-zü' 0-9.,%-]{0,60}") {
        read(&text, &reports());
    }

    #[test]
    fn what_stands_in_the_reports_is_never_changed(start in 0_usize..30, length in 1_usize..20, passage in 0_usize..5) {
        let reports = reports();
        let text: String = reports.texts[passage].chars().skip(start).take(length).collect();
        // Latin words alone are English, which is put into Chinese.
        prop_assume!(text.chars().any(crate::text::is_han));
        prop_assert_eq!(read(&text, &reports).text, text);
    }
}
