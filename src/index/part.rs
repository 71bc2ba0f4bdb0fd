//! Writing passages into parts that fit into memory, and the parts into one.
//!
//! `IndexWriter` would do both in the background, but its queue counts passages instead of bytes, it hands out no
//! cause when a thread of it fails (a full disk), and it merges in no particular order. These two calls, on which it is
//! built, keep the passages in the order of the reports: the number of a passage is its number in the engine.

use std::path::PathBuf;

use tantivy::{
    Index, IndexSettings, SingleSegmentIndexWriter, TantivyDocument, directory::MmapDirectory, indexer::merge_indices,
    schema::Schema, store::Compressor, tokenizer::TokenizerManager,
};

use super::{
    IndexError,
    analyzer::{self, Analyzer},
    layout,
    schema::{Fields, schema},
};

/// How much of the stored text is read at once to show one passage, in bytes.
const BLOCK: usize = 4 * 1024;

/// What the engine wants to keep free of its budget, in bytes.
const MARGIN: usize = 1_000_000;

/// Collects passages.
pub(super) struct Parts {
    schema: Schema,
    pub(super) fields: Fields,
    folder: PathBuf,
    memory: usize,
    open: Option<SingleSegmentIndexWriter>,
    done: Vec<Index>,
}

impl Parts {
    /// Parts below `folder`, each of at most `memory` bytes while it is built.
    pub(super) fn new(folder: PathBuf, memory: usize) -> Self {
        let (schema, fields) = schema();
        Self { schema, fields, folder, memory, open: None, done: Vec::new() }
    }

    /// Adds the next passage.
    pub(super) fn add(&mut self, document: TantivyDocument) -> Result<(), IndexError> {
        let mut part = match self.open.take() {
            Some(part) => part,
            None => self.begin()?,
        };
        part.add_document(document).map_err(|error| IndexError::engine_writing(&self.folder, error))?;
        if part.mem_usage() + MARGIN < self.memory {
            self.open = Some(part);
            Ok(())
        } else {
            self.end(part)
        }
    }

    /// Writes everything as one snapshot into `target`, which does not exist yet.
    pub(super) fn finish(mut self, target: &std::path::Path) -> Result<(), IndexError> {
        if let Some(part) = self.open.take() {
            self.end(part)?;
        }
        if self.done.len() == 1 {
            std::fs::rename(self.part(0), target).map_err(|error| IndexError::writing(target, error))?;
        } else {
            let directory = create(target)?;
            merge_indices(&self.done, directory).map_err(|error| IndexError::engine_writing(target, error))?;
        }
        drop(self.done);
        layout::remove(&self.folder).map_err(|error| IndexError::writing(&self.folder, error))
    }

    fn part(&self, number: usize) -> PathBuf {
        self.folder.join(number.to_string())
    }

    fn begin(&self) -> Result<SingleSegmentIndexWriter, IndexError> {
        let tokenizers = TokenizerManager::default();
        tokenizers.register(analyzer::NAME, Analyzer::default());
        let settings = IndexSettings {
            // Reading a passage is then no more than a copy; LZ4 would save a third of the text's size.
            docstore_compression: Compressor::None,
            docstore_blocksize: BLOCK,
            // The reports are read in another thread already; here an error keeps its cause.
            docstore_compress_dedicated_thread: false,
            ..IndexSettings::default()
        };
        let directory = create(&self.part(self.done.len()))?;
        Index::builder()
            .schema(self.schema.clone())
            .tokenizers(tokenizers)
            .settings(settings)
            .single_segment_index_writer(directory, self.memory)
            .map_err(|error| IndexError::engine_writing(&self.folder, error))
    }

    fn end(&mut self, part: SingleSegmentIndexWriter) -> Result<(), IndexError> {
        let index = part.finalize().map_err(|error| IndexError::engine_writing(&self.folder, error))?;
        self.done.push(index);
        Ok(())
    }
}

fn create(folder: &std::path::Path) -> Result<MmapDirectory, IndexError> {
    std::fs::create_dir_all(folder).map_err(|error| IndexError::writing(folder, error))?;
    MmapDirectory::open(folder).map_err(|error| IndexError::engine_writing(folder, error.into()))
}
