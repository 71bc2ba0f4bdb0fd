//! Whose firm a question is about: 中粮期货 is not 天风期货, nor 天风证券. The words are data: `config/variants.toml`.

use std::ops::Range;

use super::variant::{Other, firm_words};
use crate::text::{firm::coded, is_han};

/// So many characters before its trade tell a firm from others.
const STEM: usize = 2;

/// The firm that `question` names, where `around`, what stands around a sentence, names others of its trade or its house
/// and not that one; both folded.
pub(crate) fn other_firm(question: &str, around: &str) -> Option<Other> {
    let asked = firms(question);
    let there = if asked.is_empty() { Vec::new() } else { firms(around) };
    asked.iter().find_map(|asked| {
        let name = &question[asked.stem.start..asked.end];
        let stem = &question[asked.stem.clone()];
        let of_house = |other: &Firm| &around[other.stem.clone()] == stem;
        let same = |other: &Firm| other.trade == asked.trade && shortens(stem, &around[..other.stem.end]);
        // 江水集团(600000)证券公司
        let elsewhere = around.contains(stem) && !there.iter().any(of_house);
        if around.contains(name) || elsewhere || there.iter().any(same) {
            return None;
        }
        let alike = |other: &&Firm| other.trade == asked.trade || of_house(other);
        let first = there.iter().find(alike)?;
        Some(Other { asked: asked.stem.start..asked.end, there: first.stem.start..first.end })
    })
}

/// The firm that `passage` is on by the code of its stock, in bytes of it, where it does not have `name`, that of what is
/// asked about; both folded.
pub(crate) fn coded_other(name: &str, passage: &str) -> Option<Range<usize>> {
    let pair: String = name.chars().take(STEM).collect();
    coded(passage).next().filter(|_| !passage.contains(&pair))
}

/// The firm that `question` names, in bytes of it, where `around` names neither it nor any 公司 that could be it.
pub(crate) fn missing_firm(question: &str, around: &str) -> Option<Range<usize>> {
    let missing = |firm: &Firm| {
        let stem = &question[firm.stem.clone()];
        let shortened = || around.match_indices(firm.trade.as_str()).any(|(at, _)| shortens(stem, &around[..at]));
        // 证券公司 are many.
        let of_trade = |at: usize| around[..at].ends_with(firm.trade.as_str());
        let any = || around.match_indices("公司").any(|(at, _)| !of_trade(at));
        !around.contains(stem) && !shortened() && !any()
    };
    firms(question).into_iter().find(missing).map(|firm| firm.stem.start..firm.end)
}

/// Whether `stem` shortens the name that `text` ends in: 东财 of 东方财富.
fn shortens(stem: &str, text: &str) -> bool {
    const NAME: usize = 6;
    let start = text.char_indices().rev().take(NAME).last().map_or(0, |(start, _)| start);
    let mut name = text[start..].chars();
    stem.chars().all(|c| name.any(|other| other == c))
}

/// The name of a firm, in bytes.
struct Firm {
    /// What stands before its trade.
    stem: Range<usize>,
    end: usize,
    trade: &'static String,
}

/// The firms that `text` names.
fn firms(text: &str) -> Vec<Firm> {
    let words = firm_words();
    let named =
        words.trades.iter().flat_map(|trade| text.match_indices(trade.as_str()).map(move |(at, _)| (at, trade)));
    let firm = |(at, trade): (usize, &'static String)| {
        let start = text[..at].char_indices().rev().take(STEM).last()?.0;
        let stem = &text[start..at];
        let is_name = stem.chars().count() == STEM
            && stem.chars().all(|c| is_han(c) && !words.particles.contains(c))
            && !words.kinds.iter().any(|word| stem == word);
        is_name.then(|| Firm { stem: start..at, end: at + trade.len(), trade })
    };
    named.filter_map(firm).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_firm_is_told_from_others_of_its_trade_and_house() {
        for (question, around, there) in [
            ("青山期货上半年净利润多少", "江水期货遇到困难。公司净利润5亿元。", Some("江水期货")),
            ("江水证券的营业收入", "江水期货遇到困难。", Some("江水期货")),
            ("青山期货上半年净利润多少", "江水期货入股青山期货。", None),
            ("青山期货上半年净利润多少", "期货公司净利润5亿元。", None),
            ("青水期货的净利润", "青山秀水期货净利润5亿元。", None),
            ("青山期货的净利润", "青山(600000)期货公司和江水期货净利润5亿元。", None),
            ("商业银行的净利润", "江水银行净利润5亿元。", None),
            ("江水银行的净利润", "商业银行净利润5亿元。", None),
            ("青山期货的净利润", "期货行业净利润5亿元。", None),
        ] {
            let found = other_firm(question, around).map(|other| &around[other.there]);
            assert_eq!(found, there, "{question} | {around}");
        }
    }

    #[test]
    fn a_firm_that_nothing_names_is_missing() {
        let question = "青山期货的净利润";
        for (around, missing) in
            [("期货行业净利润5亿元。", true), ("公司净利润5亿元。", false), ("青山集团净利润5亿元。", false)]
        {
            assert_eq!(missing_firm(question, around).is_some(), missing, "{around}");
        }
    }
}
