//! Whether the place that is asked for is the one that is there.

use std::ops::Range;

use super::{Asked, Grade, ground::Ground, within};
use crate::{
    index::Passage,
    text::{
        fold::fold,
        place::{Named, Place, bare_place, has_rank, places},
    },
};

/// Words for the whole country, as a figure is of it.
const COUNTRY: [&str; 3] = ["国内", "全国", "我国"];

/// Words for the whole province.
const PROVINCE: [&str; 3] = ["全省", "我省", "省内"];

/// They stand before whom dealings are with: 对美国出口.
const WITH: [char; 4] = ['对', '与', '跟', '向'];

/// Whom the dealings that `question` (folded) asks for are with, `places` being those it names. Countries may be on no
/// list: 对北原国进出口.
pub(super) fn partners(question: &str, places: &[Named]) -> Vec<String> {
    const DEALINGS: [&str; 5] = ["国进出口", "国出口", "国进口", "国贸易", "国投资"];
    let known = places.iter().filter(|named| question[..named.range.start].ends_with(WITH));
    let known = known.map(|named| question[named.range.clone()].to_owned());
    let ends = DEALINGS.into_iter().filter_map(|word| question.find(word));
    let unlisted = ends.filter_map(|end| {
        let name = &question[question[..end].rfind(WITH)?..end + '国'.len_utf8()];
        let name = name.trim_start_matches(WITH);
        (3..=6).contains(&name.chars().count()).then(|| name.to_owned())
    });
    known.chain(unlisted).collect()
}

/// Whether a place is named with its rank: 南湾市, but not 全市.
fn is_ranked(place: &str) -> bool {
    !place.starts_with(['全', '我', '本', '该', '各']) && bare_place(place).len() < place.len()
}

/// Whether `scope` stands for all of `place`: 全市 or 市内 for 南湾市.
fn is_whole_of(scope: &str, place: &str) -> bool {
    let rank = scope.strip_prefix(['全', '我', '本']).or_else(|| scope.strip_suffix('内'));
    let mut chars = rank.unwrap_or_default().chars();
    chars.next().is_some_and(|rank| chars.next().is_none() && has_rank(place, rank))
}

impl Asked {
    /// How the place of a figure in that `sentence` of `passage` agrees with the one asked for.
    pub(crate) fn place_of(&self, figure: Option<&str>, sentence: &str, passage: &Passage) -> Grade {
        let same = |asked: &str| figure.is_some_and(|there| bare_place(&fold(asked)) == bare_place(&fold(there)));
        // What is of the whole country is none of its cities'.
        let local = self.names_place() && self.places.iter().all(|(asked, _)| asked.is_local());
        let of_country = local && figure.is_some_and(|there| COUNTRY.contains(&there));
        let there = figure.map(fold);
        let there = there.as_deref().and_then(|name| places(name).into_iter().next());
        let is_asked = |asked: Place| there.as_ref().is_some_and(|there| there.place == asked);
        // Nor is what is of the whole province.
        let of_city = self.names_place()
            && self.places.iter().all(|(asked, _)| asked.is_city())
            && !self.unlisted.iter().any(|name| name.ends_with('省'));
        let of_province = of_city && figure.is_some_and(|there| PROVINCE.contains(&there));
        // 全市 is the place that the report is about.
        let own = passage.report.place.as_deref().filter(|own| figure.is_some_and(|there| is_whole_of(there, own)));
        let is_own = |asked: &str| own.is_some_and(|own| bare_place(&fold(own)) == bare_place(&fold(asked)));
        if self.places.iter().any(|(asked, name)| is_asked(*asked) || same(name) || is_own(name))
            || !self.unlisted.is_empty() && self.unlisted.iter().all(|name| is_own(name) || same(name))
        {
            return Grade::Agrees;
        } else if of_country || of_province {
            return Grade::Differs;
        }
        let texts = || figure.into_iter().chain([sentence]).chain(passage.names_above());
        let unlisted = self.lacks_unlisted(|name| texts().any(|text| fold(text).contains(name)));
        let Some(there) = there else {
            // 南湾市's is not that of 石楼县, wherever the two are.
            return if unlisted && figure.is_some_and(is_ranked) { Grade::Differs } else { Grade::Silent };
        };
        // 榆林市's is not that of 神木市.
        if there.place.is_local() && unlisted {
            return Grade::Differs;
        }
        let whole = |name: &String| name.starts_with('全') || COUNTRY.contains(&name.as_str());
        if self.places.iter().any(|(asked, name)| there.place.lies_in(*asked) && whole(name)) {
            // 全国 is all of it.
            Grade::Differs
        } else if !self.places.is_empty()
            && self.places.iter().all(|&(asked, _)| there.place.excludes(asked) || asked.lies_in(there.place))
        {
            Grade::Differs
        } else {
            Grade::Silent
        }
    }

