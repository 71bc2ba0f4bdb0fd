//! Building a snapshot and putting it in place of the one in use.

use std::{
    collections::{BTreeMap, HashMap, hash_map::Entry},
    fs,
    path::{Path, PathBuf},
    sync::mpsc::{SyncSender, sync_channel},
    time::Instant,
};

use tantivy::TantivyDocument;

use super::{Counts, FORMAT_VERSION, IndexError, Manifest, cut, layout, part::Parts, record::Head};
use crate::{
    figure::period::main_period,
    report::{self, Limits, ReadError, Report, ReportInfo},
    text::place::main_place,
};

/// How a snapshot is built.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Memory for building, in MiB; 15 at least.
    pub writer_memory_mb: usize,
    /// What is too large to be read.
    pub limits: Limits,
    /// Publish nothing if anything was skipped.
    pub strict: bool,
}

/// What [`rebuild`] tells while it works.
#[derive(Debug, Clone, Copy)]
pub enum Progress<'a> {
    /// The files were found: how many, and how many bytes.
    Found {
        /// How many.
        files: u64,
        /// Their size together.
        bytes: u64,
    },
    /// So far.
    Read {
        /// What has been read of all files.
        bytes: u64,
        /// What was found there.
        counts: &'a Counts,
    },
    /// Something was left out.
    Skipped(&'a ReadError),
    /// Everything was read; the parts become one.
    Merging,
    /// The snapshot goes to disk.
    Publishing,
}

/// What was built.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// How much.
    pub counts: Counts,
    /// In how much time.
    pub seconds: f64,
}

/// An id takes a place in the engine and in citations; no sensible one is longer, in bytes.
const ID_LIMIT: usize = 500;

/// Text that is handed from the reading to the building thread at once, in bytes.
const BATCH: usize = 256 * 1024;

/// Batches waiting in between.
const BATCHES: usize = 4;

/// Reads `sources`, builds a snapshot and puts it in place of the one in use, which answers until then and is kept until
/// the next rebuild. Memory is bounded, however large the collection.
///
/// # Errors
///
/// See [`IndexError`]. The snapshot in use stays as it was.
pub fn rebuild(
    folder: &Path,
    sources: &[PathBuf],
    options: &Options,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Summary, IndexError> {
    let _lock = layout::lock(folder)?;
    // A damaged pointer is no obstacle: a new one is what mends it.
    let before = layout::pointer(folder).ok();
    layout::remove_leftovers(folder, before.as_deref()).map_err(|error| IndexError::writing(folder, error))?;
    let work = Work { folder, name: layout::new_name(folder) };
    let result = build(&work, sources, options, progress)
        .and_then(|summary| work.publish().map(|()| summary).map_err(|error| IndexError::writing(folder, error)));
    match result {
        Ok(summary) => {
            let kept = [Some(work.name.as_str()), before.as_deref()].map(|name| name.unwrap_or_default());
            // The new snapshot is in use; what cannot be removed now goes with the next rebuild.
            if let Err(error) = layout::remove_others(folder, &kept) {
                tracing::warn!("{}: cannot remove old snapshots: {error}", folder.display());
            }
            Ok(summary)
        }
        Err(IndexError::DiskFull { .. }) => Err(IndexError::DiskFull { folder: folder.to_owned() }),
        Err(error) => Err(error),
    }
}

/// The folders of a rebuild; what is unfinished goes when it is dropped.
struct Work<'a> {
    folder: &'a Path,
    name: String,
}

impl Work<'_> {
    fn parts(&self) -> PathBuf {
        layout::unfinished(self.folder, &format!("{}.parts", self.name))
    }

    fn unfinished(&self) -> PathBuf {
        layout::unfinished(self.folder, &self.name)
    }

    /// Renames the finished snapshot, then points to it.
    fn publish(&self) -> std::io::Result<()> {
        let snapshot = layout::snapshot(self.folder, &self.name);
        fs::rename(self.unfinished(), &snapshot)?;
        let pointed =
            snapshot.parent().map_or(Ok(()), layout::sync).and_then(|()| layout::point(self.folder, &self.name));
        if pointed.is_err() && layout::pointer(self.folder).ok().as_ref() != Some(&self.name) {
            let _ = layout::remove(&snapshot);
        }
        pointed
    }
}

