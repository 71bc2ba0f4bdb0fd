//! Days with a name, from `config/festivals.toml`: 国庆节, 2021年中秋, 去年春节.

use std::{collections::BTreeMap, sync::LazyLock};

use chrono::{Datelike, Days, NaiveDate};
use serde::Deserialize;

use super::{
    calendar::{When, Year},
    scan::Scan,
};
use crate::text::is_han;

const FESTIVALS: &str = include_str!("../../../config/festivals.toml");

/// What makes another word of the name of a festival: 五一路, 国庆村.
const NOT_BEFORE: [&str; 9] = ["路", "大道", "街", "村", "镇", "广场", "劳动奖", "中学", "快乐"];

/// The day of a festival.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Festival {
    /// Month and day.
    Fixed(u32, u32),
    /// The so many-th of a day of the week, 1 to 7, in a month.
    Weekday { month: u32, count: u32, day: u32 },
    /// Month and day of each year that is known.
    Varying(BTreeMap<i32, (u32, u32)>),
}

impl Festival {
    /// The day of it in `year`; where that is not known, the days among which it is.
    pub(super) fn when(&self, year: Year) -> When {
        let day = |day: (u32, u32)| When::new(year, day, day);
        match (self, year) {
            (Self::Fixed(month, date), _) => day((*month, *date)),
            (Self::Weekday { month, count, day: weekday }, Year::Known(known)) => {
                let date = NaiveDate::from_ymd_opt(known, *month, 1).and_then(|first| {
                    let ahead = (weekday + 6 - first.weekday().num_days_from_monday()) % 7 + 7 * (count - 1);
                    first.checked_add_days(Days::new(ahead.into()))
                });
                date.map_or_else(|| When::new(year, (*month, 1), (*month, 31)), |date| day((date.month(), date.day())))
            }
            (Self::Weekday { month, .. }, _) => When::new(year, (*month, 1), (*month, 31)),
            (Self::Varying(days), Year::Known(known)) if days.contains_key(&known) => day(days[&known]),
            (Self::Varying(days), _) => {
                let (first, last) = (days.values().min(), days.values().max());
                When::new(year, first.copied().unwrap_or((1, 1)), last.copied().unwrap_or((12, 31)))
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    fixed: BTreeMap<String, String>,
    weekday: BTreeMap<String, String>,
    varying: Varying,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Varying {
    names: Vec<String>,
    days: BTreeMap<String, Vec<String>>,
}

/// Names of festivals with their days, by the first character and the longest first.
struct Festivals(BTreeMap<char, Vec<(String, Festival)>>);

static FESTIVALS_BY_NAME: LazyLock<Festivals> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the compiled-in file is checked by the tests of this file")]
    Festivals::parse(FESTIVALS).expect("config/festivals.toml is valid")
});

impl Festivals {
    /// `None` where the file is not in its form.
    fn parse(text: &str) -> Option<Self> {
        let file: File = toml::from_str(text).ok()?;
        let mut named = Vec::new();
        let mut name = |names: &str, festival: &Festival| {
            named.extend(names.split_whitespace().map(|name| (name.to_owned(), festival.clone())));
        };
        for (day, names) in &file.fixed {
            let [month, day] = numbers(day)?;
            name(names, &Festival::Fixed(month, day));
        }
        for (day, names) in &file.weekday {
            let [month, count, day] = numbers(day)?;
            name(names, &Festival::Weekday { month, count, day });
        }
        for (number, names) in file.varying.names.iter().enumerate() {
            let of_year = |(year, days): (&String, &Vec<String>)| {
                let [month, day] = numbers(days.get(number)?)?;
                Some((year.parse().ok()?, (month, day)))
            };
            let days = file.varying.days.iter().map(of_year).collect::<Option<_>>()?;
            name(names, &Festival::Varying(days));
        }
        named.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        let mut by_first: BTreeMap<char, Vec<(String, Festival)>> = BTreeMap::new();
        for (name, festival) in named {
            by_first.entry(name.chars().next()?).or_default().push((name, festival));
        }
        Some(Self(by_first))
    }
}

fn numbers<const N: usize>(text: &str) -> Option<[u32; N]> {
    let numbers: Option<Vec<u32>> = text.split('-').map(|number| number.parse().ok().filter(|n| *n > 0)).collect();
    numbers?.try_into().ok()
}

/// The first two characters of each name.
pub(super) fn beginnings() -> impl Iterator<Item = (char, char)> {
    let two = |(name, _): &(String, Festival)| {
        let mut chars = name.chars();
        Some((chars.next()?, chars.next()?))
    };
    FESTIVALS_BY_NAME.0.values().flatten().filter_map(two)
}

impl Scan<'_> {
    /// The festival whose name stands here.
    pub(super) fn festival(&mut self) -> Option<&'static Festival> {
        let named = FESTIVALS_BY_NAME.0.get(&self.peek()?)?;
        let before = self.char_before(self.at);
        let (name, festival) = named.iter().find(|(name, _)| self.eat(name))?;
        // 李国庆 is a person, but nobody is called 春节.
        if !name.ends_with('节')
            && before.is_some_and(|c| is_han(c) && !"年在于到至前后的和及与或迎逢比较自从天日月,".contains(c))
        {
            return None;
        }
        (!NOT_BEFORE.iter().any(|word| self.starts_with(word))).then_some(festival)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_festival_has_a_day_in_every_year() {
        assert!(FESTIVALS_BY_NAME.0.len() > 15);
        for (name, festival) in FESTIVALS_BY_NAME.0.values().flatten() {
            assert!(name.chars().count() >= 2, "{name}");
            for year in 1900..2100 {
                let when = festival.when(Year::Known(year));
                assert!(when.days().is_some_and(|(first, last)| first <= last), "{name} {year}");
            }
        }
    }
}
