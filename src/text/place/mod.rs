//! Places by name: `config/places.txt`, and which of them lie in which.

mod about;

use std::{collections::HashMap, ops::Range, sync::LazyLock};

pub(crate) use self::about::{has_rank, main_place};
use super::char_count;

/// Provinces, cities and countries, as shipped.
const DEFAULTS: &str = include_str!("../../../config/places.txt");

static PLACES: LazyLock<Places> = LazyLock::new(|| Places::parse(DEFAULTS));

/// A place; two names of one place are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place(usize);

/// A place and where it is named, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) place: Place,
    pub(crate) range: Range<usize>,
}

struct Places {
    /// By first character, the longest name first; `None` for a word that only holds the name of a place.
    names: HashMap<char, Vec<(&'static str, Option<Place>)>>,
    /// The region that each place lies in.
    regions: Vec<Option<Place>>,
    /// The country that the reports are of: the first region of the file.
    home: Option<Place>,
    /// Continents: which country lies in which is not told.
    continents: Vec<Place>,
}

impl Places {
    fn parse(text: &'static str) -> Self {
        let mut places = Self { names: HashMap::new(), regions: Vec::new(), home: None, continents: Vec::new() };
        let mut known = HashMap::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some(words) = line.strip_prefix('!') {
                words.split_whitespace().for_each(|word| places.name(word, None));
            } else if let Some(continents) = line.strip_prefix('~') {
                let continents = continents.split_whitespace().map(|continent| places.add(&mut known, continent));
                places.continents = continents.collect();
            } else if let Some((region, members)) = line.split_once(':') {
                let region = places.add(&mut known, region);
                places.home.get_or_insert(region);
                for member in members.split_whitespace() {
                    let Place(member) = places.add(&mut known, member);
                    places.regions[member] = Some(region);
                }
            }
        }
        for names in places.names.values_mut() {
            names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        }
        places
    }

    /// The place that `names` (`中国=全国`) stand for.
    fn add(&mut self, known: &mut HashMap<&'static str, Place>, names: &'static str) -> Place {
        let mut names = names.split('=').map(str::trim);
        let first = names.next().unwrap_or_default();
        let place = *known.entry(first).or_insert_with(|| {
            let place = Place(self.regions.len());
            self.regions.push(None);
            self.name(first, Some(place));
            place
        });
        names.for_each(|name| self.name(name, Some(place)));
        place
    }

    fn name(&mut self, name: &'static str, place: Option<Place>) {
        if let Some(first) = name.chars().next() {
            self.names.entry(first).or_default().push((name, place));
        }
    }
}

/// What a name that only begins with a place goes on with: 上海证券报, 宁波银行 and 湖南路街道 are no places.
const NAMED_AFTER: [&str; 22] = [
    "证券报",
    "日报",
    "晚报",
    "晨报",
    "早报",
    "商报",
    "时报",
    "青年报",
    "特区报",
    "都市报",
    "证券交易所",
    "银行",
    "证券",
    "大学",
    "路街道",
    "东路",
    "西路",
    "南路",
    "北路",
    "中路",
    "大道",
    "大街",
];

/// The places that `folded` text names, in order.
pub(crate) fn places(folded: &str) -> Vec<Named> {
    let mut found = Vec::new();
    let mut behind = 0;
    for (at, c) in folded.char_indices() {
        let names = PLACES.names.get(&c).filter(|_| at >= behind);
        let named = names.and_then(|names| names.iter().find(|(name, _)| folded[at..].starts_with(name)));
        if let Some((name, place)) = named {
            behind = at + name.len();
            let rest = &folded[behind..];
            let suffix = ["省", "市"].iter().find(|suffix| rest.starts_with(**suffix)).map_or(0, |suffix| suffix.len());
            let named_after = suffix == 0 && NAMED_AFTER.iter().any(|word| rest.starts_with(word));
            if let Some(place) = place.filter(|_| !named_after) {
                found.push(Named { place, range: at..behind + suffix });
            }
        }
    }
    found
}

impl Place {
    /// The regions that it lies in, the smallest first.
    fn regions(self) -> impl Iterator<Item = Self> {
        std::iter::successors(PLACES.regions[self.0], |region| PLACES.regions[region.0])
    }

    /// Whether it lies in `region`.
    pub(crate) fn lies_in(self, region: Self) -> bool {
        self.regions().any(|found| found == region)
    }

    /// Whether what is said of one cannot be meant of the other: neither lies within the other.
    pub(crate) fn excludes(self, other: Self) -> bool {
        // What lies in which continent is not told here.
        let apart = self.is_continent() == other.is_continent();
        apart && self != other && !self.lies_in(other) && !other.lies_in(self)
    }

    fn is_continent(self) -> bool {
        PLACES.continents.contains(&self)
    }

    /// Whether it is the country, or the world, that all reports tell about.
    pub(crate) fn is_backdrop(self) -> bool {
        PLACES.home.is_some_and(|home| self == home || home.lies_in(self))
    }

    /// Whether it is a part of a province.
    pub(crate) fn is_city(self) -> bool {
        self.regions().count() >= 3
    }

    /// Whether it is a part of a country.
    pub(crate) fn is_local(self) -> bool {
        self.regions().count() >= 2
    }
}

/// A place without what says its rank, where two characters are left.
pub(crate) fn bare_place(place: &str) -> &str {
    let bare =
        ["省", "市", "县", "地区", "自治区", "自治州", "特别行政区"].iter().find_map(|rank| place.strip_suffix(rank));
    bare.filter(|bare| char_count(bare) >= 2).unwrap_or(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&str> {
        places(text).into_iter().map(|named| &text[named.range]).collect()
    }

    #[test]
    fn places_are_found_by_their_names() {
        assert_eq!(names("2022年广州市和深圳的gdp"), ["广州市", "深圳"]);
        assert_eq!(names("我国与印尼"), ["我国", "印尼"]);
        assert!(names("沿海地区、印度洋、白银、上海证券报、北京大学、中国人寿、湖南路街道、成都大道").is_empty());
    }

    #[test]
    fn places_exclude_each_other_unless_one_lies_in_the_other() {
        let place = |text| places(text)[0].place;
        assert_eq!(place("全国"), place("中国"));
        assert!(place("广州").excludes(place("深圳")) && place("广州").excludes(place("北京")));
        assert!(place("美国").excludes(place("日本")) && place("中国").excludes(place("美国")));
        assert!(place("上海").excludes(place("日本")) && place("上海").excludes(place("纽约")));
        assert!(!place("广州").excludes(place("广东")) && !place("江西").excludes(place("中国")));
        assert!(place("赣州").lies_in(place("中国")));
        assert!(place("我国").is_backdrop() && !place("江西").is_backdrop() && !place("美国").is_backdrop());
    }
}
