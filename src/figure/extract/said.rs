//! What is said of a number, by the clause before it, the words behind it, and a rate that was named without its number.

use super::Walk;
use crate::{
    figure::{
        behind::{said_behind, speed_behind},
        caption::{Caption, PERIOD, Verb},
        quantity::Quantity,
        words::Said,
    },
    text::is_han,
};

/// So many characters behind a number may name the rate that it is.
const OF_RATE: usize = 8;

impl Walk<'_> {
    /// The caption of `quantities`, which stand behind `clause` and before `behind`.
    pub(super) fn caption(&mut self, clause: &[char], quantities: &[Quantity], behind: &str) -> Caption {
        let in_points = quantities.iter().all(|quantity| quantity.unit.is_points());
        let per_cent = quantities.iter().all(|quantity| quantity.unit.text == "%");
        let mut caption = Caption::parse(clause).of_driven(in_points);
        caption.part |= std::mem::take(&mut self.sentence.part);
        // 3%的增长
        if caption.verb == Verb::Level
            && let Some((_, Said::Change(direction))) = said_behind(behind)
        {
            caption.verb = Verb::Change(direction);
        }
        // 高于全国1.7%的增速: that of the country.
        let differs = matches!(caption.verb, Verb::Differs(_)) && caption.base.is_some();
        if differs && !in_points && is_rate(behind) {
            caption.verb = Verb::OfBase;
        }
        // 以年均3%的速度增长
        if caption.verb == Verb::Level
            && per_cent
            && let Some(direction) = speed_behind(behind)
        {
            caption.verb = Verb::Change(direction);
            self.clause.told = true;
        }
        let named = caption.name.clone().any(|at| clause[at] != PERIOD);
        let rate = self.sentence.rate.take().filter(|_| !named && caption.verb == Verb::Level);
        if let Some(direction) = rate.filter(|_| per_cent) {
            caption.verb = Verb::Change(direction);
        }
        caption
    }
}

/// Whether what stands behind a number names it as a rate: 的增速.
fn is_rate(behind: &str) -> bool {
    let Some(behind) = behind.strip_prefix('的') else { return false };
    let words: String = behind.chars().take(OF_RATE).take_while(|&c| is_han(c)).collect();
    ["增速", "增幅", "涨幅", "降幅", "水平"].iter().any(|word| words.contains(word))
}
