//! Learns the weights under `config/weights/` from the question sets of `../shared/eval`.
//!
//! `cargo run --release --example train`; with `--ablate` it tells at last what is lost without each group of
//! features. The same sets give the same weights, whatever the machine's number of cores. `--halves` names a folder for
//! judging a set that is learned from: its `half0/` and `half1/` get weights that have learned from everything but that
//! half of the documents of `drcd-dev`, so that a program built with them can be asked about these. `--keep` names a folder
//! where each reader is written when it is learned; one that lies there is taken as it is, so that a run that was cut off
//! goes on where it was. Empty it when the sets or the code of the training have changed.
#![expect(clippy::print_stdout, reason = "training reports what it does")]

mod backward;
mod boost;
mod cloze;
mod data;
mod embed;
mod lessons;
mod optimizer;
mod reader;
mod shortlist;
mod verdict;

use std::{
    cell::LazyCell,
    path::{Path, PathBuf},
};

use wenbao::answer::sentence::reader::{encode::Vocabulary, network::Weights, store};

use crate::{lessons::Lessons, reader::Course};

/// What may be learned from; the other sets are for measuring only.
const SETS: [&str; 3] = ["cmrc-train", "drcd-dev", "cmrc-trial"];

/// The set whose halves are held back for `--halves`.
const JUDGED: &str = "drcd-dev";

/// What the readers are written to.
const FILES: [&str; 3] = ["reader.bin", "second.bin", "third.bin"];

/// The say of each tree.
const RATE: f32 = 0.06;

/// The files of those that read together.
type Files = [Vec<u8>; FILES.len()];

/// With how many of its sentences a question is shown to the reader; more teach no better.
const SHOWN: usize = 12;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mut rounds, mut epochs, mut trees, mut limit) = (2, 9, 350, usize::MAX);
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut ablate = false;
    let mut out = project.join("config/weights");
    let mut halves_out: Option<PathBuf> = None;
    let mut keep: Option<PathBuf> = None;
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
            "--keep" => keep = Some(PathBuf::from(value()?)),
            _ => return Err(format!("{argument}: unknown").into()),
        }
    }
    for folder in [Some(&out), keep.as_ref()].into_iter().flatten() {
        std::fs::create_dir_all(folder)?;
    }
    let sets: Vec<data::Set> = SETS
        .iter()
        .map(|name| data::Set::load(&project.join("../shared/eval").join(name), limit))
        .collect::<Result<_, _>>()?;
    let found = shortlist::groups(&sets);
    let shortlist_without =
        |held: &dyn Fn(&shortlist::Group) -> bool| shortlist::learn(found.iter().filter(|group| !held(group)));
    let shortlists = [0, 1].map(|half| shortlist_without(&|group| group.half == half));
    println!("the shortlist, by halves");
    shortlist::report(&sets, &shortlists);
    std::fs::write(out.join("shortlist.bin"), shortlist_without(&|_| false).write())?;
    let vocabulary = Vocabulary::new(data::frequent_characters(&sets, 3));
    let lessons = LazyCell::new(|| Lessons::new(&sets, &vocabulary, rounds));
    // From everything but what is held back; each reader begins elsewhere and sees all in another order.
    let learn = |name: &str, held: &dyn Fn(&data::Example) -> bool| -> std::io::Result<Files> {
        println!("the readers {name}");
        let mut files = Files::default();
        for number in 0..FILES.len() {
            let kept = keep.as_ref().map(|folder| folder.join(format!("{name}-{}", FILES[number])));
            files[number] = match kept.as_ref().filter(|kept| kept.exists()) {
                Some(kept) => {
                    println!("  {} is taken", kept.display());
                    std::fs::read(kept)?
                }
                None => {
                    let made: Vec<_> = lessons.made.iter().filter(|example| !held(example)).collect();
                    let (unseen, seen): (Vec<_>, Vec<_>) = lessons.asked.iter().partition(|example| held(example));
                    let seed = number as u64 + 1;
                    let first = &lessons.begun[number];
                    let first = reader::learn(&made, &[], first, Course { epochs: 1, shown: cloze::SHOWN, seed });
                    let reader = reader::learn(&seen, &unseen, &first, Course { epochs, shown: SHOWN, seed });
                    store::write(&vocabulary, &reader)
                }
            };
            if let Some(kept) = kept {
                std::fs::write(kept, &files[number])?;
            }
        }
        Ok(files)
    };
    let write = |folder: &Path, files: &Files| {
        let mut files = FILES.iter().zip(files);
        files.try_for_each(|(file, bytes)| std::fs::write(folder.join(file), bytes))
    };
    let without = |half: usize| -> Result<Vec<Weights>, Box<dyn std::error::Error>> {
        let files = learn(&format!("without-half{half}"), &|example| example.half == half)?;
        files.iter().map(|bytes| as_program(bytes, &vocabulary)).collect()
    };
    let halves = [without(0)?, without(1)?];
    println!("the trees");
    // What one reader says is surer of itself than what all say: the mean of both is right more often than either.
    let groups = |count: usize| {
        let of = |half: usize| verdict::Readers { shortlist: &shortlists[half], readers: &halves[half][..count] };
        verdict::groups(&sets, &vocabulary, &[of(0), of(1)])
    };
    let (of_one, of_all) = (groups(1), groups(FILES.len()));
    verdict::report(&of_all, &verdict::by_halves(&of_all, trees, RATE));
    let learn_trees = |seen: &dyn Fn(&verdict::Group) -> bool| {
        boost::mean(
            [&of_one, &of_all].map(|groups| verdict::learn(groups.iter().filter(|group| seen(group)), trees, RATE)),
        )
    };
    std::fs::write(out.join("verdict.bin"), learn_trees(&|_| true).write())?;
    write(&out, &learn("of-all", &|_| false)?)?;
    if let Some(folder) = halves_out {
        for half in [0, 1] {
            let folder = folder.join(format!("half{half}"));
            std::fs::create_dir_all(&folder)?;
            let held = |of: usize, set: &str| of == half && set == JUDGED;
            let shortlist = shortlist_without(&|group| held(group.half, &group.set));
            std::fs::write(folder.join("shortlist.bin"), shortlist.write())?;
            let trees = learn_trees(&|group| !held(group.half, &group.asked_of));
            std::fs::write(folder.join("verdict.bin"), trees.write())?;
            let held = |example: &data::Example| held(example.half, &example.set);
            write(&folder, &learn(&format!("without-half{half}-of-{JUDGED}"), &held)?)?;
        }
    }
    if ablate {
        verdict::ablate(&of_all, trees, RATE);
    }
    Ok(())
}

/// A reader as the program reads it from its file.
fn as_program(bytes: &[u8], vocabulary: &Vocabulary) -> Result<Weights, Box<dyn std::error::Error>> {
    match store::read(bytes) {
        Some((of, reader)) if of.chars() == vocabulary.chars() => Ok(reader),
        _ => Err("a reader under --keep is none of these sets: empty that folder".into()),
    }
}
