//! Questions for what must be computed of several figures: X比Y多多少, X和Y一共多少, X占Y的多少, X是Y的几倍, 除X以外.
//!
//! Such a question is taken apart into questions for one figure each. What one of them leaves out (the period, the place,
//! what is measured) it takes from the other: 城镇比农村居民收入高多少 asks for the 收入 of both.

mod names;
mod which;
mod words;

pub(crate) use self::which::{Which, which};
use self::{
    names::{completed, listed, pair, trimmed, without_period},
    words::{Degrees, FILE},
};
use crate::{
    answer::{figures::wanted::without_hedges, question::explained},
    figure::{
        measure_of,
        period::{Mention, Year, mentions},
        two_in_one,
    },
    text::place::places,
};

/// What is to be done with the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    /// The first less the second; `less` where the question takes the first for the smaller one (少多少).
    Difference {
        /// Whether the word of the question is one of less.
        less: bool,
    },
    Sum,
    /// The first as a share of the second.
    Share,
    /// How many times the second the first is.
    Times,
    /// The whole, which is the first, without the second.
    Rest,
    /// What is left of all of it besides this share.
    OtherShare,
    /// The first, which was reached, as a share of the second, the target.
    OfTarget,
}

/// A question taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Operation {
    pub(crate) operator: Operator,
    /// A question for each figure.
    pub(crate) questions: Vec<String>,
    /// The word of the difference, `多`.
    pub(crate) degree: &'static str,
}

impl Operation {
    /// Whether it asks how far one place is ahead of another.
    pub(crate) fn is_of_two_places(&self) -> bool {
        let place = |question: &String| places(question).first().map(|named| named.place);
        let named: Vec<_> = self.questions.iter().filter_map(place).collect();
        matches!(self.operator, Operator::Difference { .. }) && matches!(named.as_slice(), [one, other] if one != other)
    }

    /// The word for the other way round: 少 for 多.
    pub(crate) fn opposite(&self) -> &'static str {
        let Degrees { more, less, .. } = &FILE.difference;
        let pairs = more.iter().zip(less).flat_map(|(more, less)| [(more, less), (less, more)]);
        pairs.into_iter().find(|(word, _)| *word == self.degree).map_or("−", |(_, opposite)| opposite.as_str())
    }
}

/// The operation that `question` (folded) asks for, if it asks for one.
pub(crate) fn operation(question: &str) -> Option<Operation> {
    // （按差距推算） explains, and asks for no difference.
    let mut said = question.to_owned();
    if let Some(explained) = explained(question) {
        said.replace_range(explained, "");
    }
    let question: String = said.split(|c: char| c.is_whitespace() || "?!。，,".contains(c)).collect();
    let question = without_hedges(&question);
    let made = |operator, questions, degree| Some(Operation { operator, questions, degree });
    if let Some((whole, part)) = without(&question) {
        // 机电产品以外的占出口的百分之几 is what its share leaves.
        return match part {
            Part::Share => made(Operator::OtherShare, vec![whole], ""),
            Part::Of(part) => made(Operator::Rest, vec![whole, part], ""),
        };
    }
    if let Some((whole, part)) = less_part(&question) {
        return made(Operator::Rest, pair(&whole, &part, "是多少")?, "");
    }
    if let Some((questions, less)) = over_years(&question) {
        return made(Operator::Difference { less }, questions, if less { "少" } else { "多" });
    }
    if let Some(Compared { one, other, degree, less, done }) = compared(&question)
        && let Some(questions) = pair(&one, &other, done.as_deref().unwrap_or(ending(&question, degree)))
    {
        return made(Operator::Difference { less }, questions, degree);
    }
    if let Some((one, other)) = apart(&question) {
        return made(Operator::Difference { less: false }, pair(&one, &other, "是多少")?, "");
    }
    if let Some((one, other)) = of_target(&question) {
        return made(Operator::OfTarget, vec![one, other], "");
    }
    if let Some(names) = together(&question) {
        return made(Operator::Sum, completed(names, "是多少")?, "");
    }
    if let Some((one, other)) = times(&question).or_else(|| ratio(&question)) {
        return made(Operator::Times, pair(&one, &other, "是多少")?, "");
    }
    let (one, other) = share(&question)?;
    made(Operator::Share, pair(&one, &other, "是多少")?, "")
}