impl Drop for Work<'_> {
    fn drop(&mut self) {
        // What remains is removed by the next rebuild; there is a better error to report than this one.
        let _ = (layout::remove(&self.parts()), layout::remove(&self.unfinished()));
    }
}

fn build(
    work: &Work<'_>,
    sources: &[PathBuf],
    options: &Options,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Summary, IndexError> {
    let begun = Instant::now();
    let files = report::discover(sources)?;
    let sizes: Vec<u64> = files.iter().map(|file| fs::metadata(file).map_or(0, |data| data.len())).collect();
    progress(Progress::Found { files: files.len() as u64, bytes: sizes.iter().sum() });

    let parts = Parts::new(work.parts(), options.writer_memory_mb << 20);
    let mut builder = Builder { parts, files: &files, ids: HashMap::new(), counts: Counts::default(), file: None };
    let mut behind = 0;
    std::thread::scope(|scope| {
        // Dropped with an early return, which ends the other thread.
        let (sender, batches) = sync_channel(BATCHES);
        scope.spawn(|| read(&files, &options.limits, sender));
        for batch in batches {
            for item in batch.items {
                let added = match item {
                    // Under --strict nothing will come of it; go on to name all that is wrong.
                    Ok(_) if options.strict && builder.counts.skipped > 0 => Ok(()),
                    Ok(report) => builder.add(&report, batch.file)?,
                    Err(error) => Err(error),
                };
                if let Err(error) = added {
                    builder.counts.skipped += 1;
                    progress(Progress::Skipped(&error));
                }
            }
            let bytes = behind + batch.position.min(sizes[batch.file]);
            progress(Progress::Read { bytes, counts: &builder.counts });
            if batch.last {
                behind += sizes[batch.file];
            }
        }
        Ok::<(), IndexError>(())
    })?;

    let Builder { parts, counts, .. } = builder;
    if options.strict && counts.skipped > 0 {
        return Err(IndexError::Strict { skipped: counts.skipped, folder: work.folder.to_owned() });
    }
    if counts.reports == 0 {
        let sources = sources.iter().map(|source| source.display().to_string()).collect::<Vec<_>>().join(", ");
        return Err(IndexError::NothingToRead { sources, folder: work.folder.to_owned() });
    }
    progress(Progress::Merging);
    let unfinished = work.unfinished();
    parts.finish(&unfinished)?;
    progress(Progress::Publishing);
    let seconds = begun.elapsed().as_secs_f64();
    seal(&unfinished, sources, counts, seconds).map_err(|error| IndexError::writing(&unfinished, error))?;
    Ok(Summary { counts, seconds })
}

/// Writes the manifest and waits until all of the snapshot is on the disk.
fn seal(folder: &Path, sources: &[PathBuf], counts: Counts, seconds: f64) -> std::io::Result<()> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        layout::sync(&entry.path())?;
        files.insert(entry.file_name().to_string_lossy().into_owned(), entry.metadata()?.len());
    }
    let manifest = Manifest {
        format: FORMAT_VERSION,
        wenbao: env!("CARGO_PKG_VERSION").to_owned(),
        built: chrono::Utc::now(),
        seconds,
        sources: sources.to_owned(),
        counts,
        files,
    };
    let file = folder.join(layout::MANIFEST);
    fs::write(&file, serde_json::to_vec_pretty(&manifest)?)?;
    layout::sync(&file)?;
    // The engine lets nobody else read some of its files; who may read the manifest may read the snapshot.
    let permissions = fs::metadata(&file)?.permissions();
    for name in manifest.files.keys() {
        fs::set_permissions(folder.join(name), permissions.clone())?;
    }
    layout::sync(folder)
}

