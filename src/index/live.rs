//! The snapshot in use, kept current while the program runs.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use arc_swap::ArcSwap;

use super::{IndexError, Snapshot, layout};

/// How often the pointer is looked at: reading its few bytes is cheap, but not for every question.
const PAUSE: Duration = Duration::from_secs(1);

/// A handle on the snapshot in use; picks up a rebuilt index.
#[derive(Debug)]
pub struct Live {
    current: ArcSwap<Snapshot>,
    /// `None`: stays with its snapshot.
    watch: Option<Mutex<Watch>>,
}

#[derive(Debug)]
struct Watch {
    folder: PathBuf,
    looked: Instant,
    /// What was said of it last, so that it is said once.
    fault: Option<String>,
}

impl Live {
    /// Opens the snapshot in use in the index folder and follows the rebuilds there.
    ///
    /// # Errors
    ///
    /// As [`Snapshot::open`].
    pub fn open(folder: &Path) -> Result<Self, IndexError> {
        let snapshot = Snapshot::open(folder)?;
        let watch = Watch { folder: folder.to_owned(), looked: Instant::now(), fault: None };
        Ok(Self { current: ArcSwap::from_pointee(snapshot), watch: Some(Mutex::new(watch)) })
    }

    /// A handle that stays with `snapshot`.
    pub fn fixed(snapshot: Snapshot) -> Self {
        Self { current: ArcSwap::from_pointee(snapshot), watch: None }
    }

    /// The snapshot in use. Keep it for as long as one question takes, so that an answer comes from one snapshot.
    pub fn current(&self) -> Arc<Snapshot> {
        // Whoever finds the lock taken has somebody else looking already.
        if let Some(mut watch) = self.watch.as_ref().and_then(|watch| watch.try_lock().ok())
            && watch.looked.elapsed() >= PAUSE
        {
            watch.looked = Instant::now();
            match watch.newer(self.current.load().name()) {
                Ok(Some(snapshot)) => {
                    tracing::info!("{}: now answering from snapshot {}", watch.folder.display(), snapshot.name());
                    self.current.store(Arc::new(snapshot));
                    watch.fault = None;
                }
                Ok(None) => watch.fault = None,
                Err(error) => {
                    let fault = error.to_string();
                    if watch.fault.as_ref() != Some(&fault) {
                        tracing::error!("{fault}; answering from the snapshot before it");
                        watch.fault = Some(fault);
                    }
                }
            }
        }
        self.current.load_full()
    }
}

impl Watch {
    fn newer(&self, name: &str) -> Result<Option<Snapshot>, IndexError> {
        if layout::pointer(&self.folder)? == name { Ok(None) } else { Snapshot::open(&self.folder).map(Some) }
    }
}