/// What is asked of both sides: growth, where one is quicker than the other.
fn ending(question: &str, degree: &str) -> &'static str {
    let of_growth = ["增速", "增幅", "涨幅", "降幅", "增长"].iter().any(|word| question.contains(word));
    if of_growth || matches!(degree, "快" | "慢") { "增长多少" } else { "是多少" }
}

/// What X比Y多多少 compares.
struct Compared {
    one: String,
    other: String,
    degree: &'static str,
    less: bool,
    /// What is asked of each where it is done: 卖了多少台 of 多卖了多少台.
    done: Option<String>,
}

/// X比Y多多少, X比Y多卖了多少台.
fn compared(question: &str) -> Option<Compared> {
    let Degrees { more, less, done } = &FILE.difference;
    let degrees = more.iter().map(|word| (word.as_str(), false)).chain(less.iter().map(|word| (word.as_str(), true)));
    let verbs = |degree: &str| if matches!(degree, "多" | "少") { done.as_slice() } else { &[] };
    let asks = degrees.flat_map(|(degree, less)| {
        let plain = ["", "了", "出", "出了"].into_iter().map(|mark| (None, mark));
        let marks = plain.chain(verbs(degree).iter().flat_map(|verb| [(Some(verb), ""), (Some(verb), "了")]));
        marks.map(move |(verb, mark)| (degree, less, verb, mark))
    });
    let found = asks.flat_map(|(degree, less, verb, mark)| {
        let verb = verb.map_or("", String::as_str);
        ["多少", "几"].into_iter().filter_map(move |ask| {
            let at = question.rfind(&format!("{degree}{verb}{mark}{ask}"))?;
            let done = (!verb.is_empty()).then(|| question[at + degree.len()..].to_owned());
            Some((at, degree, less, done))
        })
    });
    let (end, degree, less, done) = found.min_by_key(|(at, ..)| *at)?;
    let body = &question[..end];
    let start = body.match_indices(['比', '较']).map(|(at, _)| at).rfind(|&at| {
        let behind = &body[at + '比'.len_utf8()..];
        !body[..at].ends_with(['占', '同', '环', '对', '相', '可']) && !behind.starts_with(['重', '例', '较'])
    })?;
    let (one, other) = (&body[..start], &body[start + '比'.len_utf8()..]);
    let is_base = FILE.words.base.iter().any(|word| other.starts_with(word.as_str()));
    (!is_base).then(|| Compared { one: trimmed(one), other: trimmed(other), degree, less, done })
}

/// 2015年到2020年多了多少家影院: the questions for the last year and the first, and whether less is asked for.
fn over_years(question: &str) -> Option<(Vec<String>, bool)> {
    let range = |mention: &Mention| match (mention.when.first.year, mention.when.last.year) {
        (Year::Known(first), Year::Known(last)) if first < last && mention.when.is_whole_years() => Some((first, last)),
        _ => None,
    };
    let (period, (first, last)) =
        mentions(question, None).into_iter().find_map(|mention| Some((mention.range.clone(), range(&mention)?)))?;
    let changed = [
        ("多了", false),
        ("增加了", false),
        ("新增了", false),
        ("新增", false),
        ("增加", false),
        ("涨了", false),
        ("少了", true),
        ("减少了", true),
        ("减少", true),
        ("降了", true),
    ];
    let asks = ["多少", "几"];
    let (word, ask, less) = changed
        .into_iter()
        .flat_map(|(word, less)| asks.map(|ask| (word, ask, less)))
        .find(|(word, ask, _)| question.contains(&format!("{word}{ask}")))?;
    // “十一五”期间新增了多少 is told as one.
    let apart = question[period.clone()].contains(['到', '至', '-', '—', '~']);
    let rate = !apart || ["百分", "增速", "增幅", "%"].iter().any(|word| question.contains(word));
    let of = |year: i32| {
        let in_year = question.replacen(&question[period.clone()], &format!("{year}年"), 1);
        in_year.replacen(&format!("{word}{ask}"), "有多少", 1)
    };
    (!rate).then(|| (vec![of(last), of(first)], less))
}

