//! Which reports a question is put to: those that it names.
//!
//! A name must be clear, as a wrong limit loses the answer: a title in 《》, a long stretch of a title, a publisher with a
//! word such as 据 or 公布 beside it, or a place and a year together; and it must tell some reports from the others.

use std::{ops::Range, sync::LazyLock};

use serde::Deserialize;

use super::annual::Annual;
use crate::{
    figure::period::{Asked, When, Year, asked},
    index::Listed,
    text::{char_count, fold::fold, place::bare_place, toponym::toponyms},
};

/// The shortest title in 《》 that may name a report, in characters: below it books and films are meant.
const TITLE: usize = 4;
/// A stretch of a title so long names it in 《》 without any word beside it, or outside of 《》 with a report's noun.
const STRETCH: usize = 8;
/// The shortest publisher that is looked for, in characters.
const PUBLISHER: usize = 3;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NamingWords {
    nouns: Vec<String>,
    before: Vec<String>,
    behind_title: Vec<String>,
    behind_publisher: Vec<String>,
}

static WORDS: LazyLock<NamingWords> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the compiled-in file is checked by the tests of this file")]
    toml::from_str(include_str!("../../../config/naming.toml")).expect("config/naming.toml is valid")
});

/// By what a question names reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    Title,
    Publisher,
    PlaceAndYear,
}

/// The reports that a question is put to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Scope {
    /// By what they are named.
    pub(crate) by: Named,
    /// The numbers of their passages.
    pub(crate) passages: Vec<Range<u32>>,
    /// What is asked of them: the question without their title, where that is said apart.
    pub(crate) question: String,
}

impl Scope {
    /// Whether the question is put to these reports and to no other, even if they do not answer it.
    pub(crate) fn is_strict(&self) -> bool {
        self.by == Named::Title
    }

    /// The reports that `question` names, `None` where it names none or all of them. `catalogue` is called only if it
    /// may name one at all.
    pub(crate) fn of<'a, E>(
        question: &str,
        catalogue: impl FnOnce() -> Result<&'a [Listed], E>,
    ) -> Result<Option<Self>, E> {
        let naming = Naming::of(question);
        if !naming.may_name() {
            return Ok(None);
        }
        let catalogue = catalogue()?;
        // 2026年政府工作报告 names its year, which is not what is asked about.
        if let Some(Annual { year, rest }) = Annual::named_in(&naming.folded).filter(|annual| !annual.rest.is_empty()) {
            let year = year.to_string();
            let here = |listed: &&Listed| {
                let place = naming.place.as_deref().is_none_or(|place| listed.is_of(place));
                place && listed.title.contains("工作报告") && listed.title.contains(&year)
            };
            let passages: Vec<_> = catalogue.iter().filter(here).map(|listed| listed.passages.clone()).collect();
            if !passages.is_empty() {
                return Ok(Some(Self { by: Named::Title, passages, question: rest }));
            }
        }
        let scopes = [
            (Named::Title, naming.titles(catalogue)),
            (Named::Publisher, naming.publishers(catalogue)),
            (Named::PlaceAndYear, naming.places(catalogue)),
        ];
        let some = |reports: &Vec<&Listed>| !reports.is_empty() && reports.len() < catalogue.len();
        Ok(scopes.into_iter().find(|(_, reports)| some(reports)).map(|(by, reports)| Self {
            by,
            passages: reports.into_iter().map(|listed| listed.passages.clone()).collect(),
            question: if by == Named::Title { naming.rest() } else { question.to_owned() },
        }))
    }
}

/// A question, as far as it may name reports.
struct Naming<'q> {
    question: &'q str,
    folded: String,
    /// Whether a report's noun stands in it.
    noun: bool,
    /// Whether a word stands in it that goes with a publisher.
    cue: bool,
    place: Option<String>,
    years: Vec<i32>,
    parts: Vec<Part>,
}

