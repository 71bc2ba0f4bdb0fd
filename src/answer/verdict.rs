//! What the figure that a sentence answers with says of when, where and what it is: it may settle what the sentence leaves
//! open, or be one of something else.

use super::{
    Difference, DifferenceKind, Kind, Question,
    agreement::{Asked, Grade},
    computed::{operate::is_no_result, operation::Operation},
    figures::{
        matching::{Extracted, Match},
        prefer::{MATCHES, MATCHES_ALONE, MATCHES_WELL, answered_by, is_best, is_of_other},
        wanted::Wanted,
    },
    sentence::choose::Choice,
};
use crate::{
    figure::{Figure, FigureKind, measure_of, quantity::Unit},
    text::{fold::fold, place::bare_place},
};

/// What is asked for where two figures are compared: 两者的差.
const BETWEEN: [&str; 2] = ["两者", "差"];

/// What a question asks for, and the figures found.
pub(super) struct Verdict<'a> {
    pub(super) question: &'a Question,
    pub(super) asked: &'a Asked,
    pub(super) wanted: Option<&'a Wanted>,
    /// What is to be computed, and could not be.
    pub(super) operation: Option<&'a Operation>,
    /// By how well they match, the best first.
    pub(super) found: &'a [Match],
}

/// Whether one of the `differences` is of that kind.
pub(super) fn holds(differences: &[Difference], kind: DifferenceKind) -> bool {
    differences.iter().any(|difference| difference.kind == kind)
}

/// Whether it is how rates are told, which are no amounts: 5%, where so many 亿元 are asked for.
fn is_rate(unit: &Unit) -> bool {
    unit.dimension == "ratio" || unit.is_points()
}

/// The one day of the week that `text` names: 三 of 周三.
fn weekday(text: &str) -> Option<char> {
    let days =
        ["周", "星期", "礼拜"].iter().flat_map(|week| text.match_indices(week).map(|(at, week)| at + week.len()));
    let mut named = days.filter_map(|at| text[at..].chars().next().filter(|c| "一二三四五六日天".contains(*c)));
    named.next().filter(|_| named.next().is_none())
}

