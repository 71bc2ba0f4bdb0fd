//! What a snapshot says about itself.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{IndexError, layout};

/// The format of what this wenbao writes and reads. Raise it with every change of `schema`, `record`, `cut` or the
/// tokenizer: an index of another format is refused with the remedy, never misread.
pub const FORMAT_VERSION: u32 = 3;

/// What a snapshot says about itself: `manifest.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT_VERSION`] of the wenbao that built it.
    pub format: u32,
    /// The version of the wenbao that built it.
    pub wenbao: String,
    /// When it was built.
    pub built: DateTime<Utc>,
    /// How long that took.
    pub seconds: f64,
    /// The files, folders and collections that were named.
    pub sources: Vec<PathBuf>,
    /// What was found there.
    pub counts: Counts,
    /// The files of the snapshot with their sizes in bytes, this one excepted.
    pub files: BTreeMap<String, u64>,
}

/// How much a snapshot holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Files that were read.
    pub files: u64,
    /// Reports in them.
    pub reports: u64,
    /// Passages of the reports.
    pub passages: u64,
    /// Files, lines and reports that were left out.
    pub skipped: u64,
    /// Characters of the reports.
    pub characters: u64,
    /// Bytes of the reports' text.
    pub bytes: u64,
}

impl Manifest {
    /// Bytes on disk, this file excepted.
    pub fn size(&self) -> u64 {
        self.files.values().sum()
    }

    /// Reads the manifest of the snapshot in `folder` and checks that its files are there, each as long as it was.
    pub(super) fn read(folder: &Path) -> Result<Self, IndexError> {
        #[derive(Deserialize)]
        struct Format {
            format: u32,
        }
        let file = folder.join(layout::MANIFEST);
        let text = std::fs::read(&file).map_err(|error| IndexError::reading(&file, error))?;
        let malformed = |error: serde_json::Error| IndexError::damaged(&file, error);
        // The rest may look different in another format.
        let Format { format } = serde_json::from_slice(&text).map_err(malformed)?;
        if format != FORMAT_VERSION {
            let (folder, expected) = (folder.to_owned(), FORMAT_VERSION);
            return Err(IndexError::OtherFormat { folder, found: format, expected });
        }
        let manifest: Self = serde_json::from_slice(&text).map_err(malformed)?;
        for (name, &size) in &manifest.files {
            let file = folder.join(name);
            let found = std::fs::metadata(&file).map_err(|error| IndexError::reading(&file, error))?.len();
            if found != size {
                return Err(IndexError::damaged(&file, format!("it has {found} bytes instead of {size}")));
            }
        }
        Ok(manifest)
    }
}