/// X和Y相差多少.
fn apart(question: &str) -> Option<(String, String)> {
    let end = FILE.words.apart.iter().filter_map(|word| question.find(word.as_str())).min()?;
    let body = &question[..end];
    // 城乡居民收入差多少
    let names = listed(body).and_then(|names| names.try_into().ok()).or_else(|| two_in_one(&trimmed(body)));
    let [one, other]: [String; 2] = names?;
    Some((one, other))
}

/// 城乡居民收入比是多少.
fn ratio(question: &str) -> Option<(String, String)> {
    let body = FILE.words.ratio.iter().find_map(|word| question.strip_suffix(word.as_str()))?;
    // 进出口同比 asks for no ratio.
    let body = Some(body).filter(|body| !body.ends_with(['同', '环', '占', '对', '相']))?;
    two_in_one(&trimmed(body.strip_suffix('之').unwrap_or(body))).map(<(String, String)>::from)
}

/// Which of `words` stands first in `question`, and where; of two there the first of the list.
fn earliest<'a>(words: &'a [String], question: &str) -> Option<(usize, &'a String)> {
    words.iter().filter_map(|word| Some((question.find(word.as_str())?, word))).min_by_key(|(at, _)| *at)
}

/// X、Y和Z一共多少.
fn together(question: &str) -> Option<Vec<String>> {
    let (at, word) = earliest(&FILE.words.together, question)?;
    // 一共多少 stands behind the names, or the measure behind it: 合计产量.
    let behind = &question[at + word.len()..];
    let end = ["多少", "几"].iter().filter_map(|word| behind.find(word)).min().unwrap_or(behind.len());
    // 加起来一共多少 says it twice.
    let mut measure = &behind[..end];
    while let Some(rest) = FILE.words.together.iter().find_map(|word| measure.strip_suffix(word.as_str())) {
        measure = rest;
    }
    let body = format!("{}{}", &question[..at], trimmed(measure.trim_start_matches('的')));
    listed(&body)
}

/// 某市一季度完成了全年投资目标的百分之多少: the questions for what was reached, and for the target.
fn of_target(question: &str) -> Option<(String, String)> {
    const TARGETS: [&str; 3] = ["目标", "任务", "计划"];
    let (before, behind) = question.split_once("完成")?;
    let behind = behind.trim_start_matches('了');
    let (target, asks) = behind.rsplit_once('的')?;
    let name = TARGETS.iter().find_map(|word| target.strip_suffix(word))?;
    let measure = ["全年", "年度", "年初"].iter().fold(name, |name, word| name.trim_start_matches(word));
    let is_share = ["百分之", "几成", "比例", "多少"].iter().any(|word| asks.starts_with(word));
    let year = mentions(before, None).into_iter().find_map(|mention| match mention.when.first.year {
        Year::Known(year) => Some(year),
        _ => None,
    })?;
    let whose = trimmed(&without_period(before));
    let plain = is_share && measure_of(measure).is_some();
    plain.then(|| (format!("{before}{measure}是多少"), format!("{whose}{year}年{target}是多少")))
}

