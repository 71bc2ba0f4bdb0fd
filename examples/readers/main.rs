//! Measures the readers of figures on public data: `cargo run --release --example readers -- dates|numbers DIR [--wrong]`.
//!
//! `DIR` holds the rows of public test suites as JSON lines; they are read from there and never part of the project.
#![expect(clippy::print_stdout, reason = "it is there to print what it measures")]

mod dates;
mod numbers;

use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let wrong = arguments.iter().any(|argument| argument == "--wrong");
    match arguments.as_slice() {
        [reader, folder, ..] if reader == "dates" => dates::measure(&PathBuf::from(folder), wrong),
        [reader, folder, ..] if reader == "numbers" => numbers::measure(&PathBuf::from(folder), wrong),
        _ => Err("readers dates|numbers DIR [--wrong]".into()),
    }
}
