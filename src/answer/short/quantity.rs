//! Quantities in a sentence, and the one that a question asks for.
//!
//! The reader knows where an answer of an encyclopedia lies; in a list of figures the caption of each tells better. So
//! a question that asks how much gets one quantity: of the kind that is asked (a level, a growth, a share, a unit), and
//! among those the one whose caption says most of what is asked. `甲、乙分别增长1%和2%` is dealt out in order.

use std::ops::Range;

use crate::{
    answer::{
        question::{Kind, Question},
        sentence::rank::Weights,
    },
    figure::{
        number::{Number, numbers},
        quantity::{Quantity, Role, Unit, quantities},
    },
    text::{
        char_count,
        fold::{fold, fold_char},
        is_han,
        tokenizer::tokens,
    },
};

/// What makes a number a date: years and days that a question asks for are not quantities here.
const TIMES: [&str; 12] = ["年代", "季度", "世纪", "月份", "年", "月", "日", "号", "时", "届", "期", "点钟"];

/// A number with its unit, in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Placed {
    /// Characters of the sentence, with unit and bound.
    range: Range<usize>,
    unit: Unit,
}

/// The quantities of a sentence, in order; `bytes` is where each of its characters begins.
fn placed(sentence: &str, bytes: &[usize]) -> Vec<Placed> {
    let at = |byte: usize| bytes.partition_point(|&start| start < byte);
    let place = |found: Quantity| Placed { range: at(found.range.start)..at(found.range.end), unit: found.unit };
    // 一个 is a word, unless nothing else is counted.
    let idle = |found: &Quantity| &sentence[found.number.clone()] == "一" && found.unit.text == "个";
    let counts = |found: &Quantity| found.role != Role::Rank && !is_named(sentence, found) && !idle(found);
    quantities(sentence).into_iter().filter(counts).map(place).collect()
}

/// Dec 11, 2021: a number behind a word in letters, without a unit, counts nothing.
fn is_named(sentence: &str, found: &Quantity) -> bool {
    let mut before = sentence[..found.range.start].chars().rev();
    found.unit.text.is_empty() && before.next() == Some(' ') && before.next().is_some_and(|c| c.is_ascii_alphabetic())
}

/// What kind of quantity a question asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Points,
    Growth,
    Share,
    Level,
}

impl Wanted {
    fn of(question: &Question, unit: bool) -> Self {
        // An English question comes as words apart: 工业投资 增长 多少.
        let joined: String = question.folded.split_whitespace().collect();
        let has = |words: &[&str]| words.iter().any(|word| joined.contains(word));
        if has(&["百分点"]) {
            Self::Points
        } else if unit && !has(&["增速", "增幅", "降幅", "占比", "比重"]) {
            Self::Level
        } else if has(&["占比", "比重", "比例", "占", "贡献率", "率是", "率为", "率多少"])
            && !has(&["增长率是", "增长多少"])
        {
            Self::Share
        } else if has(&[
            "增速",
            "增幅",
            "降幅",
            "涨幅",
            "增长率",
            "同比变化",
            "同比增",
            "同比下降",
            "增长多少",
            "增长了多少",
            "下降多少",
            "下降了多少",
            "上涨多少",
            "上涨了多少",
            "下跌多少",
            "减少了多少",
            "同比",
            "环比",
        ]) {
            Self::Growth
        } else {
            Self::Level
        }
    }

    /// How well a quantity is of that kind, 0 to 1, from its unit and what stands right before it.
    fn fit(self, quantity: &Placed, before: &str) -> f32 {
        let rate = quantity.unit.dimension == "ratio";
        let points = quantity.unit.dimension == "points";
        let changed = [
            "增长", "下降", "增", "降", "上升", "提高", "回落", "上涨", "下跌", "减少", "涨", "跌", "收窄", "达", "为",
            "高达",
        ];
        let follows = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
        match self {
            Self::Points => f32::from(points),
            Self::Growth if rate => {
                if follows(&changed) {
                    1.0
                } else {
                    0.8
                }
            }
            Self::Share if rate => {
                if follows(&["增长", "下降", "增", "降"]) {
                    0.6
                } else {
                    1.0
                }
            }
            Self::Level if rate || points => 0.1,
            Self::Level => 1.0,
            Self::Growth | Self::Share => 0.1,
        }
    }
}

/// So many characters before a figure name what it is.
const NEAR: usize = 4;

/// By so much a quantity must be better than the one that the reader would answer.
const MARGIN: f32 = 0.3;

