//! What the readers learn from, and what each begins with.

use wenbao::answer::sentence::reader::{encode::Vocabulary, network::Weights};

use crate::{
    cloze,
    data::{Example, Set},
    embed,
    optimizer::Chance,
    reader,
};

/// What the readers learn from.
pub(crate) struct Lessons {
    /// What people asked.
    pub(crate) asked: Vec<Example>,
    /// What was made of the texts, to learn from first.
    pub(crate) made: Vec<Example>,
    /// The readers before they have learned: each begins elsewhere, all know the same of characters and pairs.
    pub(crate) begun: [Weights; 3],
}

impl Lessons {
    /// Of `sets`, with questions made of each text in so many `rounds`. It takes minutes.
    pub(crate) fn new(sets: &[Set], vocabulary: &Vocabulary, rounds: usize) -> Self {
        let asked: Vec<Example> = sets.iter().flat_map(|set| set.examples(vocabulary)).collect();
        println!("{} characters, {} questions", vocabulary.chars().len(), asked.len());
        let mut chance = Chance(3);
        let mut first = reader::first_weights(vocabulary.rows(), &mut chance);
        let mut second = reader::first_weights(vocabulary.rows(), &mut chance);
        if let [chars, pairs, ..] = first.all.as_mut_slice() {
            let texts = sets.iter().flat_map(|set| set.texts.iter().map(String::as_str));
            embed::embed(vocabulary, texts, chars, pairs, &mut chance);
        }
        println!("characters and pairs embedded");
        // Each round asks in other words, so that nothing is shown twice.
        let mut make = || sets.iter().flat_map(|set| cloze::examples(set, vocabulary, &mut chance)).collect::<Vec<_>>();
        let made: Vec<Example> = (0..rounds).flat_map(|_| make()).collect();
        println!("{} questions made", made.len());
        let mut third = reader::first_weights(vocabulary.rows(), &mut chance);
        for other in [&mut second, &mut third] {
            other.all[..2].clone_from_slice(&first.all[..2]);
        }
        Self { asked, made, begun: [first, second, third] }
    }
}