impl<'q> Naming<'q> {
    fn of(question: &'q str) -> Self {
        let folded = fold(question);
        let holds = |words: &[String]| words.iter().any(|word| folded.contains(word.as_str()));
        let periods = asked(&folded);
        let (years, parts) = years_and_parts(&periods);
        let taken: Vec<Range<usize>> = periods.iter().map(Asked::range).collect();
        let places = toponyms(&folded, &taken).into_iter().filter(|toponym| !toponym.wide);
        let mut places: Vec<String> = places.map(|toponym| bare_place(&folded[toponym.range]).to_owned()).collect();
        places.dedup();
        // Two places are compared; no one report is meant then.
        let place = if places.len() == 1 { places.pop() } else { None };
        Self {
            question,
            noun: holds(&WORDS.nouns),
            cue: holds(&WORDS.before) || holds(&WORDS.behind_publisher),
            folded,
            place,
            years,
            parts,
        }
    }

    fn may_name(&self) -> bool {
        self.noun || self.cue || self.folded.contains('《') || (self.place.is_some() && !self.years.is_empty())
    }

    /// What stands in 《》: ranges of the folded question, with the marks.
    fn quoted(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let opened = self.folded.match_indices('《').map(|(start, _)| start);
        opened.filter_map(|start| {
            let length = self.folded[start..].find('》')?;
            Some(start..start + length + '》'.len_utf8())
        })
    }

    fn titles<'a>(&self, catalogue: &'a [Listed]) -> Vec<&'a Listed> {
        for range in self.quoted() {
            let title = inside(&self.folded[range.clone()]);
            let length = char_count(title);
            if length < TITLE || !(length >= STRETCH || self.has_cue(&range, &WORDS.behind_title)) {
                continue;
            }
            let same: Vec<_> = catalogue.iter().filter(|listed| inside(&listed.title) == title).collect();
            if !same.is_empty() {
                return same;
            }
            let part = |listed: &&Listed| length >= STRETCH && listed.title.contains(title);
            let part: Vec<_> = catalogue.iter().filter(part).collect();
            if !part.is_empty() {
                return part;
            }
        }
        if !self.noun {
            return Vec::new();
        }
        let stretches: Vec<(usize, &Listed)> =
            catalogue.iter().map(|listed| (self.stretch(&listed.title), listed)).collect();
        let longest = stretches.iter().map(|(length, _)| *length).max().unwrap_or_default().max(STRETCH);
        stretches.into_iter().filter(|(length, _)| *length == longest).map(|(_, listed)| listed).collect()
    }

    /// How long a stretch of `title` stands in the question; short ones are not looked for.
    fn stretch(&self, title: &str) -> usize {
        // Of so long a stretch of the question, one of every few beginnings lies in any that is looked for.
        const STEP: usize = STRETCH / 2;
        let chars: Vec<(usize, char)> = self.folded.char_indices().collect();
        let end = |at: usize| chars.get(at).map_or(self.folded.len(), |&(offset, _)| offset);
        let mut longest = 0;
        for at in (0..chars.len().saturating_sub(STEP - 1)).step_by(STEP) {
            if !title.contains(&self.folded[end(at)..end(at + STEP)]) {
                continue;
            }
            for first in at.saturating_sub(STEP - 1)..=at {
                let mut last = at + STEP;
                while last <= chars.len() && title.contains(&self.folded[end(first)..end(last)]) {
                    longest = longest.max(last - first);
                    last += 1;
                }
            }
        }
        longest
    }

    fn publishers<'a>(&self, catalogue: &'a [Listed]) -> Vec<&'a Listed> {
        if !self.cue {
            return Vec::new();
        }
        let named = |listed: &&Listed| {
            let Some(source) = listed.info.source.as_deref().map(fold) else { return false };
            let at = self.folded.find(&source).filter(|_| char_count(&source) >= PUBLISHER);
            at.is_some_and(|at| self.has_cue(&(at..at + source.len()), &WORDS.behind_publisher))
        };
        catalogue.iter().filter(named).collect()
    }

    fn places<'a>(&self, catalogue: &'a [Listed]) -> Vec<&'a Listed> {
        let Some(place) = self.place.as_deref() else { return Vec::new() };
        let here = |listed: &&Listed| listed.is_of(place);
        // The year is looked for first in a way that costs little, as there may be thousands of reports of a place.
        let digits: Vec<String> = self.years.iter().map(i32::to_string).collect();
        let then = |listed: &&Listed| {
            let dated = listed.info.date.is_some_and(|date| self.years.contains(&date.year));
            dated || digits.iter().any(|year| listed.title.contains(year.as_str()))
        };
        let found: Vec<(&Listed, Vec<Part>)> = catalogue
            .iter()
            .filter(here)
            .filter(then)
            .filter_map(|listed| {
                let (years, parts) = periods(listed);
                years.iter().any(|year| self.years.contains(year)).then_some((listed, parts))
            })
            .collect();
        // A report of the very quarter is meant before one of another in that year.
        let same = |parts: &[Part]| self.parts.iter().any(|part| parts.contains(part));
        let exact = found.iter().any(|(_, parts)| same(parts));
        found.into_iter().filter(|(_, parts)| !exact || same(parts)).map(|(listed, _)| listed).collect()
    }

    /// Whether a word that names a report stands beside that `range` of the folded question.
    fn has_cue(&self, range: &Range<usize>, behind: &[String]) -> bool {
        WORDS.before.iter().any(|word| self.folded[..range.start].ends_with(word.as_str()))
            || behind.iter().any(|word| self.folded[range.end..].starts_with(word.as_str()))
    }

    /// The question without what stands in 《》 and the words that go with it; all of it where nothing would be left.
    fn rest(&self) -> String {
        let Some(range) = self.quoted().next() else { return self.question.to_owned() };
        let (before, behind) = (&self.folded[..range.start], &self.folded[range.end..]);
        let longest = |words: &'static [String], fits: &dyn Fn(&str) -> bool| {
            words.iter().filter(|word| fits(word)).map(|word| word.len()).max().unwrap_or_default()
        };
        let start = range.start - longest(&WORDS.before, &|word| before.ends_with(word));
        let end = range.end + longest(&WORDS.behind_title, &|word| behind.starts_with(word));
        let rest = format!("{} {}", &self.folded[..start], &self.folded[end..]);
        let rest = rest.trim_matches(|c: char| !c.is_alphanumeric());
        if rest.is_empty() { self.question.to_owned() } else { rest.to_owned() }
    }
}