/// The quantity of `sentence` that `question` asks for, in bytes; `None` where it asks for none or there is none of the
/// kind, or what the reader would answer (`read`, in characters) is as good. `likely` tells how likely the reader holds
/// that an answer begins with a character.
pub(crate) fn choose_quantity(
    question: &Question,
    weights: &Weights<'_>,
    sentence: &str,
    read: &Range<usize>,
    likely: impl Fn(usize) -> f32,
) -> Option<Range<usize>> {
    if !matches!(question.kind, Kind::Number | Kind::Keyword) || asks_time(question) || asks_which(question) {
        return None;
    }
    let bytes: Vec<usize> = sentence.char_indices().map(|(at, _)| at).chain([sentence.len()]).collect();
    let chars: Vec<char> = sentence.chars().map(fold_char).collect();
    let found = placed(sentence, &bytes);
    let asked = question.unit_asked();
    let wanted = Wanted::of(question, asked.is_some());
    let captions = captions(&chars, &found);
    let score = |number: usize| {
        let quantity = &found[number];
        let before: String = chars[quantity.range.start.saturating_sub(3)..quantity.range.start].iter().collect();
        let mut fit = wanted.fit(quantity, &before);
        if let Some(unit) = &asked {
            fit = match () {
                () if quantity.unit.bare() == unit.bare() => 1.5,
                () if quantity.unit.dimension == unit.dimension && unit.dimension != "count" => 1.4,
                // 多少钱 may be in any currency.
                () if unit.dimension == "money" && quantity.unit.dimension.starts_with("money") => 1.3,
                () => fit * 0.5,
            };
        }
        let (own, shared) = &captions[number];
        let caption = covered(own, weights) + 0.3 * covered(shared, weights);
        2.0 * caption + 1.5 * fit + likely(quantity.range.start)
    };
    // 多少路 is told in 十五路, though 路 is no unit.
    if let Some(unit) = &asked
        && found.iter().all(|quantity| quantity.unit.bare() != unit.bare())
        && let Some(counted) = counted_in(sentence, unit)
    {
        return Some(counted);
    }
    let scores: Vec<f32> = (0..found.len()).map(score).collect();
    // Bare words ask for a figure where they name a rate, or what stands right before the figure.
    let last: String = question.folded.chars().filter(|c| c.is_alphanumeric()).rev().take(2).collect();
    let named = |quantity: &Placed| {
        let before = &chars[quantity.range.start.saturating_sub(NEAR)..quantity.range.start];
        before.windows(2).any(|pair| pair.iter().rev().copied().eq(last.chars()))
    };
    if question.kind == Kind::Keyword && wanted == Wanted::Level && !found.iter().any(named) {
        return None;
    }
    let best = (0..found.len()).max_by(|&one, &other| scores[one].total_cmp(&scores[other]).then(other.cmp(&one)))?;
    let mut inside = (0..found.len()).filter(|&number| {
        let range = &found[number].range;
        range.start < read.end && read.start < range.end
    });
    if let (Some(only), None) = (inside.next(), inside.next())
        && scores[only] + MARGIN >= scores[best]
        && read.len() <= found[only].range.len() + 2
    {
        let range = &found[only].range;
        let cut = range.start <= read.start && read.end <= range.end;
        return cut.then(|| bytes[range.start]..bytes[range.end]);
    }
    let range = &found[best].range;
    Some(bytes[range.start]..bytes[range.end])
}

/// The first number of `sentence` with that counter right behind it, in bytes.
fn counted_in(sentence: &str, counter: &Unit) -> Option<Range<usize>> {
    let name = Some(counter.bare()).filter(|name| counter.dimension == "count" && !name.is_empty())?;
    let counts = |number: &Number| {
        sentence[number.range.end..].starts_with(name) && !sentence[..number.range.start].ends_with('第')
    };
    let number = numbers(sentence).into_iter().find(counts)?;
    Some(number.range.start..number.range.end + name.len())
}

/// Whether a question for a quantity finds none in `sentence`.
pub(crate) fn lacks_quantity(question: &Question, sentence: &str) -> bool {
    question.kind == Kind::Number
        && !asks_time(question)
        && !asks_which(question)
        && quantities(sentence).iter().all(|found| is_named(sentence, found))
}

/// Whether `question` asks how much in so many words and `answer` holds no number, nor a word for one.
pub(crate) fn is_no_amount(question: &Question, answer: &str) -> bool {
    let counts = |c: char| c.is_numeric() || "半数几多双全无没零".contains(c);
    question.kind == Kind::Number
        && question.folded.contains("多少")
        && !fold(answer).contains(counts)
        && numbers(answer).is_empty()
        || is_time(question, answer)
}

