//! Learns the weights under `config/weights/` from the question sets of `../shared/eval`.
//!
//! `cargo run --release --example train`
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "training reports what it does")]

mod backward;
mod data;
mod optimizer;
mod reader;

use std::path::{Path, PathBuf};

use wenbao::answer::reader::{encode::Vocabulary, store};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut sets = vec!["cmrc-train".to_owned(), "drcd-dev".to_owned()];
    let mut test = vec!["cmrc-trial".to_owned()];
    let (mut epochs, mut out, mut limit) = (8, None::<PathBuf>, usize::MAX);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--sets" => sets = value()?.split(',').filter(|set| !set.is_empty()).map(str::to_owned).collect(),
            "--test" => test = value()?.split(',').filter(|set| !set.is_empty()).map(str::to_owned).collect(),
            "--epochs" => epochs = value()?.parse()?,
            "--limit" => limit = value()?.parse()?,
            "--out" => out = Some(value()?.into()),
            _ => return Err(format!("{argument}: unknown").into()),
        }
    }
    let eval = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/eval");
    let load = |names: &[String]| -> Result<Vec<data::Set>, Box<dyn std::error::Error>> {
        names.iter().map(|name| data::Set::load(&eval.join(name), limit)).collect()
    };
    let (sets, test) = (load(&sets)?, load(&test)?);
    let vocabulary = Vocabulary::new(data::frequent_characters(&sets, 3));
    println!("{} characters", vocabulary.chars().len());
    let learn: Vec<data::Example> = sets.iter().flat_map(|set| set.examples(&vocabulary, true)).collect();
    println!("{} questions to learn from", learn.len());
    let held: Vec<(String, Vec<data::Example>)> =
        test.iter().map(|set| (set.name.clone(), set.examples(&vocabulary, false))).collect();
    let weights = reader::learn(&learn, &held, vocabulary.rows(), epochs);
    if let Some(out) = out {
        std::fs::write(&out, store::write(&vocabulary, &weights))?;
    }
    Ok(())
}
