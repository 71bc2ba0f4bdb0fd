//! Learning the trees that choose the sentence and say how sure that is.
//!
//! They learn from what the reader says of questions that it has not learned from, answered and unanswerable ones: the
//! same questions with the right document taken away, and questions of one set put to another.

use wenbao::answer::{
    Question, QuestionWords,
    sentence::{
        choose::STYLE,
        evidence::{FEATURES, Reading, evidence},
        reader::{encode::Vocabulary, network::Weights, together::read_together},
        shortlist::shortlist,
        trees::Trees,
    },
};

use crate::{
    boost::{self, Row},
    data::{Asked, Set, half},
};

/// The candidates of one question.
pub(crate) struct Group {
    /// The set that is searched, and the one the question is of.
    pub(crate) set: String,
    pub(crate) asked_of: String,
    pub(crate) half: usize,
    pub(crate) sort: Sort,
    pub(crate) rows: Vec<Row>,
}

/// What a question is good for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    Answerable,
    Taken,
    Foreign,
}

/// Those who read, and the trees that choose what they read.
pub(crate) struct Readers<'a> {
    pub(crate) shortlist: &'a Trees,
    pub(crate) readers: &'a [Weights],
}

/// The questions of `sets` by readers that have not learned from them: `readers[half]` have not seen that half.
pub(crate) fn groups(sets: &[Set], vocabulary: &Vocabulary, readers: &[Readers<'_>; 2]) -> Vec<Group> {
    let words = QuestionWords::default();
    let mut groups = Vec::new();
    for (number, set) in sets.iter().enumerate() {
        let other = &sets[(number + 1) % sets.len()];
        let mut jobs: Vec<(&Set, &Asked, Sort)> = Vec::new();
        for (at, asked) in set.asked.iter().enumerate() {
            jobs.push((set, asked, Sort::Answerable));
            if at % 2 == 0 {
                jobs.push((set, asked, Sort::Taken));
            }
        }
        if other.name != set.name {
            jobs.extend(other.asked.iter().step_by(3).map(|asked| (other, asked, Sort::Foreign)));
        }
        let middle = jobs.len() / 2;
        let run = |jobs: &[(&Set, &Asked, Sort)]| -> Vec<Group> {
            jobs.iter().map(|&(of, asked, sort)| group(set, of, vocabulary, readers, &words, asked, sort)).collect()
        };
        std::thread::scope(|scope| {
            let second = scope.spawn(|| run(&jobs[middle..]));
            groups.extend(run(&jobs[..middle]));
            groups.extend(second.join().unwrap_or_default());
        });
    }
    groups
}

/// The candidates in `set` for a question of the set `of`.
fn group(
    set: &Set,
    of: &Set,
    vocabulary: &Vocabulary,
    readers: &[Readers<'_>; 2],
    words: &QuestionWords,
    asked: &Asked,
    sort: Sort,
) -> Group {
    let mut found = set.find(&asked.question, words, (sort == Sort::Taken).then_some(asked.doc.as_str()));
    let half = half(&asked.doc);
    let read = shortlist(readers[half].shortlist, &found.question, &mut found.candidates);
    found.candidates.truncate(read);
    let candidates = &found.candidates;
    let input = set.input(vocabulary, &found, &candidates.iter().collect::<Vec<_>>());
    let scores = read_together(readers[half].readers, &input, STYLE);
    let reading = Reading::new(&scores, &input.sentences);
    let question: &Question = &found.question;
    let features = evidence(question, &set.weights(question), &found.hits, candidates, &reading);
    let rows = features.into_iter().zip(candidates).map(|(features, candidate)| Row {
        features,
        right: sort == Sort::Answerable && found.is_right(candidate, asked),
        weight: 1.0,
    });
    Group { set: set.name.clone(), asked_of: of.name.clone(), half, sort, rows: rows.collect() }
}

/// Learns from `groups`.
pub(crate) fn learn<'a>(groups: impl Iterator<Item = &'a Group>, count: usize, rate: f32) -> Trees {
    boost::learn(rows(groups).as_slice(), count, rate)
}

/// Prints what is lost without each group of features.
pub(crate) fn ablate(groups: &[Group], count: usize, rate: f32) {
    let mut names: Vec<&str> = FEATURES.iter().map(|(_, group)| *group).collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let without = |row: &Row| Row {
            features: row
                .features
                .iter()
                .zip(FEATURES)
                .map(|(value, (_, group))| if *group == name { 0.0 } else { *value })
                .collect(),
            ..*row
        };
        let groups: Vec<Group> = groups
            .iter()
            .map(|group| Group {
                rows: group.rows.iter().map(without).collect(),
                set: group.set.clone(),
                asked_of: group.asked_of.clone(),
                ..*group
            })
            .collect();
        println!("without {name}");
        report(&groups, &by_halves(&groups, count, rate));
    }
}