/// X占Y的比重.
fn share(question: &str) -> Option<(String, String)> {
    // 占比提高了多少 asks how the share changed.
    let told = question.replace("增加值", "");
    let changed =
        ["提高", "上升", "提升", "下降", "降低", "回落", "增加", "减少"].iter().any(|word| told.contains(word));
    let (at, word) =
        ["占", "相当于"].iter().find_map(|word| Some((question.find(word)?, word))).filter(|_| !changed)?;
    let (one, behind) = (&question[..at], &question[at + word.len()..]);
    // 产量里，权益产量占百分之几
    if let Some((whole, one)) = one.rsplit_once(['里', '中'])
        && measure_of(whole).is_some()
        && one.chars().nth(1).is_some()
        && FILE.words.share.iter().any(|word| behind.starts_with(word.as_str()))
    {
        let period = mentions(whole, None).first().map_or("", |mention| &whole[mention.range.clone()]);
        return Some((format!("{period}{}", trimmed(one)), trimmed(whole)));
    }
    // 甲在乙里占多大比重
    if let Some((one, whole)) = one.split_once('在')
        && let Some(end) = ["里面", "里", "当中", "中", "内"].iter().filter_map(|word| whole.rfind(word)).max()
        && FILE.words.share.iter().any(|word| behind.starts_with(word.as_str()))
    {
        let whole = trimmed(&whole[..end]);
        return (!one.is_empty() && whole.chars().nth(1).is_some()).then(|| (trimmed(one), whole));
    }
    // 占比 and 占地 are words of their own.
    if behind.starts_with(['比', '地', '用', '有', '了', '到', '多', '几', '百']) || one.is_empty() {
        return None;
    }
    let end = FILE.words.share.iter().filter_map(|word| behind.find(word.as_str())).min()?;
    let other = trimmed(&behind[..end]);
    (other.chars().nth(1).is_some()).then(|| (trimmed(one), other))
}

/// X是Y的几倍.
fn times(question: &str) -> Option<(String, String)> {
    let end = FILE.words.times.iter().filter_map(|word| question.find(word.as_str())).min()?;
    let (one, other) = question[..end].split_once('是').or_else(|| question[..end].split_once("相当于"))?;
    let is_base = FILE.words.base.iter().any(|word| other.starts_with(word.as_str()));
    (!is_base && !other.is_empty()).then(|| (trimmed(one), trimmed(other)))
}

/// 甲里刨去乙，还剩多少: the questions for the whole and for the part.
fn less_part(question: &str) -> Option<(String, String)> {
    const LEAVES: [&str; 4] = ["还剩", "剩下", "剩余", "余下"];
    let verb = FILE.words.taken.iter().filter_map(|word| Some((question.find(word.as_str())?, word))).min()?;
    let (at, word) = verb;
    let behind = &question[at + word.len()..];
    let end = LEAVES.iter().filter_map(|leaves| behind.find(leaves)).min()?;
    let whole = trimmed(question[..at].trim_end_matches(['里', '中', '面', '内']));
    let part = trimmed(behind[..end].trim_end_matches(['后', '的', '话', '了']));
    (!whole.is_empty() && !part.is_empty()).then_some((whole, part))
}

enum Part {
    /// The question for the part.
    Of(String),
    Share,
}

