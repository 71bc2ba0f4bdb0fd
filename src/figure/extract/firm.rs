//! The firm that a report on firms speaks of: named once with its code (某某科技（002202）), and 公司 from there on.

use crate::{
    figure::words::WORDS,
    text::{firm::coded_at, fold::fold},
};

/// The firm that is named before the bracket at byte `open` of `text`, where that holds its code; folded.
pub(super) fn coded_firm(text: &str, open: usize) -> Option<String> {
    let name: Vec<char> = fold(&text[coded_at(text, open)?]).chars().collect();
    let mut name = name.as_slice();
    while let Some((length, _)) = WORDS.openings.at_start(name) {
        name = &name[length..];
    }
    (name.len() > 1).then(|| name.iter().collect())
}

/// What is left of 该行, the bank that was named before.
const BANK: &str = "行";

/// The subject with the name of the `firm` that is spoken of where it says no more than 公司.
pub(super) fn of_firm(subject: Option<String>, firm: Option<&str>) -> Option<String> {
    let subject = subject.filter(|name| name != BANK);
    let (Some(name), Some(firm)) = (&subject, firm) else { return subject.or(firm.map(str::to_owned)) };
    let own = name.strip_prefix("报告期").map_or(name.as_str(), |rest| rest.trim_start_matches('内'));
    let rest =
        ["该公司", "本公司", "上市公司", "公司", "该集团", "集团"].iter().find_map(|word| own.strip_prefix(word));
    match rest {
        Some(rest) => Some(format!("{firm}{rest}")),
        None => subject,
    }
}
