//! What a change is measured against where its own caption does not say: `与2019年同期相比，出口增长5%，进口下降3%`, or
//! that it is an average of years: `两年平均增长7%`.

use std::ops::Range;

use super::{Clause, Walk};
use crate::figure::{
    Against,
    caption::{Caption, PERIOD, Verb},
    quantity::Quantity,
};

/// What the changes of a sentence are measured against.
#[derive(Debug, Clone)]
pub(super) struct Since {
    /// As written, `2019年同期`.
    pub(super) text: String,
    /// The same, taken apart.
    pub(super) against: Option<Against>,
}

/// Where the words end that `quantity`, a number of years, opens and that tell of an average: 两年平均, 三年年均.
pub(super) fn averaged(text: &str, quantity: &Quantity) -> Option<usize> {
    if quantity.unit.text != "年" {
        return None;
    }
    let behind = &text[quantity.range.end..];
    let rest = behind.trim_start_matches(['间', '来']);
    let rest = rest.strip_prefix("分别").or_else(|| rest.strip_prefix('的')).unwrap_or(rest);
    let rest = rest.strip_prefix("平均").or_else(|| rest.strip_prefix("年均"))?;
    Some(text.len() - rest.len())
}

/// What a clause tells all changes behind it are measured against: 从环比看, 同比看.
pub(super) fn basis(clause: &[char]) -> Option<&'static str> {
    let clause: String = clause.iter().filter(|&&c| c != PERIOD).collect();
    let named = clause.trim_start_matches('从').trim_end_matches(['来', '看']);
    ["环比", "同比"].into_iter().find(|basis| named == *basis)
}

impl Walk<'_> {
    /// Takes a clause that names nothing but what is compared with (与2019年同期相比) for those that follow, and tells
    /// whether it is one.
    pub(super) fn take_since(&mut self) -> bool {
        /// More than these beside the period name something else.
        const OTHERS: usize = 4;
        let Clause { chars, at, .. } = &self.clause;
        // 2010年与2005年相比
        let opens = usize::from(chars.first() == Some(&PERIOD));
        if !matches!(chars.get(opens), Some('与' | '同' | '和' | '跟' | '较' | '比')) {
            return false;
        }
        let tails: [&[char]; 4] = [&['相', '比', '较'], &['相', '比'], &['比', '较'], &['比']];
        let end = chars.len() - tails.iter().find(|tail| chars.ends_with(tail)).map_or(0, |tail| tail.len());
        let base: Range<usize> = opens + 1..end.max(opens + 1);
        let periods = chars[base.clone()].iter().filter(|&&c| c == PERIOD).count();
        if periods != 1 || base.len() - periods > OTHERS {
            return false;
        }
        let caption = Caption { name: 0..0, verb: Verb::Level, base: Some(base.clone()), since: None, part: false };
        let against = self.against(chars, at, &caption);
        let text = self.written(at, &base).unwrap_or_default();
        self.sentence.since = Some(Since { text, against });
        true
    }
}