/// 除X以外: the question for the whole, and the one for X.
fn without(question: &str) -> Option<(String, Part)> {
    let (end, word) = earliest(&FILE.words.without, question)?;
    let (before, behind) = (&question[..end], question[end + word.len()..].trim_start_matches('的'));
    // 开发投资中住宅以外的
    let of_whole = || before.rsplit_once(['中', '里']).filter(|(whole, _)| measure_of(whole).is_some());
    let excluded = before.rsplit_once("除了").or_else(|| before.rsplit_once('除')).or_else(of_whole);
    let (prefix, name) = excluded.unwrap_or(("", before));
    let asks_share = behind.contains('占') && FILE.words.share.iter().any(|word| behind.contains(word.as_str()));
    if asks_share {
        let of = &behind[behind.find('占')?..];
        return Some((format!("{prefix}{name}{of}"), Part::Share));
    }
    let mut rest = behind.to_owned();
    for word in &FILE.words.rest {
        rest = rest.replacen(word.as_str(), "", 1);
    }
    let amount = ["多少", "几"].iter().filter_map(|word| rest.find(word)).min()?;
    let unit = &rest[amount..];
    // Where the name says what is measured, it does.
    let measure = measure_of(trimmed(&rest[..amount]).as_str()).filter(|_| measure_of(name).is_none());
    Some((format!("{prefix}{rest}"), Part::Of(format!("{prefix}{name}{}{unit}", measure.unwrap_or_default()))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_degree_has_its_opposite() {
        let Degrees { more, less, .. } = &FILE.difference;
        assert_eq!(more.len(), less.len());
        let operation = Operation { operator: Operator::Sum, questions: Vec::new(), degree: "少" };
        assert_eq!(operation.opposite(), "多");
    }

    #[test]
    fn a_question_for_what_must_be_computed_is_taken_apart() {
        for (question, expected) in [
            (
                "2022年一季度上海人均可支配收入比北京多多少元?",
                "多 2022年一季度上海人均可支配收入是多少 | 2022年一季度北京人均可支配收入是多少",
            ),
            ("城镇比农村居民人均可支配收入高多少", "高 城镇人均可支配收入是多少 | 农村居民人均可支配收入是多少"),
            ("2021年产量比2020年少多少", "少 2021年产量是多少 | 2020年产量是多少"),
            ("甲市工业增加值增速比农业增加值快几个百分点", "快 甲市工业增加值增速增长多少 | 农业增加值增长多少"),
            ("江苏和广东的gdp相差多少", " 江苏gdp是多少 | 广东的gdp是多少"),
            (
                "2014年大庆肉类、禽蛋和生奶产量合计多少万吨",
                " 2014年大庆肉类产量是多少 | 2014年大庆禽蛋产量是多少 | 2014年大庆生奶产量是多少",
            ),
            ("第三产业投资占全国固定资产投资的比重是多少", " 第三产业投资是多少 | 全国固定资产投资是多少"),
            ("甲市2015到2020年多了多少家影院", "多 甲市2020年有多少家影院 | 甲市2015年有多少家影院"),
            ("2020年城乡居民收入差多少元", " 2020年城镇居民收入是多少 | 2020年农村居民收入是多少"),
            (
                "甲县城乡居民人均可支配收入比是多少",
                " 甲县城镇居民人均可支配收入是多少 | 甲县农村居民人均可支配收入是多少",
            ),
            ("甲厂2006年产量里，出口产量占百分之几", " 2006年出口产量是多少 | 甲厂2006年产量是多少"),
            ("甲县服务业增加值占gdp的比重大概多少", " 甲县服务业增加值是多少 | gdp是多少"),
            ("出口额是进口额的几倍", " 出口额是多少 | 进口额是多少"),
            ("2014年大庆除粮食以外的农作物种了多少万亩", " 2014年大庆农作物种了多少万亩 | 2014年大庆粮食多少万亩"),
            ("机电产品以外的商品占出口总额的百分之多少", " 机电产品占出口总额的百分之多少"),
            (
                "某厂2015年一季度完成了全年销售目标的百分之多少",
                " 某厂2015年一季度销售是多少 | 某厂2015年全年销售目标是多少",
            ),
            ("某厂1、2月份合计销售多少", ""),
            ("产量比上年增加多少", ""),
            ("产量占比多少", ""),
            ("进出口同比是多少", ""),
            ("占地面积多少", ""),
            ("工业投资增长多少", ""),
        ] {
            let found = operation(question).map(|found| format!("{} {}", found.degree, found.questions.join(" | ")));
            assert_eq!(found.unwrap_or_default(), expected, "{question}");
        }
    }
}
