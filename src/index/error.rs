//! What can go wrong with an index; every message names the place and the command that mends it.

use std::{
    io,
    path::{Path, PathBuf},
};

use crate::report::ReadError;

/// Why an index cannot be built, opened or searched.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// Nothing was ever published there.
    #[error("{}: there is no index yet; run `wenbao index rebuild`", folder.display())]
    Missing {
        /// The index folder.
        folder: PathBuf,
    },
    /// A file is missing, cut short or holds something else than was written.
    #[error("{}: the index is damaged: {reason}; run `wenbao index rebuild`", file.display())]
    Damaged {
        /// The file, or the folder where no file can be named.
        file: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// Another version of wenbao built it.
    #[error("{}: the index has format {found}, this wenbao reads format {expected}; run `wenbao index rebuild`",
        folder.display())]
    OtherFormat {
        /// The snapshot's folder.
        folder: PathBuf,
        /// Its format.
        found: u32,
        /// Ours.
        expected: u32,
    },
    /// The system does not let us read.
    #[error("{}: cannot read the index: {source}; let this user read the folder, or name another one with --index",
        file.display())]
    Unreadable {
        /// The file or folder.
        file: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The system does not let us write.
    #[error("{}: cannot write the index: {source}; let this user write to the folder, or name another one with \
        --index", file.display())]
    Unwritable {
        /// The file or folder.
        file: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// No space is left.
    #[error("{}: the disk is full; the index in use stays as it was. Make room (about three times the size of the \
        reports), then run `wenbao index rebuild` again", folder.display())]
    DiskFull {
        /// The index folder.
        folder: PathBuf,
    },
    /// Another rebuild is at work.
    #[error("{}: another `wenbao index rebuild` is running on this folder; wait for it to end", folder.display())]
    Locked {
        /// The index folder.
        folder: PathBuf,
    },
    /// No report could be read at all.
    #[error("nothing to index: no report could be read from {sources}; the index in {} stays as it was. Name files \
        or folders with `wenbao index rebuild --reports PATH`", folder.display())]
    NothingToRead {
        /// What was looked into.
        sources: String,
        /// The index folder.
        folder: PathBuf,
    },
    /// Something was skipped, and that was forbidden.
    #[error("{skipped} could not be read, and --strict forbids to leave anything out; the index in {} stays as it \
        was. Mend them, or run `wenbao index rebuild` without --strict", folder.display())]
    Strict {
        /// How many.
        skipped: u64,
        /// The index folder.
        folder: PathBuf,
    },
    /// What was to be read cannot be found.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The engine failed in a way that we have no better words for.
    #[error("{}: {reason}; if it happens again, run `wenbao index rebuild`", folder.display())]
    Engine {
        /// The index folder.
        folder: PathBuf,
        /// The engine's words.
        reason: String,
    },
}

impl IndexError {
    /// A failure to read `file`.
    pub(super) fn reading(file: &Path, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::NotFound => Self::Damaged { file: file.to_owned(), reason: "it is missing".to_owned() },
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => Self::damaged(file, source),
            _ => Self::Unreadable { file: file.to_owned(), source },
        }
    }

    /// A failure to write `file`.
    pub(super) fn writing(file: &Path, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull { folder: file.to_owned() },
            _ => Self::Unwritable { file: file.to_owned(), source },
        }
    }

    /// `file` does not hold what it should.
    pub(super) fn damaged(file: &Path, reason: impl ToString) -> Self {
        Self::Damaged { file: file.to_owned(), reason: reason.to_string() }
    }

    /// What the engine says when it reads the snapshot in `folder`.
    pub(super) fn engine_reading(folder: &Path, error: tantivy::TantivyError) -> Self {
        use tantivy::{TantivyError as E, directory::error::OpenReadError};
        match error {
            E::IoError(error) => Self::reading(folder, copy(&error)),
            E::OpenReadError(OpenReadError::IoError { io_error, filepath }) => {
                Self::reading(&folder.join(filepath), copy(&io_error))
            }
            E::OpenReadError(OpenReadError::FileDoesNotExist(file)) => {
                Self::damaged(&folder.join(file), "it is missing")
            }
            E::OpenReadError(error) => Self::damaged(folder, error),
            E::OpenDirectoryError(_) => Self::damaged(folder, "it is missing"),
            E::DataCorruption(corruption) => Self::damaged(folder, format!("{corruption:?}")),
            E::DeserializeError(error) => Self::damaged(folder, error),
            error => Self::Engine { folder: folder.to_owned(), reason: error.to_string() },
        }
    }

    /// What the engine says when it writes below `folder`.
    pub(super) fn engine_writing(folder: &Path, error: tantivy::TantivyError) -> Self {
        use tantivy::{TantivyError as E, directory::error::OpenWriteError};
        match error {
            E::IoError(error) | E::OpenWriteError(OpenWriteError::IoError { io_error: error, .. }) => {
                Self::writing(folder, copy(&error))
            }
            // Some of its files are written where only the words of the system's error come back.
            error if error.to_string().contains(NO_SPACE) => Self::DiskFull { folder: folder.to_owned() },
            error => Self::Engine { folder: folder.to_owned(), reason: error.to_string() },
        }
    }
}

/// How the words of ENOSPC end on Linux, whatever the language.
const NO_SPACE: &str = "(os error 28)";

/// The engine shares its errors, so that they cannot be taken out.
fn copy(error: &io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(code) => io::Error::from_raw_os_error(code),
        None => io::Error::new(error.kind(), error.to_string()),
    }
}
