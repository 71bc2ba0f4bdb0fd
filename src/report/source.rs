//! Which files there are, and in which format each is.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{Fault, ReadError};

/// A format that can be read. A new one (HTML, PDF, Word) is a variant here, an ending in [`ENDINGS`], and an arm where
/// [`super::reader`] decides who reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Plain text, one report a file.
    Plain,
    /// Markdown, with or without front matter, one report a file.
    Markdown,
    /// JSON lines, one report a line.
    Collection,
}

/// File endings, in lower case.
const ENDINGS: [(&str, Format); 3] = [("txt", Format::Plain), ("md", Format::Markdown), ("jsonl", Format::Collection)];

impl Format {
    /// The format of `file`, by its ending.
    pub(super) fn of(file: &Path) -> Result<Self, Fault> {
        let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        ENDINGS.into_iter().find_map(|(known, format)| (Some(known) == ending.as_deref()).then_some(format)).ok_or_else(
            || Fault::new("unknown format; .txt, .md and .jsonl are read. Convert the file, or move it away"),
        )
    }
}

/// The files that `paths` stand for, in the order given; each once.
///
/// A folder stands for all files in it and below, sorted by path. Hidden files and folders (`.git`) are passed over, and
/// so is a `README.md`, which tells about a folder; name it to have it read. Files of an unknown ending are listed all
/// the same, so that [`super::read`] says of each why it is not read, instead of silence.
///
/// # Errors
///
/// A path that does not exist, or a folder that cannot be listed.
pub fn discover(paths: &[PathBuf]) -> Result<Vec<PathBuf>, ReadError> {
    let mut files = Vec::new();
    for path in paths {
        let kind = fs::metadata(path).map_err(|error| cannot_open(&error).of(path))?;
        if kind.is_dir() { list(path, &mut files)? } else { files.push(path.clone()) }
    }
    let mut seen = std::collections::HashSet::new();
    files.retain(|file| seen.insert(file.clone()));
    Ok(files)
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), ReadError> {
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let mut paths: Vec<PathBuf> =
        entries.map_err(|error| cannot_open(&error).of(folder))?.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with('.') || name.eq_ignore_ascii_case("readme.md") {
            continue;
        }
        // A link to a folder is not followed: it may lead back to where it stands.
        let is_folder = fs::symlink_metadata(&path).is_ok_and(|kind| kind.is_dir());
        if is_folder {
            list(&path, files)?;
        } else if !path.is_dir() {
            files.push(path);
        }
    }
    Ok(())
}

/// The size of `file` in bytes; 0 when it cannot be told, as reading it will say why.
pub fn size(file: &Path) -> u64 {
    fs::metadata(file).map_or(0, |kind| kind.len())
}

/// What went wrong when opening a file or folder, and the remedy.
pub(super) fn cannot_open(error: &io::Error) -> Fault {
    Fault::new(match error.kind() {
        io::ErrorKind::NotFound => "does not exist; check the path".to_owned(),
        io::ErrorKind::PermissionDenied => "may not be read; check its permissions".to_owned(),
        _ => format!("cannot be read: {error}"),
    })
}
