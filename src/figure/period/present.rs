//! Words for the day of the report, which name no period by themselves: `目前`, `当前`.

use super::{Mention, When};
use crate::{figure::words::WORDS, report::ReportDate, text::fold::fold_char};

/// Where `text`, of a report of `date`, tells how it is on that day; nothing where the day is not known.
pub(crate) fn present(text: &str, date: Option<&ReportDate>) -> Vec<Mention> {
    let Some(&ReportDate { year, month: Some(month), day: Some(day), .. }) = date else { return Vec::new() };
    let (offsets, chars): (Vec<usize>, Vec<char>) = text.char_indices().map(|(at, c)| (at, fold_char(c))).unzip();
    let byte = |at: usize| offsets.get(at).copied().unwrap_or(text.len());
    let when = When::as_of(year, month, day);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((now, ())) = WORDS.now.first_in(&chars[from..]) {
        found.push(Mention { range: byte(from + now.start)..byte(from + now.end), when });
        from += now.end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_it_is_now_is_on_the_day_of_the_report() {
        let date = ReportDate { year: 2018, month: Some(11), day: Some(19), inferred: false };
        let text = "今年建成3条，目前共有25条，当前在建8条。";
        let found = present(text, Some(&date));
        let words: Vec<&str> = found.iter().map(|mention| &text[mention.range.clone()]).collect();
        assert_eq!(words, ["目前", "当前"]);
        assert!(found.iter().all(|mention| mention.when == When::as_of(2018, 11, 19)));
        assert!(present(text, Some(&ReportDate { day: None, ..date })).is_empty());
    }
}
