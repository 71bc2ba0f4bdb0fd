//! Learns the weights under `config/weights/` from the question sets of `../shared/eval`.
//!
//! `cargo run --release --example train`; with `--ablate` it tells at last what is lost without each group of
//! features. The same sets give the same weights, whatever the machine's number of cores. `--halves` names a folder for
//! judging a set that is learned from: its `half0/` and `half1/` get weights that have learned from everything but that
//! half of the documents of `drcd-dev`, so that a program built with them can be asked about these.
#![expect(clippy::print_stdout, reason = "training reports what it does")]

mod backward;
mod boost;
mod cloze;
mod data;
mod embed;
mod optimizer;
mod reader;
mod verdict;

use std::path::{Path, PathBuf};

use wenbao::answer::sentence::reader::{encode::Vocabulary, network::Weights, store};

use crate::reader::Course;

/// What may be learned from; the other sets are for measuring only.
const SETS: [&str; 3] = ["cmrc-train", "drcd-dev", "cmrc-trial"];

/// The set whose halves are held back for `--halves`.
const JUDGED: &str = "drcd-dev";

/// What the readers are written to.
const FILES: [&str; 3] = ["reader.bin", "second.bin", "third.bin"];

/// The say of each tree.
const RATE: f32 = 0.06;

/// Those that read together.
type Readers = [Weights; 3];

/// With how many of its sentences a question is shown to the reader; more teach no better.
const SHOWN: usize = 12;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mut rounds, mut epochs, mut trees, mut limit) = (2, 9, 350, usize::MAX);
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut ablate = false;
    let mut out = project.join("config/weights");
    let mut halves_out: Option<PathBuf> = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--rounds" => rounds = value()?.parse()?,
            "--epochs" => epochs = value()?.parse()?,
            "--trees" => trees = value()?.parse()?,
            "--ablate" => ablate = true,
            "--limit" => limit = value()?.parse()?,
            "--out" => out = PathBuf::from(value()?),
            "--halves" => halves_out = Some(PathBuf::from(value()?)),
            _ => return Err(format!("{argument}: unknown").into()),
        }
    }
    std::fs::create_dir_all(&out)?;
    let sets: Vec<data::Set> = SETS
        .iter()
        .map(|name| data::Set::load(&project.join("../shared/eval").join(name), limit))
        .collect::<Result<_, _>>()?;
    let vocabulary = Vocabulary::new(data::frequent_characters(&sets, 3));
    let examples: Vec<data::Example> = sets.iter().flat_map(|set| set.examples(&vocabulary)).collect();
    println!("{} characters, {} questions", vocabulary.chars().len(), examples.len());
    let mut chance = optimizer::Chance(3);
    let mut first = reader::first_weights(vocabulary.rows(), &mut chance);
    let mut second = reader::first_weights(vocabulary.rows(), &mut chance);
    let [chars, pairs, ..] = first.all.as_mut_slice() else { return Err("no tables".into()) };
    let texts = sets.iter().flat_map(|set| set.texts.iter().map(String::as_str));
    embed::embed(&vocabulary, texts, chars, pairs, &mut chance);
    second.all[..2].clone_from_slice(&first.all[..2]);
    println!("characters and pairs embedded");
    // Each round asks in other words, so that nothing is shown twice.
    let mut make = || sets.iter().flat_map(|set| cloze::examples(set, &vocabulary, &mut chance)).collect::<Vec<_>>();
    let made: Vec<data::Example> = (0..rounds).flat_map(|_| make()).collect();
    println!("{} questions made", made.len());
    let mut third = reader::first_weights(vocabulary.rows(), &mut chance);
    third.all[..2].clone_from_slice(&first.all[..2]);
    let begun = [&first, &second, &third];
    // From everything but what is held back; each reader begins elsewhere and sees all in another order.
    let learn = |held: &dyn Fn(&data::Example) -> bool| -> Readers {
        let made: Vec<_> = made.iter().filter(|example| !held(example)).collect();
        let (unseen, seen): (Vec<_>, Vec<_>) = examples.iter().partition(|example| held(example));
        let mut seed = 0;
        begun.map(|first| {
            seed += 1;
            let first = reader::learn(&made, &[], first, Course { epochs: 1, shown: cloze::SHOWN, seed });
            reader::learn(&seen, &unseen, &first, Course { epochs, shown: SHOWN, seed })
        })
    };
    let write = |folder: &Path, readers: &Readers| {
        let mut files = FILES.iter().zip(readers);
        files.try_for_each(|(file, reader)| std::fs::write(folder.join(file), store::write(&vocabulary, reader)))
    };
    println!("the readers, by halves");
    let halves = [0, 1].map(|half| learn(&|example| example.half == half));
    println!("the trees");
    // What one reader says is surer of itself than what all say: the mean of both is right more often than either.
    let of_one = verdict::groups(&sets, &vocabulary, [&halves[0][..1], &halves[1][..1]]);
    let of_all = verdict::groups(&sets, &vocabulary, [&halves[0], &halves[1]]);
    verdict::report(&of_all, &verdict::by_halves(&of_all, trees, RATE));
    let learn_trees = |seen: &dyn Fn(&verdict::Group) -> bool| {
        boost::mean(
            [&of_one, &of_all].map(|groups| verdict::learn(groups.iter().filter(|group| seen(group)), trees, RATE)),
        )
    };
    std::fs::write(out.join("verdict.bin"), learn_trees(&|_| true).write())?;
    println!("the readers, from everything");
    write(&out, &learn(&|_| false))?;
    if let Some(folder) = halves_out {
        for half in [0, 1] {
            println!("from all but half {half} of {JUDGED}");
            let folder = folder.join(format!("half{half}"));
            std::fs::create_dir_all(&folder)?;
            let trees = learn_trees(&|group| group.half != half || group.asked_of != JUDGED);
            std::fs::write(folder.join("verdict.bin"), trees.write())?;
            write(&folder, &learn(&|example| example.half == half && example.set == JUDGED))?;
        }
    }
    if ablate {
        verdict::ablate(&of_all, trees, RATE);
    }
    Ok(())
}
