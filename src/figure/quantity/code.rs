//! Digits that name instead of count: `5G`, `A380`, `GB/T 1234`, `H1N1`, phone numbers, versions.

use super::amount::Amount;

/// The end of the code that the digit at `at` belongs to.
pub(super) fn end(chars: &[char], at: usize) -> Option<usize> {
    if !chars[at].is_ascii_digit() {
        return None;
    }
    let before = at.checked_sub(1).map(|before| chars[before]);
    let glued = before.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '_' | '#' | '@'))
        || (at >= 2 && matches!(chars[at - 1], '-' | '/' | '.') && chars[at - 2].is_ascii_alphabetic());
    let mut end = at;
    while chars.get(end).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '/')) {
        end += 1;
    }
    if glued {
        return Some(end);
    }
    let run = &chars[at..end];
    // 1.2.3, 2022-05-27, 2022/5/27.
    let points = run.windows(2).filter(|pair| pair[0] == '.' && pair[1].is_ascii_digit()).count();
    let groups = run.split(|c| matches!(c, '-' | '/')).count();
    let is_version = points > 1 && groups == 1 && run.iter().all(|c| c.is_ascii_digit() || *c == '.');
    let is_date = groups == 3 && run.iter().all(|c| c.is_ascii_digit() || matches!(c, '-' | '/'));
    (is_version || is_date).then_some(end)
}

/// Whether digits without a unit are a name: a year, a phone number, a code, an enumerator.
pub(super) fn is_bare_code(chars: &[char], amount: &Amount) -> bool {
    let next = chars.get(amount.end);
    if next.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '_' | '号')) {
        return true;
    }
    if amount.has_point {
        return false;
    }
    let digits = &chars[amount.number.clone()];
    let has_comma = digits.contains(&',');
    let leads_with_zero = digits.len() > 1 && digits[0] == '0';
    let is_year = digits.len() == 4 && matches!(digits, ['1', '8' | '9', ..] | ['2', '0' | '1', ..]);
    let is_long = amount.whole >= 11 && !has_comma;
    let before = amount.start.checked_sub(1).map(|before| chars[before]);
    let enumerates = matches!(next, Some('.' | '、' | ')')) && before.is_none_or(|c| matches!(c, '\n' | '(' | ' '));
    let named = before.is_some_and(|c| "表图注第附款章节".contains(c)) || (before == Some('[') && next == Some(&']'));
    leads_with_zero || (is_year && !has_comma) || is_long || enumerates || named
}