/// Trees learned from the other half than each.
pub(crate) fn by_halves(groups: &[Group], count: usize, rate: f32) -> Vec<Trees> {
    let without = |half: usize| learn(groups.iter().filter(|group| group.half != half), count, rate);
    std::thread::scope(|scope| {
        let other = scope.spawn(|| without(1));
        vec![without(0), other.join().unwrap_or_default()]
    })
}

fn rows<'a>(groups: impl Iterator<Item = &'a Group>) -> Vec<&'a Row> {
    groups.flat_map(|group| &group.rows).collect()
}

/// Prints what trees learned from one half make of the other.
pub(crate) fn report(groups: &[Group], halves: &[Trees]) {
    let mut sets: Vec<&str> = groups.iter().map(|group| group.set.as_str()).collect();
    sets.dedup();
    for set in sets {
        let mut judged: Vec<(f32, bool, bool, Sort)> = Vec::new();
        for group in groups.iter().filter(|group| group.set == set) {
            let mut order: Vec<(f32, bool)> =
                group.rows.iter().map(|row| (halves[group.half].probability(&row.features), row.right)).collect();
            order.sort_by(|one, other| other.0.total_cmp(&one.0));
            let first = order.first().copied().unwrap_or((0.0, false));
            judged.push((first.0, first.1, order.iter().take(3).any(|(_, right)| *right), group.sort));
        }
        let of = |sort: Sort| judged.iter().filter(move |(.., this)| *this == sort);
        let share = |part: usize, all: usize| 100.0 * part as f32 / all.max(1) as f32;
        let all = of(Sort::Answerable).count();
        println!(
            "  {set}, by halves: sentence@1 {:.2} @3 {:.2}",
            share(of(Sort::Answerable).filter(|(_, right, ..)| *right).count(), all),
            share(of(Sort::Answerable).filter(|(_, _, three, _)| *three).count(), all)
        );
        for keep in [0.99, 0.98, 0.95] {
            let mut sure: Vec<f32> = of(Sort::Answerable).map(|(sure, ..)| *sure).collect();
            sure.sort_by(f32::total_cmp);
            let threshold = sure[(sure.len() as f32 * (1.0 - keep)) as usize];
            let refused = |sort: Sort| share(of(sort).filter(|(sure, ..)| *sure < threshold).count(), of(sort).count());
            println!(
                "    at {threshold:.3} answers {keep}: refuses {:.2} of those taken away, {:.2} of foreign ones",
                refused(Sort::Taken),
                refused(Sort::Foreign)
            );
        }
        let mut line = String::from("    sure → right:");
        for low in 0..10 {
            let low = low as f32 / 10.0;
            let here: Vec<_> = of(Sort::Answerable).filter(|(sure, ..)| *sure >= low && *sure < low + 0.1).collect();
            let right = here.iter().filter(|(_, right, ..)| *right).count();
            line.push_str(&format!(" {low:.1}: {:.0} ({})", share(right, here.len()), here.len()));
        }
        println!("{line}");
    }
}
