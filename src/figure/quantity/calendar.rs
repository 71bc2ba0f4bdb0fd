//! Dates, clock times and what the calendar counts: none of them is a quantity.

use super::amount::Amount;
use crate::figure::number::Form;

/// The end of the date or time that the amount is or begins.
pub(super) fn end(chars: &[char], amount: &Amount) -> Option<usize> {
    let unit = &chars[amount.unit.at.clone()];
    let rest = &chars[amount.end..];
    let names_year = match amount.form {
        Form::Digits => amount.whole == 4 && !amount.has_point && amount.scale == 1.into(),
        Form::Spelled => true,
        Form::Chinese => false,
    };
    let goes_on = rest.first().is_some_and(|c| c.is_ascii_digit() || "初底末中".contains(*c));
    let is_clock = !amount.has_point && amount.value <= 24.into() && amount.start == amount.number.start;
    match (unit, rest) {
        (['年'], _) if names_year || goes_on => Some(amount.end),
        (['点'], _) if is_clock => Some(amount.end),
        ([], ['年' | '月' | '日' | '号' | '时' | '季', ..] | ['世', '纪', ..] | ['周', '年', ..]) => {
            Some(amount.end + 1)
        }
        _ => None,
    }
}

/// Whether `14:30` or `8:05:30` is the time of a clock; three parts that make up a hundred are a structure.
pub(super) fn is_clock(text: &[char]) -> bool {
    let part = |part: &[char]| part.iter().collect::<String>().parse::<u32>().ok().filter(|_| part.len() <= 2);
    let parts: Option<Vec<u32>> = text.split(|c| *c == ':').map(part).collect();
    let two_digits = text.split(|c| *c == ':').skip(1).all(|part| part.len() == 2);
    two_digits
        && match parts.as_deref() {
            Some([hour, minute]) => *hour <= 24 && *minute < 60,
            Some([hour, minute, second]) => {
                *hour <= 24 && *minute < 60 && *second < 60 && hour + minute + second != 100
            }
            _ => false,
        }
}
