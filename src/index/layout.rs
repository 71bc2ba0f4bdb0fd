//! The index folder: names, the pointer, the lock, and what is left of a rebuild that was killed.

use std::{
    fs::{self, File, TryLockError},
    io::{self, ErrorKind, Write as _},
    path::{Path, PathBuf},
};

use super::IndexError;

const POINTER: &str = "current";
const LOCK: &str = "lock";
const SNAPSHOTS: &str = "snapshots";
/// In a snapshot's folder.
pub(super) const MANIFEST: &str = "manifest.json";
/// Ends the name of whatever is not finished.
const UNFINISHED: &str = ".tmp";

/// The folder of the snapshot `name`.
pub(super) fn snapshot(folder: &Path, name: &str) -> PathBuf {
    folder.join(SNAPSHOTS).join(name)
}

/// A folder beside the snapshots for work that is not finished.
pub(super) fn unfinished(folder: &Path, name: &str) -> PathBuf {
    folder.join(SNAPSHOTS).join(format!("{name}{UNFINISHED}"))
}

/// The name of the snapshot in use.
pub(super) fn pointer(folder: &Path) -> Result<String, IndexError> {
    let file = folder.join(POINTER);
    let name = match fs::read_to_string(&file) {
        Ok(name) => name,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Err(IndexError::Missing { folder: folder.to_owned() });
        }
        Err(error) => return Err(IndexError::reading(&file, error)),
    };
    let name = name.trim_end();
    // It becomes a part of a path.
    let plain = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if plain { Ok(name.to_owned()) } else { Err(IndexError::damaged(&file, "it names no snapshot")) }
}

/// Makes `name` the snapshot in use: readers see the one before or this one.
pub(super) fn point(folder: &Path, name: &str) -> io::Result<()> {
    let (file, unfinished) = (folder.join(POINTER), folder.join(format!("{POINTER}{UNFINISHED}")));
    let mut pointer = File::create(&unfinished)?;
    writeln!(pointer, "{name}")?;
    pointer.sync_all()?;
    fs::rename(unfinished, file)?;
    sync(folder)
}

/// Waits until the file, or the list of the folder's entries, is on the disk.
pub(super) fn sync(path: &Path) -> io::Result<()> {
    // Windows opens no folders, and needs none of this for them.
    if cfg!(windows) && path.is_dir() {
        return Ok(());
    }
    File::open(path)?.sync_all()
}

/// Creates the folder where it is missing and locks it for a rebuild, until the file is dropped or the process ends.
pub(super) fn lock(folder: &Path) -> Result<File, IndexError> {
    let snapshots = folder.join(SNAPSHOTS);
    fs::create_dir_all(&snapshots).map_err(|error| IndexError::writing(&snapshots, error))?;
    let file = folder.join(LOCK);
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&file)
        .map_err(|error| IndexError::writing(&file, error))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(IndexError::Locked { folder: folder.to_owned() }),
        Err(TryLockError::Error(error)) => Err(IndexError::writing(&file, error)),
    }
}

/// Removes what killed rebuilds left: unfinished work, and snapshots that were never pointed at. Only under the lock.
pub(super) fn remove_leftovers(folder: &Path, current: Option<&str>) -> io::Result<()> {
    // Names sort by time, so that what is younger than the snapshot in use never was in use.
    sweep(folder, |name| name.ends_with(UNFINISHED) || current.is_some_and(|current| name > current))
}

/// Removes every snapshot but `kept`. Only under the lock.
pub(super) fn remove_others(folder: &Path, kept: &[&str]) -> io::Result<()> {
    sweep(folder, |name| !kept.contains(&name))
}

fn sweep(folder: &Path, doomed: impl Fn(&str) -> bool) -> io::Result<()> {
    for entry in fs::read_dir(folder.join(SNAPSHOTS))? {
        let entry = entry?;
        if entry.file_name().to_str().is_some_and(&doomed) {
            remove(&entry.path())?;
        }
    }
    Ok(())
}

/// Removes a folder with all it holds; none is fine, too.
pub(super) fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// A name for a new snapshot: the time of its birth, so that names sort by age.
pub(super) fn new_name(folder: &Path) -> String {
    loop {
        let name = chrono::Utc::now().format("%Y%m%d-%H%M%S-%3f").to_string();
        if !snapshot(folder, &name).exists() {
            return name;
        }
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
}