    /// Whether `names` knows not all places asked for that are on no list.
    fn lacks_unlisted(&self, names: impl Fn(&str) -> bool) -> bool {
        self.unlisted.iter().any(|name| !names(bare_place(&fold(name))))
    }

    /// How the place that is named last before a figure of `passage` agrees with the one asked for, where neither `text`,
    /// which is all before it, nor what stands above names that.
    pub(crate) fn place_before(&self, text: &str, passage: &Passage) -> Grade {
        if !self.names_place() {
            return Grade::Silent;
        }
        let folded = fold(text);
        let named = places(&folded);
        let local = named.last().is_some_and(|last| last.place.is_local());
        let above = || passage.names_above().any(|above| self.unlisted.iter().any(|name| *name == fold(above)));
        if local && self.lacks_unlisted(|name| folded.contains(name)) && !above() {
            return Grade::Differs;
        }
        let asked = |there: Place| self.places.iter().any(|&(asked, _)| there == asked || there.lies_in(asked));
        let differs = |there: Place| {
            let other = |&(asked, _): &(Place, String)| asked.is_local() && there.excludes(asked);
            there.is_local() && self.places.iter().all(other)
        };
        let last = named.last().filter(|_| !self.places.is_empty() && !named.iter().any(|named| asked(named.place)));
        if last.is_some_and(|last| differs(last.place)) { Grade::Differs } else { Grade::Silent }
    }

    /// Whether a place is asked for.
    pub(crate) fn names_place(&self) -> bool {
        self.place_asked().is_some()
    }

    /// The first place asked for, as typed.
    pub(crate) fn place_asked(&self) -> Option<&str> {
        let listed = self.places.first().map(|(_, name)| name);
        listed.or(self.unlisted.first()).map(String::as_str)
    }

    /// Whether the place asked for, if one is, is named somewhere in the passage of `ground` or above it.
    pub(crate) fn names_its_place(&self, ground: &Ground<'_>) -> bool {
        self.place_asked().is_none_or(|name| ground.haystack.contains(bare_place(&fold(name))))
    }

    /// Whether all whom the dealings asked for are with are `named`: 对美国出口.
    pub(crate) fn has_partners(&self, named: impl Fn(&str) -> bool) -> bool {
        self.partners.iter().all(|name| named(bare_place(name)))
    }

    /// The place asked for, as typed, where a figure is of another one that it cannot lie in.
    pub(crate) fn other_place(&self, figure: Option<&str>) -> Option<&str> {
        let there = places(&fold(figure?)).first()?.place;
        let (_, asked) = self.places.first()?;
        self.places.iter().all(|&(asked, _)| there.excludes(asked)).then_some(asked)
    }

    pub(super) fn place(&self, ground: &Ground<'_>, range: &Range<usize>) -> (Grade, Option<String>) {
        let asked = |there: Place| self.places.iter().any(|&(asked, _)| there == asked || there.lies_in(asked));
        if self.of_figure && !self.has_partners(|partner| ground.around(range).contains(partner)) {
            return (Grade::Differs, None);
        }
        let here = ground.places.iter().filter(|named| within(&named.range, range));
        if here.clone().any(|named| asked(named.place)) {
            return (Grade::Agrees, None);
        }
        let near =
            ground.places.iter().map(|named| named.place).chain(ground.places_above.iter().map(|(place, _)| *place));
        if self.places.is_empty() {
            let local = here.clone().find(|named| named.place.is_local());
            let elsewhere = self.lacks_unlisted(|name| ground.haystack.contains(name));
            return match local.filter(|_| elsewhere) {
                Some(there) => (Grade::Differs, Some(ground.passage.text[there.range.clone()].to_owned())),
                None => (Grade::Silent, None),
            };
        }
        if near.clone().any(asked) {
            return (Grade::Agrees, None);
        }
        // A name that only stands within another one is still there.
        if self.places.iter().any(|(_, name)| ground.haystack.contains(bare_place(&fold(name)))) {
            return (Grade::Silent, None);
        }
        let excluded = |there: Place| self.places.iter().all(|&(asked, _)| there.excludes(asked));
        let there = here.map(|named| (named.place, ground.passage.text[named.range.clone()].to_owned()));
        let other = there.chain(ground.places_above.iter().cloned()).find(|(place, _)| excluded(*place));
        match other {
            Some((_, there)) => (Grade::Differs, Some(there)),
            // A report on a city or a province names it where it begins; a country may go without saying.
            None if ground.is_opening() && self.places.iter().all(|(place, _)| place.is_local()) => {
                (Grade::Differs, None)
            }
            // What is told of the country is told of none of its cities.
            None if self.of_figure && self.places.iter().all(|(place, _)| place.is_local()) => {
                match near.clone().find(|place| place.is_backdrop()) {
                    Some(_) => (Grade::Differs, None),
                    None => (Grade::Silent, None),
                }
            }
            None => (Grade::Silent, None),
        }
    }
}
