//! What a change is measured against: the year before, the month or quarter before, a year further back, or an average of
//! years. Reports tell one change by several of them side by side.

use crate::{
    figure::{
        Figure,
        period::{When, Year, asked},
    },
    text::fold::fold,
};

/// What a change is measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Basis {
    /// The same part of the year before: 同比.
    YearBefore,
    /// The month or quarter before: 环比.
    PeriodBefore,
    /// The same part of that year: 比2019年同期.
    Year(i32),
    /// So much in each of several years: 两年平均, 年均.
    Average,
    /// Something else at the same time: 比全市平均.
    SameTime,
}

/// What is left of a change by another basis than the one asked for, and of an unusual one where none is named.
const OTHER: f32 = 0.35;
const UNUSUAL: f32 = 0.85;
/// What is left of a change that does not say against what, where 同比 is asked for.
const UNSAID: f32 = 0.98;

impl Basis {
    /// What `question` (folded, without spaces) names.
    pub(crate) fn asked(question: &str) -> Option<Self> {
        if let Some(basis) = Self::told(question) {
            return Some(basis);
        }
        let periods = asked(question);
        let compared = periods.iter().find(|period| {
            let (before, behind) = (&question[..period.range().start], &question[period.range().end..]);
            let joined = before.ends_with(['与', '和', '同', '跟']);
            let compares = ["相比", "比"].iter().any(|word| behind.trim_start_matches(['的', '数']).starts_with(word));
            before.ends_with(['比', '较']) || joined && compares
        });
        let Some(compared) = compared else { return compares_else(question).then_some(Self::SameTime) };
        // 2月跟1月比
        if periods
            .iter()
            .filter_map(|period| period.when)
            .any(|now| compared.when.is_some_and(|then| follows(then, now)))
        {
            return Some(Self::PeriodBefore);
        }
        match compared.first_year {
            Year::Known(year) => Some(Self::Year(year)),
            Year::Relative(-1) | Year::Prior => Some(Self::YearBefore),
            _ => None,
        }
    }

    /// What the words of `base` say.
    fn told(base: &str) -> Option<Self> {
        let has = |words: &[&str]| words.iter().any(|word| base.contains(word));
        if has(&["环比", "上月", "上个月", "上季", "上一季"]) {
            Some(Self::PeriodBefore)
        } else if has(&["年平均", "年均", "年分别平均", "年间平均", "平均每年", "每年平均"]) {
            Some(Self::Average)
        } else if has(&["同比", "去年", "上年"]) {
            Some(Self::YearBefore)
        } else {
            None
        }
    }

    /// That of a figure.
    fn of(figure: &Figure) -> Option<Self> {
        let base = figure.base.as_deref().map(fold).unwrap_or_default();
        let year = |when: &When| match when.last.year {
            Year::Known(year) => Some(year),
            _ => None,
        };
        Self::told(&base).or_else(|| {
            let there = figure.against.as_ref()?.period.as_ref()?;
            if figure.period.as_ref().is_some_and(|period| follows(there.when, period.when)) {
                return Some(Self::PeriodBefore);
            }
            let now = figure.period.as_ref().and_then(|period| year(&period.when));
            match (year(&there.when)?, now) {
                (there, Some(now)) if there + 1 == now => Some(Self::YearBefore),
                (there, _) => Some(Self::Year(there)),
            }
        })
    }

    /// How well `figure`, a change, is by what is asked for, 0 to 1.
    pub(crate) fn fit(asked: Option<Self>, figure: &Figure) -> f32 {
        let there = Self::of(figure);
        let now = figure.period.as_ref().map(|period| period.when.last.year);
        // Nothing said is by the year before.
        let usual = matches!(there, None | Some(Self::YearBefore));
        match asked {
            None => {
                if usual {
                    1.0
                } else {
                    UNUSUAL
                }
            }
            Some(Self::Year(year)) if usual && now == Some(Year::Known(year + 1)) => 1.0,
            Some(Self::SameTime) => match there {
                None => 1.0,
                Some(_) => OTHER,
            },
            // 增量为5亿元，同比多1亿元: rather what says so.
            Some(Self::YearBefore) if there.is_none() => UNSAID,
            Some(Self::YearBefore) if usual => 1.0,
            Some(asked) if there == Some(asked) => 1.0,
            Some(_) => OTHER,
        }
    }
}

/// Whether `question` asks how far something is ahead of something else, or behind it.
fn compares_else(question: &str) -> bool {
    const WORDS: [char; 8] = ['占', '同', '环', '对', '相', '可', '百', '之'];
    let compares = question.match_indices('比').any(|(at, word)| {
        let behind = &question[at + word.len()..];
        !question[..at].ends_with(WORDS) && !behind.starts_with(['重', '例', '较', '率', '上'])
    });
    compares
        && ["高", "低", "快", "慢"].iter().any(|degree| {
            ["多少", "几", "出多少", "出几", "了多少", "了几"]
                .iter()
                .any(|asks| question.contains(&format!("{degree}{asks}")))
        })
}

/// Whether `now` is the month that follows `then`.
fn follows(then: When, now: When) -> bool {
    then.is_month() && now.is_month() && now.first.month == then.first.month % 12 + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_change_is_measured_against_is_told_from_the_question() {
        for (question, basis) in [
            ("与2019年同期相比,2021年1-7月服务进口降了多少?", Some(Basis::Year(2019))),
            ("2021年产量比2019年增长多少", Some(Basis::Year(2019))),
            ("产量比去年增长多少", Some(Basis::YearBefore)),
            ("出口环比下降多少", Some(Basis::PeriodBefore)),
            ("2月进出口跟1月比降了多少", Some(Basis::PeriodBefore)),
            ("3月进出口跟1月比降了多少", None),
            ("增幅比全市平均高几个百分点", Some(Basis::SameTime)),
            ("占比比去年高几个百分点", Some(Basis::YearBefore)),
            ("工业两年平均增速", Some(Basis::Average)),
            ("工业增速", None),
        ] {
            assert_eq!(Basis::asked(question), basis, "{question}");
        }
    }
}
