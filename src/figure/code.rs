//! Digits that name instead of count: `5G`, `A380`, `GB/T 1234`, `H1N1`, versions, addresses of the web.

/// The end of the web address whose `://` stands at `at`.
pub(super) fn link_end(chars: &[char], at: usize) -> Option<usize> {
    (chars[at] == ':' && chars.get(at + 1..at + 3) == Some(&['/', '/']))
        .then(|| at + chars[at..].iter().take_while(|c| c.is_ascii_graphic()).count())
}

/// What is measured, in letters.
const INDICES: [&str; 4] = ["gdp", "cpi", "ppi", "pmi"];

/// The end of the code that the digit at `at` is glued to: `A380`, `COVID-19`, `GB/T 1234`.
pub(super) fn glued_end(chars: &[char], at: usize) -> Option<usize> {
    if !chars[at].is_ascii_digit() {
        return None;
    }
    let before = |count: usize| at.checked_sub(count).map(|before| chars[before]);
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    // GDP2770亿元 tells how much it is.
    let index = || INDICES.iter().any(|index| chars[..at].ends_with(&index.chars().collect::<Vec<_>>()));
    let glued = is_letter(before(1)) && !index()
        || matches!(before(1), Some('_' | '#' | '@'))
        || (matches!(before(1), Some('-' | '/' | '.')) && is_letter(before(2)))
        || (before(1) == Some(' ') && before(2) == Some('t') && before(3) == Some('/'));
    glued.then(|| run_end(chars, at))
}

/// The end of the version or date that the digit at `at` begins: `1.2.3`, `2022-05-27`, `2022/5/27`.
pub(super) fn dotted_end(chars: &[char], at: usize) -> Option<usize> {
    if !chars[at].is_ascii_digit() {
        return None;
    }
    let mut groups = 1;
    let mut end = at;
    let mark = loop {
        match chars.get(end) {
            Some('0'..='9') => end += 1,
            other => break other.copied().filter(|c| matches!(c, '.' | '-' | '/')),
        }
    }?;
    while chars.get(end) == Some(&mark) && chars.get(end + 1).is_some_and(char::is_ascii_digit) {
        groups += 1;
        end += 1;
        while chars.get(end).is_some_and(char::is_ascii_digit) {
            end += 1;
        }
    }
    (groups > 2).then_some(end)
}

/// The end of the letters, digits and marks between them that stand at `at`.
pub(super) fn run_end(chars: &[char], at: usize) -> usize {
    at + chars[at..].iter().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '/')).count()
}
