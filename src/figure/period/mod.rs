//! Periods of time as reports and questions write them: `2022年一季度`, `去年`, `1—5月`, `截至5月27日`, `“十四五”`.
//!
//! What is written seldom holds a whole date. A [`When`] keeps the part that is known; the report's own date, where
//! there is one, supplies the year that `今年` and a bare `一季度` leave out.

mod asked;
mod calendar;
mod context;
mod era;
mod expression;
mod festival;
mod main_period;
mod part;
mod piece;
mod plan;
mod present;
mod relative;
mod scan;
#[cfg(test)]
mod tests;
mod year;

use std::ops::Range;

pub(crate) use self::present::present;
pub use self::{
    asked::{Asked, asked},
    calendar::{Day, Open, When, Year},
    main_period::main_period,
};
use self::{
    context::Context,
    expression::{Expression, may_begin},
    scan::Scan,
};
use super::{NamedPeriod, Period};
use crate::{report::ReportDate, text::fold::fold_char};

/// A period and where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Its range in the text, in bytes.
    pub range: Range<usize>,
    /// What it says.
    pub when: When,
}

impl Mention {
    /// With its words, as `text`, which it was read from, has them.
    pub fn named(&self, text: &str) -> NamedPeriod {
        NamedPeriod { text: text[self.range.clone()].to_owned(), when: self.when }
    }
}

/// The periods of `text` that `reference`, the date of its report, can turn into days, in the order of the text.
///
/// ```
/// use wenbao::{figure::period::periods, report::ReportDate};
/// let written = ReportDate { year: 2022, month: Some(4), day: Some(26), inferred: false };
/// let (_, period) = periods("一季度增长4.4%", Some(&written)).remove(0);
/// assert_eq!((period.text.as_str(), period.end.to_string().as_str()), ("一季度", "2022-03-31"));
/// ```
pub fn periods(text: &str, reference: Option<&ReportDate>) -> Vec<(Range<usize>, Period)> {
    let dated = |mention: Mention| {
        let (start, end) = mention.when.days()?;
        let text = text[mention.range.clone()].to_owned();
        Some((mention.range, Period { text, start, end }))
    };
    mentions(text, reference).into_iter().filter_map(dated).collect()
}

/// All periods of `text`, in order and apart from each other. Time is linear in the text.
pub fn mentions(text: &str, reference: Option<&ReportDate>) -> Vec<Mention> {
    mentions_below(None, text, reference)
}

/// [`mentions`] below a heading that speaks of `above`: the year that 全年 and a bare 一季度 leave out is that one's.
pub fn mentions_below(above: Option<When>, text: &str, reference: Option<&ReportDate>) -> Vec<Mention> {
    let mut found = Vec::new();
    let above = above.filter(|above| matches!(above.last.year, Year::Known(_)));
    walk(text, Context::new(reference, above), false, |range, _, _, when| {
        let mention = when.map(|when| Mention { range, when });
        mention.map(|mention| found.push(mention)).is_some()
    });
    found
}

/// Reads `text` from left to right and calls `found` for each period: with its range, how it was read, and the days it
/// means, if they are known. What is not taken, for which it says false, is read again from the next character.
fn walk(
    text: &str,
    mut context: Context<'_>,
    question: bool,
    mut found: impl FnMut(Range<usize>, &Scan<'_>, &Expression, Option<When>) -> bool,
) {
    let chars: Vec<(usize, char)> = text.char_indices().map(|(at, c)| (at, fold_char(c))).collect();
    let mut at = 0;
    while let Some(&(start, c)) = chars.get(at) {
        let mut scan = Scan { question, ..Scan::new(&chars, at) };
        if may_begin(&chars, at)
            && let Some(expression) = scan.expression()
            && scan.at > at
        {
            let when = context.complete(expression);
            let end = chars.get(scan.at).map_or(text.len(), |&(end, _)| end);
            let range = start..start + text[start..end].trim_end().len();
            if found(range, &scan, &expression, when) {
                if let Some(when) = when {
                    let compared = matches!(scan.char_before(at), Some('比' | '较'));
                    context.hear(when, expression.written, compared);
                }
                at = scan.at;
                continue;
            }
        }
        context.pass(c);
        at += 1;
    }
}