/// The years that a report is about: those of its title, without any that of its date; and the parts of a year in its title.
fn periods(listed: &Listed) -> (Vec<i32>, Vec<Part>) {
    let (mut years, parts) = years_and_parts(&asked(&listed.title));
    if years.is_empty() {
        years.extend(listed.info.date.map(|date| date.year));
    }
    (years, parts)
}

/// A part of a year: month and day of its first and last day.
type Part = [(u32, u32); 2];

/// The years and the parts of years that `periods` name.
fn years_and_parts(periods: &[Asked]) -> (Vec<i32>, Vec<Part>) {
    let years = periods.iter().filter_map(|period| match period.first_year {
        Year::Known(year) => Some(year),
        _ => None,
    });
    let part = |When { first, last, .. }| [(first.month, first.day), (last.month, last.day)];
    let parts = periods.iter().filter(|period| !period.part.is_empty()).filter_map(|period| period.when).map(part);
    (years.collect(), parts.collect())
}

/// A title without the marks around it.
fn inside(title: &str) -> &str {
    title.trim_matches(|c: char| c.is_whitespace() || matches!(c, '《' | '》' | '“' | '”'))
}

#[cfg(test)]
mod tests {
    use std::{convert::Infallible, sync::Arc};

    use super::*;
    use crate::report::{ReportDate, ReportInfo};

