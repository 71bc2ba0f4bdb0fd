//! The names of a question, each made a question of its own: what one leaves out it takes from another.

use super::words::FILE;
use crate::{
    figure::{measure_of, period::mentions},
    text::place::places,
};

/// The names of a list, with what stands before the first and behind the last of them; fewer than two are none.
pub(super) fn listed(text: &str) -> Option<Vec<String>> {
    // 1、2月份 is one period.
    let periods = mentions(text, None);
    let within = |at: usize| periods.iter().any(|mention| mention.range.contains(&at));
    let whole = text.char_indices().map(|(at, c)| if c == '、' && within(at) { '-' } else { c });
    let mut parts = vec![whole.collect::<String>()];
    let mut joints: Vec<&String> = FILE.words.joints.iter().collect();
    joints.sort_by_key(|joint| std::cmp::Reverse(joint.len()));
    for joint in joints {
        parts = parts.iter().flat_map(|part| part.split(joint.as_str()).map(str::to_owned)).collect();
    }
    let names: Vec<String> = parts.iter().map(|part| trimmed(part)).filter(|part| !part.is_empty()).collect();
    (names.len() > 1).then_some(names)
}

/// Without the words around a name that name nothing.
pub(super) fn trimmed(name: &str) -> String {
    let mut name = name.trim_matches(|c: char| !c.is_alphanumeric() && !"“”《》()".contains(c));
    while let Some(rest) = FILE.words.tails.iter().find_map(|tail| name.strip_suffix(tail.as_str())) {
        name = rest;
    }
    name.to_owned()
}

pub(super) fn pair(one: &str, other: &str, ending: &str) -> Option<Vec<String>> {
    completed(vec![one.to_owned(), other.to_owned()], ending)
}

/// A name without the period that it begins with or holds.
pub(super) fn without_period(name: &str) -> String {
    match mentions(name, None).first() {
        Some(mention) => name.replacen(&name[mention.range.clone()], "", 1),
        None => name.to_owned(),
    }
}

/// What is measured where a rate of it is named: 使用外资 of 使用外资增速.
pub(super) fn level_of(name: &str) -> Option<String> {
    let rates = ["增速", "增幅", "涨幅", "降幅", "增长率"];
    measure_of(rates.iter().find_map(|rate| name.strip_suffix(rate))?)
}

/// Names as questions: what one leaves out it takes from another.
pub(super) fn completed(mut names: Vec<String>, ending: &str) -> Option<Vec<String>> {
    if names.iter().any(String::is_empty) {
        return None;
    }
    let first = names.first()?.clone();
    // 比2023年实际增速: of the same thing.
    let core = without_period(&first);
    for name in names.iter_mut().skip(1) {
        let own = without_period(name);
        // 占全球的比例: of the same thing there.
        let bare = own.trim_end_matches('的');
        if places(bare).first().is_some_and(|place| place.range == (0..bare.len())) {
            let first_place = places(&core).first().map(|place| core[place.range.clone()].to_owned());
            let of = first_place.map_or_else(|| core.clone(), |place| core.replacen(&place, "", 1));
            if measure_of(&of).is_some() {
                *name = name.replace(&own, &format!("{bare}{of}"));
                continue;
            }
        }
        let said = FILE.words.same.iter().fold(own.clone(), |own, word| own.replace(word.as_str(), ""));
        if said.is_empty() && !own.is_empty() {
            let of_first = FILE.words.same.iter().fold(core.clone(), |core, word| core.replace(word.as_str(), ""));
            *name = name.replace(&own, &of_first);
        }
    }
    let period = mentions(&first, None).first().map(|mention| first[mention.range.clone()].to_owned());
    let place = places(&first).first().map(|named| first[named.range.clone()].to_owned());
    let measures: Vec<Option<String>> = names.iter().map(|name| level_of(name).or_else(|| measure_of(name))).collect();
    let shared = measures.iter().rev().flatten().next().cloned();
    let complete = |(number, (name, measure)): (usize, (String, &Option<String>))| {
        let own = mentions(&name, None);
        // 2021年比2020年: the other year of the same thing.
        if number > 0 && own.first().is_some_and(|mention| mention.range == (0..name.len())) {
            let of = period.as_deref().map_or_else(|| first.clone(), |period| first.replacen(period, "", 1));
            return format!("{name}{of}{ending}");
        }
        let mut question = String::new();
        question.extend(period.as_deref().filter(|_| number > 0 && own.is_empty()));
        question.extend(place.as_deref().filter(|_| number > 0 && places(&name).is_empty()));
        question.push_str(&name);
        // What a branch adds to the GDP is its 增加值.
        let branch = name.ends_with(['业', '产'])
            && shared.as_deref().is_some_and(|shared| shared == "gdp" || shared.ends_with("生产总值"));
        let shared = if branch { Some("增加值") } else { shared.as_deref() };
        question.extend(shared.filter(|_| measure.is_none()));
        question.push_str(ending);
        question
    };
    Some(names.into_iter().zip(&measures).enumerate().map(complete).collect())
}
