//! Dates, clock times and what is counted by the calendar: none of them is a quantity.

use super::amount::Amount;

/// The end of the date that the amount is or begins.
pub(super) fn end(chars: &[char], amount: &Amount) -> Option<usize> {
    let unit = &chars[amount.unit_at.clone()];
    let rest = &chars[amount.end..];
    let is_spelled_year = !amount.in_digits && amount.number.len() >= 2 && amount.value >= 10.into();
    match unit {
        ['年'] if amount.in_digits && amount.whole == 4 => Some(amount.end),
        ['年'] if is_spelled_year && chars[amount.number.clone()].iter().all(|c| !"十百千万半数几".contains(*c)) => {
            Some(amount.end)
        }
        ['年'] if rest.first().is_some_and(|c| c.is_ascii_digit() || "初底末中".contains(*c)) => Some(amount.end),
        ['月' | '日'] => Some(amount.end),
        [] => match rest {
            ['年', '代' | '级' | '度' | '初' | '末' | '底' | '终' | '中', ..] => Some(amount.end + 1),
            ['年', ..] => Some(amount.end + 1),
            ['月' | '日' | '号' | '时', ..] => Some(amount.end + 1),
            ['季', ..] | ['世', '纪', ..] | ['周', '年', ..] => Some(amount.end + 1),
            _ => None,
        },
        ['点'] if rest.first().is_some_and(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c)) => {
            Some(amount.end)
        }
        _ => None,
    }
}

/// Whether `14:30` or `8:05:30` stands there.
pub(super) fn is_clock(chars: &[char], start: usize, end: usize) -> bool {
    let mut parts = chars[start..end].split(|c| *c == ':');
    let hour = parts.next().is_some_and(|part| matches!(part.len(), 1 | 2) && part.iter().all(char::is_ascii_digit));
    hour && parts.all(|part| part.len() == 2 && part.iter().all(char::is_ascii_digit))
}