    /// Title, year of the date, place, source.
    const REPORTS: &[(&str, i32, &str, &str)] = &[
        ("2023年一季度青河市能源形势分析", 2023, "", "青河市统计局"),
        ("青河市2024年一季度经济运行稳中有进", 2024, "", "青河市统计局"),
        ("青河市2024年上半年经济运行情况", 2024, "", "青河市统计局"),
        ("东山新闻：一季度外贸增长", 2024, "东山", "东山日报"),
        ("长河纪行", 2021, "", ""),
        ("绿色算力产业发展白皮书", 2022, "", "工业和信息化研究院"),
    ];

    fn catalogue() -> Vec<Listed> {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let listed = |(number, &(title, year, place, source)): (usize, &(&str, i32, &str, &str))| {
            let date = Some(ReportDate { year, month: None, day: None, inferred: false });
            let info = ReportInfo {
                title: title.into(),
                date,
                place: some(place),
                source: some(source),
                ..Default::default()
            };
            let first = 10 * u32::try_from(number).unwrap();
            Listed::new(Arc::new(info), first..first + 10)
        };
        REPORTS.iter().enumerate().map(listed).collect()
    }

    fn scope(question: &str) -> Option<(Named, Vec<u32>, String)> {
        let catalogue = catalogue();
        let Ok(scope) = Scope::of(question, || Ok::<_, Infallible>(&catalogue[..]));
        scope.map(|scope| (scope.by, scope.passages.iter().map(|range| range.start / 10).collect(), scope.question))
    }

    #[test]
    fn a_report_that_is_named_is_meant() {
        for (question, by, reports) in [
            ("《绿色算力产业发展白皮书》里算力规模是多少？", Named::Title, &[5_u32][..]),
            ("据《長河紀行》，全长多少公里？", Named::Title, &[4]),
            ("《青河市2024年上半年经济运行》提到的投资是多少", Named::Title, &[2]),
            ("青河市能源形势分析报告里存煤多少天？", Named::Title, &[0]),
            ("绿色算力产业发展白皮书 算力规模", Named::Title, &[5]),
            ("东山日报报道的外贸增长是多少？", Named::Publisher, &[3]),
            ("据青河市统计局，用电量是多少？", Named::Publisher, &[0, 1, 2]),
            ("2023年青河市用电量是多少？", Named::PlaceAndYear, &[0]),
            ("2024年青河市投资是多少？", Named::PlaceAndYear, &[1, 2]),
            ("2024年上半年青河市投资是多少？", Named::PlaceAndYear, &[2]),
            ("青河市 2024年第1季度 投资", Named::PlaceAndYear, &[1]),
        ] {
            let found = scope(question);
            assert_eq!(found.map(|(by, reports, _)| (by, reports)), Some((by, reports.to_vec())), "{question}");
        }
    }

    #[test]
    fn what_names_no_report_limits_nothing() {
        for question in [
            "",
            "《",
            "用电量是多少？",
            "青河的用电量是多少？",
            "2022年青河用电量是多少？",
            "2024年青河和东山的投资哪个多？",
            "《长河纪行》的作者是谁？",
            "《不存在的报告》里投资是多少？",
            "青河市统计局在哪？",
            "经济运行报告里投资是多少？",
            "2024年投资是多少？",
        ] {
            assert_eq!(scope(question), None, "{question}");
        }
    }

    #[test]
    fn the_title_is_not_asked_for() {
        for (question, rest) in [
            ("《绿色算力产业发展白皮书》里算力规模是多少？", "算力规模是多少"),
            ("请问据《长河纪行》，全长多少公里？", "请问 ,全长多少公里"),
            ("《绿色算力产业发展白皮书》", "《绿色算力产业发展白皮书》"),
            ("2023年青河市用电量是多少？", "2023年青河市用电量是多少？"),
        ] {
            assert_eq!(scope(question).unwrap().2, rest, "{question}");
        }
    }

    #[test]
    fn reports_are_looked_at_only_for_questions_that_may_name_one() {
        let never = || -> Result<&[Listed], &str> { Err("looked at") };
        assert_eq!(Scope::of("光伏街有多长？", never), Ok(None));
        assert_eq!(Scope::of("2024年西宁工业投资", never), Err("looked at"));
    }
}
