//! A file to its reports, one at a time.

use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use super::{
    Fault, ReadError, Report,
    collection::Lines,
    encoding, markdown, plain,
    source::{Format, cannot_open},
};

/// How much is read.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The size in bytes beyond which a report (a file, or a line of a collection) is refused.
    pub max_bytes: u64,
}

/// Reads the reports of `file`: one of a text or Markdown file, any number of a collection. Nothing is opened before the
/// first item is asked for. An error in one line of a collection does not end it.
pub fn read(file: &Path, limits: &Limits) -> Reader {
    Reader { file: file.to_owned(), limits: *limits, state: State::Unopened, bytes: 0 }
}

/// The reports of a file; see [`read`].
#[derive(Debug)]
pub struct Reader {
    file: PathBuf,
    limits: Limits,
    state: State,
    bytes: u64,
}

#[derive(Debug)]
enum State {
    Unopened,
    Collection(Lines<File>),
    Done,
}

impl Reader {
    /// How many bytes of the file are behind, out of [`super::size`].
    pub fn bytes_read(&self) -> u64 {
        match &self.state {
            State::Collection(lines) => lines.bytes_read(),
            _ => self.bytes,
        }
    }

    fn open(&mut self) -> Option<Result<Report, Fault>> {
        let opened = Format::of(&self.file).and_then(|format| Ok((format, self.open_file()?)));
        match opened {
            Err(fault) => Some(Err(fault)),
            Ok((Format::Collection, (file, _))) => {
                let mut lines = Lines::new(file, self.limits.max_bytes);
                let first = lines.next();
                self.state = State::Collection(lines);
                first
            }
            Ok((format, (file, size))) => Some(self.whole(format, file, size)),
        }
    }

    /// The file and its size in bytes.
    fn open_file(&self) -> Result<(File, u64), Fault> {
        let file = File::open(&self.file).map_err(|error| cannot_open(&error))?;
        let kind = file.metadata().map_err(|error| cannot_open(&error))?;
        if !kind.is_file() {
            return Err(Fault::new("is not a file; name a file or a folder"));
        }
        Ok((file, kind.len()))
    }

    fn whole(&mut self, format: Format, file: File, size: u64) -> Result<Report, Fault> {
        let limit = self.limits.max_bytes;
        if size > limit {
            return Err(too_large("the file", size, limit));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
        // The file may have grown since it was measured.
        file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| cannot_open(&error))?;
        self.bytes = bytes.len() as u64;
        if self.bytes > limit {
            return Err(too_large("the file", self.bytes, limit));
        }
        let id = self.file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        report(format, &bytes, id)
    }
}

/// A file's bytes to its report.
pub(super) fn report(format: Format, bytes: &[u8], id: String) -> Result<Report, Fault> {
    let text = encoding::decode(bytes)?;
    let draft = match format {
        Format::Markdown => markdown::draft(&text)?,
        Format::Plain | Format::Collection => plain::draft(&text),
    };
    draft.finish(id).ok_or_else(|| Fault::new("holds no text; fill it or remove it"))
}

/// The refusal of a file or line (`what`) of `size` bytes.
pub(super) fn too_large(what: &str, size: u64, limit: u64) -> Fault {
    const MIB: f64 = 1024.0 * 1024.0;
    let [size, limit] = [size, limit].map(|bytes| bytes as f64 / MIB);
    Fault::new(format!(
        "{what} has {size:.1} MiB, more than the {limit:.1} MiB allowed; split it, or raise index.max_report_mb"
    ))
}

impl Iterator for Reader {
    type Item = Result<Report, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        let item = match &mut self.state {
            State::Unopened => {
                self.state = State::Done;
                self.open()
            }
            State::Collection(lines) => lines.next(),
            State::Done => None,
        };
        item.map(|result| result.map_err(|fault| fault.of(&self.file)))
    }
}
