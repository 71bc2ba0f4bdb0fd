//! Whose firm a question is about: 中粮期货 is not 天风期货, nor 天风证券. The words are data: `config/variants.toml`.

use std::ops::Range;

use super::variant::firm_words;
use crate::text::{firm::coded, is_han};

/// So many characters before its trade tell a firm from others.
const STEM: usize = 2;

/// The firm that `question` names, in bytes of it, where `around`, what stands around a sentence, does not: it names others
/// of its trade or its house instead, the first of which is told, in bytes of it, or no 公司 that could be it. Both folded.
pub(crate) fn other_firm(question: &str, around: &str) -> Option<(Range<usize>, Option<Range<usize>>)> {
    let asked = firms(question);
    let there = if asked.is_empty() { Vec::new() } else { firms(around) };
    let name = |firm: &Firm| firm.stem.start..firm.end;
    let instead = |asked: &Firm| Some((name(asked), Some(name(instead_of(asked, question, &there, around)?))));
    let missing = |asked: &&Firm| is_missing(asked, question, around);
    asked.iter().find_map(instead).or_else(|| asked.iter().find(missing).map(|asked| (name(asked), None)))
}

/// Another firm of the trade or the house of `asked` among those that are `there`, where it is not itself.
fn instead_of<'a>(asked: &Firm, question: &str, there: &'a [Firm], around: &str) -> Option<&'a Firm> {
    let (stem, name) = (&question[asked.stem.clone()], &question[asked.stem.start..asked.end]);
    let of_house = |other: &Firm| &around[other.stem.clone()] == stem;
    let same = |other: &Firm| other.trade == asked.trade && shortens(stem, &around[..other.stem.end]);
    // 江水集团(600000)证券公司
    let elsewhere = around.contains(stem) && !there.iter().any(of_house);
    let is_there = around.contains(name) || elsewhere || there.iter().any(same);
    there.iter().find(|other| !is_there && (other.trade == asked.trade || of_house(other)))
}

/// Whether `around` names neither `asked` nor any 公司 that could be it.
fn is_missing(asked: &Firm, question: &str, around: &str) -> bool {
    let stem = &question[asked.stem.clone()];
    let trade = asked.trade.as_str();
    let shortened = || around.match_indices(trade).any(|(at, _)| shortens(stem, &around[..at]));
    // 证券公司 are many.
    let any = || around.match_indices("公司").any(|(at, _)| !around[..at].ends_with(trade));
    !around.contains(stem) && !shortened() && !any()
}

/// The firm that `passage` is on by the code of its stock, in bytes of it, where it does not have `name`, that of what is
/// asked about; both folded.
pub(crate) fn coded_other(name: &str, passage: &str) -> Option<Range<usize>> {
    let pair: String = name.chars().take(STEM).collect();
    coded(passage).next().filter(|_| !passage.contains(&pair))
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
        // 国海 may be a name, 我国 is none.
        let names =
            |(number, c): (usize, char)| is_han(c) && (!words.particles.contains(c) || number == 0 && c == '国');
        let is_name = stem.chars().count() == STEM
            && stem.chars().enumerate().all(names)
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
            ("国河证券的净利润", "江水证券净利润5亿元。", Some("江水证券")),
            ("我国证券的净利润", "江水证券净利润5亿元。", None),
            ("商业银行的净利润", "江水银行净利润5亿元。", None),
            ("江水银行的净利润", "商业银行净利润5亿元。", None),
            ("青山期货的净利润", "期货行业净利润5亿元。", None),
        ] {
            let found = other_firm(question, around).and_then(|(_, there)| there).map(|there| &around[there]);
            assert_eq!(found, there, "{question} | {around}");
        }
    }

    #[test]
    fn a_firm_that_nothing_names_is_missing() {
        let question = "青山期货的净利润";
        for (around, missing) in
            [("期货行业净利润5亿元。", true), ("公司净利润5亿元。", false), ("青山集团净利润5亿元。", false)]
        {
            let found = other_firm(question, around);
            assert_eq!(found.is_some_and(|(_, there)| there.is_none()), missing, "{around}");
        }
    }
}