/// Some reports of one file.
struct Batch {
    file: usize,
    items: Vec<Result<Report, ReadError>>,
    /// How much of the file is behind.
    position: u64,
    /// Whether nothing more comes from that file.
    last: bool,
}

/// Reads all files; ends early when nobody listens any more.
fn read(files: &[PathBuf], limits: &Limits, sender: SyncSender<Batch>) {
    for (file, path) in files.iter().enumerate() {
        let mut reader = report::read(path, limits);
        let mut last = false;
        while !last {
            let mut items = Vec::new();
            let mut size = 0;
            while size < BATCH && !last {
                match reader.next() {
                    Some(item) => {
                        size += item.as_ref().map_or(1, |report| report.text.len());
                        items.push(item);
                    }
                    None => last = true,
                }
            }
            if sender.send(Batch { file, items, position: reader.bytes_read(), last }).is_err() {
                return;
            }
        }
    }
}

struct Builder<'a> {
    parts: Parts,
    files: &'a [PathBuf],
    /// The file that each id comes from.
    ids: HashMap<String, usize>,
    counts: Counts,
    /// The last file that a report came from.
    file: Option<usize>,
}

impl Builder<'_> {
    /// Adds a report; the inner error says why it is left out.
    fn add(&mut self, report: &Report, file: usize) -> Result<Result<(), ReadError>, IndexError> {
        let refused = |reason| Ok(Err(ReadError { file: self.files[file].clone(), line: None, reason }));
        let id = &report.info.id;
        if id.is_empty() || id.len() > ID_LIMIT {
            return refused(format!("the id of a report has 1 to {ID_LIMIT} bytes, this one has {}", id.len()));
        }
        let mut passages = match cut::passages(report) {
            Ok(passages) if passages.is_empty() => return refused(format!("the report `{id}` has no paragraph")),
            Ok(passages) => passages,
            Err(fault) => return refused(format!("the report `{id}` is left out: {fault}")),
        };
        match self.ids.entry(id.clone()) {
            Entry::Occupied(taken) => {
                let first = self.files[*taken.get()].display();
                let reason = format!("the id `{id}` is taken by a report of {first}; rename one of them");
                return refused(reason);
            }
            Entry::Vacant(free) => free.insert(file),
        };
        let characters = passages.last().map_or(0, |last| {
            (last.start + crate::text::char_count(last.text) + crate::text::char_count(last.tail)) as u64
        });
        let period = main_period(&report.text, report.info.date.as_ref());
        let info = &report.info;
        let place = || main_place(&info.title, info.source.as_deref(), &report.text);
        let info = ReportInfo {
            period,
            place: info.place.clone().or_else(place),
            abbreviations: report::abbreviations(&report.text),
            ..info.clone()
        };
        let abbreviations = info.abbreviations.clone();
        let head = Head { info, passages: passages.len() as u32, characters };
        let head = serde_json::to_string(&head).unwrap_or_default();
        passages[0].head = Some(&head);

        let fields = self.parts.fields;
        let mut record = String::new();
        for passage in &passages {
            record.clear();
            passage.encode(&mut record);
            let mut document = TantivyDocument::new();
            document.add_text(fields.body, passage.text);
            document.add_text(fields.context, &report.info.title);
            if let Some(section) = passage.section {
                document.add_text(fields.context, section);
            }
            if let Some(table) = passage.table {
                document.add_text(fields.context, table);
            }
            for named in abbreviations.iter().filter(|named| passage.text.contains(&named.short)) {
                document.add_text(fields.context, &named.full);
            }
            if passage.ordinal == 0 {
                document.add_text(fields.id, id);
            }
            document.add_text(fields.record, &record);
            self.parts.add(document)?;
        }
        let counts = &mut self.counts;
        counts.files += u64::from(self.file.replace(file) != Some(file));
        counts.reports += 1;
        counts.passages += passages.len() as u64;
        counts.characters += characters;
        counts.bytes += report.text.len() as u64;
        Ok(Ok(()))
    }
}