impl Verdict<'_> {
    /// Takes back what of the `differences` of the sentence of `choice` its figure settles, and adds those of the figure.
    /// `preferred` is the figure that was taken for the answer, if one was.
    pub(super) fn by_figure(
        &self,
        differences: &mut Vec<Difference>,
        choice: &Choice,
        preferred: Option<&Match>,
        extracted: &Extracted<'_>,
    ) {
        let own = answered_by(choice, self.found);
        match preferred {
            Some(best) => differences.retain(|difference| !self.is_settled(difference, best)),
            None => {
                let known = own.filter(|own| own.score >= MATCHES_ALONE && own.period == Grade::Agrees);
                differences.retain(|difference| difference.kind != DifferenceKind::Period || known.is_none());
            }
        }
        let number = self.question.kind == Kind::Number;
        let figure = extracted.at(choice.candidate.hit, &choice.answer).filter(|_| differences.is_empty());
        if figure.zip(self.operation).is_some_and(|(figure, operation)| is_no_result(operation, figure)) {
            let [of, asked] = BETWEEN.map(str::to_owned);
            differences.push(Difference { kind: DifferenceKind::Measure, asked, of: Some(of), there: None });
        }
        if number && !holds(differences, DifferenceKind::Unit) {
            differences.extend(self.rate_for_amount(extracted, choice));
        }
        if number && differences.is_empty() {
            differences.extend(self.unknown_owner(extracted, choice));
        }
        let other = own.is_some_and(|own| is_of_other(own, self.wanted));
        if preferred.is_none()
            && differences.is_empty()
            && number
            && other
            && let Some(asked) = self.asked.thing()
        {
            differences.push(Difference { kind: DifferenceKind::Figure, asked, of: None, there: None });
        }
        // What matches best of all, and is told to be of another time.
        let best = own.is_some_and(|own| is_best(own, self.found));
        let told = |period: &str| extracted.hits()[choice.candidate.hit].passage.text.contains(period);
        let best_asked = |there: &str| self.asked.first_period().filter(|_| best && told(there));
        if number
            && !holds(differences, DifferenceKind::Period)
            && let Some(other) = own.filter(|other| other.period == Grade::Differs)
            && let Some(there) = &other.figure.period
            && let Some(period) =
                self.asked.whole_year().or_else(|| self.asked.other_year(there)).or_else(|| best_asked(&there.text))
        {
            let (kind, of) = (DifferenceKind::Period, other.figure.measure.clone());
            differences.push(Difference { kind, asked: period.to_owned(), of, there: Some(there.text.clone()) });
        }
        if number && let Some(other) = own.and_then(|own| self.other_weekday(own)) {
            differences.push(other);
        }
        differences.extend(self.other_place(extracted, choice));
        // Another place than the one asked for is spoken of there.
        let names = |place: &str| {
            let passage = &extracted.hits()[choice.candidate.hit].passage;
            fold(&passage.text[choice.candidate.range.clone()]).contains(bare_place(&fold(place)))
        };
        if number
            && !holds(differences, DifferenceKind::Place)
            && let Some(other) = own.filter(|own| own.place == Grade::Differs)
            && let Some(place) = self.asked.place_asked()
            && (other.figure.place.is_none() || !names(place))
        {
            let (of, there) = (other.figure.measure.clone(), other.figure.place.clone());
            let asked = place.to_owned();
            differences.push(Difference { kind: DifferenceKind::Place, asked, of, there });
        }
        if number {
            differences.extend(own.and_then(|own| self.other_measure(own)));
        }
        let growth = self.wanted.is_some_and(|wanted| wanted.kind == FigureKind::Growth);
        // What it came to does not tell how much it grew.
        let amount = |figure: &&Figure| {
            matches!(figure.kind, FigureKind::Level | FigureKind::Count) && figure.direction.is_none()
        };
        if growth
            && let Some(figure) = extracted.at(choice.candidate.hit, &choice.answer).filter(amount)
            && let Some(asked) = self.asked.thing()
        {
            let (kind, there) = (DifferenceKind::Measure, figure.measure.clone());
            differences.push(Difference { kind, asked, of: None, there });
        }
        if let Some(own) = own.filter(|own| growth && preferred.is_none() && own.figure.is_change_of_rate())
            && let Some(asked) = self.asked.thing()
        {
            let (kind, there) = (DifferenceKind::Measure, own.figure.measure.clone());
            differences.push(Difference { kind, asked, of: None, there });
        }
    }

    /// What differs where the answer is a rate (5%) and so many of something are asked for.
    fn rate_for_amount(&self, extracted: &Extracted<'_>, choice: &Choice) -> Option<Difference> {
        let wanted = self.wanted?;
        let unit = wanted.unit.as_ref().filter(|unit| wanted.asks_in(&unit.text))?;
        let amount = !matches!(unit.dimension, "ratio" | "points" | "") && unit.text != "个";
        let figure = extracted.at(choice.candidate.hit, &choice.answer)?;
        let of = self.asked.thing();
        let differs = amount && is_rate(&figure.quantity.unit);
        differs.then(|| Difference { kind: DifferenceKind::Unit, asked: unit.text.clone(), of, there: None })
    }

    /// What differs where nothing there knows whose measure is asked for.
    fn unknown_owner(&self, extracted: &Extracted<'_>, choice: &Choice) -> Option<Difference> {
        let passage = &extracted.hits()[choice.candidate.hit].passage;
        let around = fold(&format!("{}\n{}", passage.text, passage.above()));
        let asked = self.wanted?.unknown_owner(&around)?.to_owned();
        Some(Difference { kind: DifferenceKind::Subject, asked, of: None, there: None })
    }

    /// What differs where a figure is of another measure than the one asked for: 产值 for 投资额.
    fn other_measure(&self, own: &Match) -> Option<Difference> {
        let level = own.figure.kind == FigureKind::Level && own.score < MATCHES;
        let wanted = self.wanted.filter(|wanted| level && wanted.kind == FigureKind::Level)?;
        let there = own.figure.measure.clone();
        let asked = self.asked.thing().filter(|_| !wanted.may_mean(there.as_deref()))?;
        Some(Difference { kind: DifferenceKind::Measure, asked, of: None, there })
    }

    /// Whether the figure says itself when, where and of what it is.
    fn is_settled(&self, difference: &Difference, best: &Match) -> bool {
        match difference.kind {
            DifferenceKind::Period => best.period == Grade::Agrees,
            DifferenceKind::Place => best.place == Grade::Agrees,
            // 水泥19979万吨 goes without 产量.
            DifferenceKind::Subject if measure_of(&difference.asked).is_some() => best.figure.measure.is_none(),
            DifferenceKind::Subject | DifferenceKind::Name => best.score >= MATCHES_WELL,
            DifferenceKind::Unit => self.wanted.is_some_and(|wanted| wanted.is_of_unit(&best.figure)),
            _ => false,
        }
    }

    /// What differs where a figure is of another day of the week than the one asked for: 周一 for 周三.
    fn other_weekday(&self, own: &Match) -> Option<Difference> {
        let asked = weekday(&self.question.folded)?;
        let there = own.figure.period.as_ref()?;
        let differs = weekday(&fold(&there.text)).is_some_and(|day| day != asked);
        let (of, there) = (own.figure.measure.clone(), Some(there.text.clone()));
        differs.then(|| Difference { kind: DifferenceKind::Period, asked: format!("周{asked}"), of, there })
    }

    /// What differs where the answer is a figure of another place: of the city where the question is of the province, or
    /// of another city.
    fn other_place(&self, extracted: &Extracted<'_>, choice: &Choice) -> Option<Difference> {
        let figure = extracted.at(choice.candidate.hit, &choice.answer)?;
        let place = match self.wanted?.other_scope(figure) {
            Some(scope) => scope.to_owned(),
            None => self.asked.other_place(figure.place.as_deref())?.to_owned(),
        };
        let (of, there) = (figure.measure.clone(), figure.place.clone());
        Some(Difference { kind: DifferenceKind::Place, asked: place, of, there })
    }
}
