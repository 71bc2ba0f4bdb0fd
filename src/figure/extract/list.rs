//! A list of names that stands before the numbers that are dealt out to it: `增长较快的是甲、乙，分别增长1%和2%`.

use super::Walk;
use crate::{
    figure::{deal::deal, topic::Topic, words::WORDS},
    text::place::places,
};

/// Words that end what introduces a list.
const INTRODUCES: [&[char]; 5] = [&['包', '括'], &['依', '次', '为'], &['是'], &['为'], &['有']];

/// Whether `text` joins the items of a list.
pub(super) fn is_joint(text: &str) -> bool {
    matches!(text, "、" | "和" | "与" | "及" | "以及")
}

/// The places, two or more, that `clause` begins with: 甲市和乙市 of 甲市和乙市双双突破2万亿元.
pub(super) fn leading_places(clause: &[char]) -> Option<&[char]> {
    let text: String = clause.iter().collect();
    let mut end = 0;
    let mut count = 0;
    for named in places(&text) {
        let joined = matches!(&text[end..named.range.start], "和" | "、" | "与" | "及");
        if named.range.start != 0 && !joined {
            break;
        }
        (end, count) = (named.range.end, count + 1);
    }
    (count > 1).then(|| &clause[..text[..end].chars().count()])
}

/// The names of which `clause` tells the ranks together: 甲、乙、丙 of 甲、乙、丙分列前3.
pub(super) fn ranked_names(clause: &[char]) -> Option<&[char]> {
    if !clause.contains(&'、') {
        return None;
    }
    let clause = clause.strip_suffix(&['前']).unwrap_or(clause);
    let names = ["分列", "分居", "位列", "位居", "名列", "排名", "排在", "占据"].iter().find_map(|word| {
        let word: Vec<char> = word.chars().collect();
        clause.strip_suffix(word.as_slice())
    })?;
    let names = names.strip_suffix(&['分', '别']).unwrap_or(names);
    names.contains(&'、').then_some(names)
}

impl Walk<'_> {
    /// The topics of the list that stands in a clause of its own before `count` numbers, one each. `dealt` tells that
    /// they are dealt out (分别): then two names need no 、 between them.
    pub(super) fn listed(&self, count: usize, dealt: bool) -> Option<Vec<Topic>> {
        let list = self.sentence.list.as_slice();
        if list.is_empty() || !dealt && !list.contains(&'、') {
            return None;
        }
        let first = list.iter().position(|&c| c == '、').unwrap_or(list.len());
        let introduced = INTRODUCES.iter().filter_map(|word| {
            let at = list[..first].windows(word.len()).rposition(|window| window == *word)?;
            Some(at..at + word.len())
        });
        let introduced = introduced.max_by_key(|range| range.end).filter(|range| range.start > 0);
        let (head, names) = introduced.map_or((&[][..], list), |range| (&list[..range.start], &list[range.end..]));
        let names = deal(names, count)?;
        // 出口增长较快的领域是: what the names are of stands before the change.
        let end = WORDS.changes.first_in(head).map_or(head.len(), |(range, _)| range.start);
        let head = Topic::named(&head[..end]);
        let topic = |name: &Vec<char>| {
            let topic = Topic::named(name);
            let place = topic.place.or_else(|| head.place.clone());
            match &head.measure {
                // 出口增长较快的是知识产权使用费: that is what is exported.
                Some(measure) => {
                    let subject = [topic.subject, topic.measure].into_iter().flatten().collect();
                    Topic { subject: Some(subject), measure: Some(measure.clone()), place }
                }
                None => Topic { place, ..topic },
            }
        };
        Some(names.iter().map(topic).collect())
    }
}
