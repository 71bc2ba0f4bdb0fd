//! The firm that a report on firms speaks of: named once with its code (某某科技（002202）), and 公司 from there on.

use crate::{
    figure::{caption::PERIOD, words::WORDS},
    text::is_han,
};

/// A code of a stock has so many digits, and no year has.
const DIGITS: usize = 5;

/// A name has no more characters.
const NAME: usize = 10;

/// The firm that the clause before a bracket names, where the bracket (`behind`, from its mark on) holds the code of its
/// stock and nothing else.
pub(super) fn coded_firm(clause: &[char], behind: &str) -> Option<String> {
    let (code, _) = behind.strip_prefix(['（', '(', '['])?.split_once(['）', ')', ']'])?;
    let is_code = code.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | ':' | ' '));
    if !is_code || code.chars().filter(char::is_ascii_digit).count() < DIGITS {
        return None;
    }
    let belongs = |c: &&char| is_han(**c) || c.is_ascii_alphanumeric();
    let length = clause.iter().rev().take_while(belongs).take(NAME).count();
    let mut name = &clause[clause.len() - length..];
    while let Some((length, _)) = WORDS.openings.at_start(name) {
        name = &name[length..];
    }
    (name.len() > 1).then(|| name.iter().filter(|&&c| c != PERIOD).collect())
}

/// The subject with the name of the `firm` that is spoken of where it says no more than 公司.
pub(super) fn of_firm(subject: Option<String>, firm: Option<&str>) -> Option<String> {
    let (Some(name), Some(firm)) = (&subject, firm) else { return subject.or(firm.map(str::to_owned)) };
    let own = name.strip_prefix("报告期").map_or(name.as_str(), |rest| rest.trim_start_matches('内'));
    let rest = ["该公司", "本公司", "上市公司", "公司", "该集团", "集团"].iter().find_map(|word| own.strip_prefix(word));
    match rest {
        Some(rest) => Some(format!("{firm}{rest}")),
        None => subject,
    }
}