/// Whether it is asked which one it was: 哪个领域占比最高, but not 哪个月 or 哪年.
pub(crate) fn asks_which(question: &Question) -> bool {
    const TIMES_AND_AMOUNTS: [&str; 12] =
        ["年", "月", "日", "天", "季", "周", "时", "数", "期", "百分", "星期", "世纪"];
    let behind = question.folded.split_once('哪').map_or("", |(_, behind)| behind);
    let one = ["一个", "几个", "个", "家", "些", "种", "项", "类", "只", "款", "支", "座", "条", "一"];
    let noun = one.iter().find_map(|counter| behind.strip_prefix(counter));
    let which = match question.kind {
        // 哪个领域占比最高
        Kind::Number => !question.folded.contains(['多', '几']),
        kind => matches!(kind, Kind::What | Kind::List | Kind::Who),
    };
    which
        && noun.is_some_and(|noun| {
            noun.starts_with(is_han) && !TIMES_AND_AMOUNTS.iter().any(|word| noun.starts_with(word))
        })
}

/// Whether `answer` is an amount and hardly more: 三分之一, 区域有9个, 超过总额的三分之一.
pub(crate) fn is_amount_alone(answer: &str) -> bool {
    const BESIDE: usize = 3;
    const LEADS: [&str; 10] = ["超过", "达", "占", "为", "不足", "约", "近", "逾", "增长", "下降"];
    let found = quantities(answer);
    let Some(last) = found.last().filter(|last| last.role != Role::Rank) else { return false };
    let of_amounts: usize = found.iter().map(|found| char_count(&answer[found.range.clone()])).sum();
    let leads = last.range.end == answer.len() && LEADS.iter().any(|word| answer.starts_with(word));
    leads || char_count(answer) <= of_amounts + BESIDE
}

/// Whether `question` asks where and `answer` only tells how much of something there is.
pub(crate) fn is_no_place(question: &Question, answer: &str) -> bool {
    let placed = |c: char| "东西南北中处旁侧边岸内外口路街道号弄村镇乡县区市省州国洲岛山河湖海江楼层室馆站".contains(c);
    question.kind == Kind::Where && !fold(answer).contains(placed) && !quantities(answer).is_empty()
}

/// Whether `answer` is how long it took, where so many of another unit are asked for: 半年, 几个点.
fn is_time(question: &Question, answer: &str) -> bool {
    let Some(unit) = question.unit_asked().filter(|unit| unit.dimension != "time") else { return false };
    let found = quantities(answer);
    unit.dimension != "count" && !found.is_empty() && found.iter().all(|found| found.unit.dimension == "time")
}

/// Whether years or days are asked for, which are not told from dates here.
fn asks_time(question: &Question) -> bool {
    question.unit.as_ref().is_some_and(|unit| TIMES.iter().any(|word| unit.starts_with(word)))
}

/// The share of the question's weight that stands in `text`.
fn covered(text: &str, weights: &Weights<'_>) -> f32 {
    let mut held = vec![false; weights.len()];
    tokens(text, |token| {
        if let Some(term) = weights.number(token.text) {
            held[term] = true;
        }
    });
    let sum: f32 = held.iter().enumerate().filter(|(_, held)| **held).map(|(term, _)| weights.by_number(term)).sum();
    sum / weights.total()
}

/// The caption of each quantity: what stands between the one before and it, or its item of the list that the sentence
/// deals out; and what it shares with others: the text before that.
fn captions(chars: &[char], found: &[Placed]) -> Vec<(String, String)> {
    let text = |range: Range<usize>| chars[range].iter().collect::<String>();
    let between = |number: usize| {
        let from = if number == 0 { 0 } else { found[number - 1].range.end };
        from..found[number].range.start.max(from)
    };
    let joined = |number: usize| {
        number > 0 && {
            let gap = text(between(number));
            matches!(gap.as_str(), "、" | "和" | "与" | "及" | "," | "以及")
        }
    };
    let mut captions: Vec<(String, String)> = Vec::new();
    let mut first = 0;
    while first < found.len() {
        let mut end = first + 1;
        while end < found.len() && joined(end) {
            end += 1;
        }
        let place = between(first);
        let own = text(place.clone());
        let earlier = text(0..place.start);
        let items = items(&own);
        let count = end - first;
        for number in 0..count {
            captions.push(if count > 1 && items.len() >= count {
                (items[items.len() - count + number].clone(), own.clone())
            } else {
                (own.clone(), earlier.clone())
            });
        }
        first = end;
    }
    captions
}

