//! Whether a snapshot is what was built.

use std::path::Path;

use super::{IndexError, Snapshot, record::Record};
use crate::text::char_count;

/// What was checked, and what is wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verification {
    /// Files of the snapshot.
    pub files: u64,
    /// Their size in bytes.
    pub bytes: u64,
    /// Reports whose text was put together.
    pub reports: u64,
    /// Passages that were compared with it.
    pub passages: u64,
    /// What is damaged, a line each; none in a sound index.
    pub faults: Vec<String>,
}

/// Checks the snapshot in use: checksums of its files, its counts, and every range that a citation can have.
///
/// # Errors
///
/// It cannot even be opened.
pub fn verify(folder: &Path) -> Result<Verification, IndexError> {
    let snapshot = Snapshot::open(folder)?;
    let manifest = snapshot.manifest();
    let mut found = Verification { files: manifest.files.len() as u64, bytes: manifest.size(), ..Default::default() };
    for file in snapshot.damaged_files()? {
        found.faults.push(format!("{}: its checksum is wrong", snapshot.folder().join(file).display()));
    }
    // What is in a file with another checksum than it was written with says nothing, and may bring the engine down.
    if found.faults.is_empty() {
        check_reports(&snapshot, &mut found)?;
        let counts = &manifest.counts;
        for (what, found_count, expected) in
            [("reports", found.reports, counts.reports), ("passages", found.passages, counts.passages)]
        {
            if found_count != expected {
                let folder = snapshot.folder().display();
                found.faults.push(format!("{folder}: {found_count} {what} instead of {expected}"));
            }
        }
    }
    Ok(found)
}

fn check_reports(snapshot: &Snapshot, found: &mut Verification) -> Result<(), IndexError> {
    let mut next = 0;
    let mut characters = 0;
    while u64::from(next) < snapshot.passages() {
        let head = snapshot.head(next)?;
        let mut at = 0;
        for ordinal in 0..head.passages.max(1) {
            let number = next.saturating_add(ordinal);
            let sound = snapshot.record(number, |record| {
                let sound = is_sound(&record, ordinal, at);
                at = record.start + char_count(record.text) + char_count(record.tail);
                sound
            })?;
            if !sound {
                let id = &head.info.id;
                found.faults.push(format!("report {id}: passage {} is not where it says", ordinal + 1));
            }
            found.passages += 1;
        }
        if at as u64 != head.characters {
            found.faults.push(format!("report {}: {at} characters instead of {}", head.info.id, head.characters));
        }
        characters += at as u64;
        found.reports += 1;
        next = next.saturating_add(head.passages.max(1));
    }
    let expected = snapshot.manifest().counts.characters;
    if characters != expected {
        found.faults.push(format!("{characters} characters instead of {expected}"));
    }
    Ok(())
}

/// Whether the passage follows what ends at character `at`, and its sentences are in order.
fn is_sound(record: &Record<'_>, ordinal: u32, at: usize) -> bool {
    record.ordinal == ordinal
        && record.head.is_some() == (ordinal == 0)
        && record.start == at + char_count(record.lead)
        && record.sentences.is_sorted_by(|one, next| one.end <= next.start)
        && record.sentences.iter().all(|sentence| record.text.get(sentence.clone()).is_some_and(|s| !s.is_empty()))
}