/// The items of a list: what stands between 、 and 和. The last one has the words behind it (产量分别增长), which are of
/// all; so every item gets them.
fn items(text: &str) -> Vec<String> {
    let from = text.rfind(['，', ',', '；', ';', '。']).filter(|at| text[*at..].contains(['、', '和', '与', '及']));
    let list = from.map_or(text, |at| &text[at..]);
    let mut items: Vec<String> = list.split(['、', '和', '与', '及']).map(str::to_owned).collect();
    let last = items.last().cloned().unwrap_or_default();
    let longest = items.iter().rev().skip(1).map(|item| item.chars().count()).max().unwrap_or(0);
    let shared: String = last.chars().skip(longest).collect();
    let before_last = items.len().saturating_sub(1);
    items[..before_last].iter_mut().for_each(|item| item.push_str(&shared));
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_tells_not_which_one() {
        for (answer, alone) in [
            ("三分之一", true),
            ("区域有9个", true),
            ("超过总额的三分之一", true),
            ("3D打印领域", false),
            ("卫生领域", false),
        ] {
            assert_eq!(is_amount_alone(answer), alone, "{answer}");
        }
        let words = crate::answer::QuestionWords::default();
        for (question, which) in [
            ("哪个领域占比最高", true),
            ("哪家企业投资最多", true),
            ("哪个月产量最高", false),
            ("哪个领域投资多少", false),
            ("占比多少", false),
        ] {
            assert_eq!(asks_which(&Question::new(question, &words)), which, "{question}");
        }
    }
    use crate::answer::QuestionWords;
    use proptest::prelude::*;

    fn chosen(question: &str, sentence: &'static str) -> Option<&'static str> {
        let question = Question::new(question, &QuestionWords::default());
        let weights = Weights::new(&question, 100, |_| 2);
        choose_quantity(&question, &weights, sentence, &(0..0), |_| 0.0).map(|range| &sentence[range])
    }

    #[test]
    fn how_much_there_is_tells_not_where() {
        let question = Question::new("它在哪", &QuestionWords::default());
        for (answer, none) in [("全长不足3公里", true), ("县城东北5公里", false), ("青河", false)] {
            assert_eq!(is_no_place(&question, answer), none, "{answer}");
        }
    }

    #[test]
    fn the_quantity_asked_for_is_chosen_by_kind_unit_and_caption() {
        let plants = "大型工厂产值同比增长8.4%，中型工厂产值增长10.2%，小型工厂产值增长7.7%。";
        let dealt = "其中，风机、电缆、瓷砖产量分别增长21.5%、13.0%和4.6%。";
        let retail = "全县零售总额175.3亿元，同比下降2.9%，占全市的12%，比上年提高0.5个百分点。";
        for (question, sentence, answer) in [
            ("小型工厂产值增长多少？", plants, "7.7%"),
            ("中型工厂产值增速", plants, "10.2%"),
            ("电缆产量增长多少", dealt, "13.0%"),
            ("瓷砖产量增速是多少", dealt, "4.6%"),
            ("风机产量增长多少", dealt, "21.5%"),
            ("零售总额是多少？", retail, "175.3亿元"),
            ("零售总额同比下降多少？", retail, "2.9%"),
            ("零售总额 同比下降 多少", retail, "2.9%"),
            ("零售总额占全市比重多少？", retail, "12%"),
            ("零售总额占比提高了多少个百分点", retail, "0.5个百分点"),
            ("光伏街长多少公里", "2025年建成的街长不足6公里，有10多家企业。", "不足6公里"),
            ("光伏街有多长", "这条不足6公里的大街有10多家企业。", "不足6公里"),
            ("有多少家企业", "2025年建成的街长不足6公里，有10多家企业。", "10多家"),
            ("单位能耗是多少", "单位能耗为1.0439吨标准煤/万元，同比下降3%。", "1.0439吨标准煤/万元"),
            ("产量大约多少", "去年产量也在3万吨左右。", "3万吨左右"),
        ] {
            assert_eq!(chosen(question, sentence), Some(answer), "{question}");
        }
        assert_eq!(chosen("产量是多少", "2024年5月，第一产业向好。"), None);
        assert_eq!(chosen("谁写的", plants), None);
        assert_eq!(chosen("光伏街", "长6公里的光伏街聚集了12家企业。"), None);
        assert_eq!(chosen("全县 零售总额", retail), Some("175.3亿元"));
    }

    proptest! {
        #[test]
        fn any_text_gives_ranges_of_itself(text in "[0-9一二万亿%个家年、和，.,/a]{0,40}") {
            let chars: Vec<char> = text.chars().collect();
            let mut end = 0;
            let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let found = placed(&text, &bytes);
            for quantity in &found {
                prop_assert!(quantity.range.end <= chars.len() && quantity.range.start < quantity.range.end);
                prop_assert!(quantity.range.end > end);
                end = quantity.range.end;
            }
            let _ = captions(&chars, &found);
        }
    }
}
