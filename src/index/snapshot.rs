//! A published snapshot: open, search, read.

use std::{
    collections::HashMap,
    ops::Range,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use tantivy::{
    DocAddress, DocId, DocSet as _, Index, ReloadPolicy, Score, Searcher, SegmentReader, TERMINATED, Term,
    collector::TopDocs, directory::MmapDirectory, schema::IndexRecordOption,
};

use super::{
    Found, Hit, IndexError, Listed, Manifest, Passage, QueryTerm,
    directory::ReadOnly,
    find::{find, find_all},
    layout,
    record::{Head, Record, Stored},
    schema::{Fields, schema},
};
use crate::{
    report::ReportInfo,
    text::{fold::fold, tokenizer::tokens},
};

/// Blocks of stored text that are kept at hand.
const CACHED_BLOCKS: usize = 128;

/// A report of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportEntry {
    /// What is known of it.
    pub info: Arc<ReportInfo>,
    /// How many passages it has.
    pub passages: u64,
    /// How many characters its text has.
    pub characters: u64,
}

/// A published snapshot. It never changes, and it answers even when its files have been removed meanwhile.
#[derive(Debug)]
pub struct Snapshot {
    name: String,
    folder: PathBuf,
    manifest: Manifest,
    searcher: Searcher,
    fields: Fields,
    catalogue: OnceLock<Vec<Listed>>,
}

impl Snapshot {
    /// Opens the snapshot in use in the index folder.
    ///
    /// # Errors
    ///
    /// There is none, it is damaged, of another format, or may not be read.
    pub fn open(folder: &Path) -> Result<Self, IndexError> {
        let mut name = layout::pointer(folder)?;
        loop {
            let result = Self::open_named(folder, &name);
            if result.is_ok() {
                return result;
            }
            // Two rebuilds since the pointer was read have removed the snapshot; there is a newer one then.
            let now = layout::pointer(folder)?;
            if now == name {
                return result;
            }
            name = now;
        }
    }

    fn open_named(folder: &Path, name: &str) -> Result<Self, IndexError> {
        let folder = layout::snapshot(folder, name);
        if !folder.is_dir() {
            return Err(IndexError::damaged(&folder, "the snapshot in use is missing"));
        }
        let manifest = Manifest::read(&folder)?;
        let (schema, fields) = schema();
        let open = || -> tantivy::Result<Searcher> {
            let index = Index::open(ReadOnly(MmapDirectory::open(&folder)?))?;
            if index.schema() != schema {
                return Err(tantivy::TantivyError::SchemaError("the fields are others".to_owned()));
            }
            let reader = index
                .reader_builder()
                .reload_policy(ReloadPolicy::Manual)
                .doc_store_cache_num_blocks(CACHED_BLOCKS)
                .try_into()?;
            Ok(reader.searcher())
        };
        let searcher = open().map_err(|error| IndexError::engine_reading(&folder, error))?;
        // One segment, so that the number of a passage is its address.
        if searcher.segment_readers().len() != 1 || searcher.num_docs() != manifest.counts.passages {
            return Err(IndexError::damaged(&folder, "it does not hold what its manifest says"));
        }
        Ok(Self { name: name.to_owned(), folder, manifest, searcher, fields, catalogue: OnceLock::new() })
    }

    /// The passages that match best, the best first; with equal scores in the order in which they were indexed.
    ///
    /// # Errors
    ///
    /// The snapshot is damaged.
    pub fn search(&self, query: &[QueryTerm], limit: usize) -> Result<Vec<Hit>, IndexError> {
        self.read(&self.find(query, limit)?)
    }

    /// [`Self::find`] among the passages with numbers in `within` alone, as the [`Self::catalogue`] gives them for a report.
    ///
    /// # Errors
    ///
    /// The snapshot is damaged.
    pub fn find_within(
        &self,
        query: &[QueryTerm],
        limit: usize,
        within: &[Range<u32>],
    ) -> Result<Vec<Found>, IndexError> {
        let limit = self.limit(limit);
        if limit == 0 {
            return Ok(Vec::new());
        }
        let within = within.to_vec();
        // Passages of other reports go behind all of these, and are dropped then.
        let collector = TopDocs::with_limit(limit).tweak_score(move |_: &SegmentReader| {
            let within = within.clone();
            move |number: DocId, score: Score| {
                if within.iter().any(|range| range.contains(&number)) { score } else { Score::NEG_INFINITY }
            }
        });
        let found = find(&self.searcher, &self.fields, query, &collector);
        let mut found = found.map_err(|error| IndexError::engine_reading(&self.folder, error))?;
        found.retain(|found| found.score.is_finite());
        Ok(found)
    }

    // The engine makes room for as many as are asked for.
    fn limit(&self, limit: usize) -> usize {
        limit.min(usize::try_from(self.passages()).unwrap_or(usize::MAX))
    }

    /// The first half of [`Self::search`]: which passages match best.
    ///
    /// # Errors
    ///
    /// The snapshot is damaged.
    pub fn find(&self, query: &[QueryTerm], limit: usize) -> Result<Vec<Found>, IndexError> {
        let limit = self.limit(limit);
        if limit == 0 {
            return Ok(Vec::new());
        }
        find(&self.searcher, &self.fields, query, &TopDocs::with_limit(limit).order_by_score())
            .map_err(|error| IndexError::engine_reading(&self.folder, error))
    }

    /// The second half of [`Self::search`]: reads what [`Self::find`] has found in this snapshot.
    ///
    /// # Errors
    ///
    /// The snapshot is damaged.
    pub fn read(&self, found: &[Found]) -> Result<Vec<Hit>, IndexError> {
        let mut reports = HashMap::new();
        let hit = |found: &Found| Ok(Hit { score: found.score, passage: self.passage(found.number, &mut reports)? });
        found.iter().map(hit).collect()
    }

    /// In how many passages a token (as the tokenizer gives it) stands.
    pub fn document_frequency(&self, term: &str) -> u64 {
        self.searcher.doc_freq(&Term::from_field_text(self.fields.body, term)).unwrap_or(0)
    }

    /// In how many passages a token stands, or in the title or the heading above them.
    pub fn occurrences(&self, token: &str) -> u64 {
        let count = |field| self.searcher.doc_freq(&Term::from_field_text(field, token)).unwrap_or(0);
        count(self.fields.body).max(count(self.fields.context))
    }

    /// Whether the folded `phrase` stands verbatim in a passage, a heading or a title. Only the passages that fit best are
    /// looked at: of many that hold all pairs of a phrase, some hold it whole if any does.
    pub fn holds_phrase(&self, phrase: &str) -> bool {
        const LOOKED_AT: usize = 8;
        let mut pieces = Vec::new();
        tokens(phrase, |token| pieces.push(token.text.to_owned()));
        [self.fields.body, self.fields.context].into_iter().any(|field| {
            let found = find_all(&self.searcher, field, &pieces, LOOKED_AT).unwrap_or_default();
            found.into_iter().any(|found| {
                self.passage(found.number, &mut HashMap::new()).is_ok_and(|passage| {
                    [Some(&passage.text), passage.section.as_ref(), Some(&passage.report.title)]
                        .into_iter()
                        .flatten()
                        .any(|text| fold(text).contains(phrase))
                })
            })
        })
    }

    /// How many passages there are.
    pub fn passages(&self) -> u64 {
        self.manifest.counts.passages
    }

    /// How many tokens a passage has on average.
    pub fn average_length(&self) -> f32 {
        let segment = self.searcher.segment_reader(0);
        let tokens = segment.inverted_index(self.fields.body).map_or(0, |index| index.total_num_tokens());
        tokens as f32 / self.passages() as f32
    }

    /// Every report, sorted by id.
    ///
    /// # Errors
    ///
    /// The snapshot is damaged.
    pub fn reports(&self) -> Result<Vec<ReportEntry>, IndexError> {
        let mut entries = self.each_report(|_, head| ReportEntry::from(head))?;
        entries.sort_unstable_by(|one: &ReportEntry, other| one.info.id.cmp(&other.info.id));
        Ok(entries)
    }

    /// Every report as it is recognised in a question, in the order of their passages. Read once, when it is first
    /// asked for.
    ///
    /// # Errors
    ///
    /// The snapshot is damaged.
    pub fn catalogue(&self) -> Result<&[Listed], IndexError> {
        if let Some(catalogue) = self.catalogue.get() {
            return Ok(catalogue);
        }
        let listed =
            |first: DocId, head: Head| Listed::new(Arc::new(head.info), first..first.saturating_add(head.passages));
        let catalogue = self.each_report(listed)?;
        Ok(self.catalogue.get_or_init(|| catalogue))
    }

    /// What `read` makes of every report, given the number of its first passage.
    fn each_report<T>(&self, read: impl Fn(DocId, Head) -> T) -> Result<Vec<T>, IndexError> {
        let mut entries = Vec::new();
        let mut next: DocId = 0;
        while u64::from(next) < self.passages() {
            let (first, head) = (next, self.head(next)?);
            // A report without passages cannot be; a damaged one must not keep us here for ever.
            next = next.saturating_add(head.passages.max(1));
            entries.push(read(first, head));
        }
        Ok(entries)
    }

    /// The headings of the passages with numbers in `passages`, each once, in the order of reading.
    ///
    /// # Errors
    ///
    /// The snapshot is damaged.
    pub fn headings(&self, passages: Range<u32>) -> Result<Vec<String>, IndexError> {
        let mut headings = Vec::new();
        for number in passages {
            headings.extend(self.record(number, |record| record.section.map(str::to_owned))?);
        }
        headings.dedup();
        Ok(headings)
    }

    /// Hands every passage to `sink`, in the order of the reports, until that says no.
    ///
    /// # Errors
    ///
    /// The snapshot is damaged.
    pub fn each_passage(&self, sink: &mut dyn FnMut(Passage) -> bool) -> Result<(), IndexError> {
        let mut reports = HashMap::new();
        let mut number: DocId = 0;
        while u64::from(number) < self.passages() {
            let passage = self.passage(number, &mut reports)?;
            // Passages of a report follow each other.
            if passage.paragraph == 1 && reports.len() > 1 {
                reports.clear();
            }
            if !sink(passage) {
                break;
            }
            number += 1;
        }
        Ok(())
    }

    /// The first reports by id, at most `limit`: what a short list needs, however many there are.
    ///
    /// # Errors
    ///
    /// The snapshot is damaged.
    pub fn first_reports(&self, limit: usize) -> Result<Vec<ReportEntry>, IndexError> {
        let fault = |error: std::io::Error| IndexError::reading(&self.folder, error);
        let index = self.ids()?;
        let mut ids = index.terms().stream().map_err(fault)?;
        let mut entries = Vec::new();
        while entries.len() < limit && ids.advance() {
            let first = index
                .read_postings_from_terminfo(ids.value(), IndexRecordOption::Basic)
                .map_err(|error| IndexError::engine_reading(&self.folder, error.into()))?
                .doc();
            entries.push(self.head(first)?.into());
        }
        Ok(entries)
    }

    /// The canonical text of a report: what citations count in. `None` when there is no such report.
    ///
    /// # Errors
    ///
    /// The snapshot is damaged.
    pub fn report_text(&self, id: &str) -> Result<Option<String>, IndexError> {
        let postings = self
            .ids()?
            .read_postings(&Term::from_field_text(self.fields.id, id), IndexRecordOption::Basic)
            .map_err(|error| IndexError::engine_reading(&self.folder, error.into()))?;
        let Some(first) = postings.map(|postings| postings.doc()).filter(|&doc| doc != TERMINATED) else {
            return Ok(None);
        };
        let mut text = String::new();
        for number in first..first.saturating_add(self.head(first)?.passages) {
            self.record(number, |record| {
                for part in [record.lead, record.text, record.tail] {
                    text.push_str(part);
                }
            })?;
        }
        Ok(Some(text))
    }

    /// What the snapshot says about itself.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Its name in the index folder.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where its files lie.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The engine's own check of its files: those that are damaged.
    pub(super) fn damaged_files(&self) -> Result<Vec<PathBuf>, IndexError> {
        let files = self.searcher.index().validate_checksum();
        let mut files: Vec<_> =
            files.map_err(|error| IndexError::engine_reading(&self.folder, error))?.into_iter().collect();
        files.sort_unstable();
        Ok(files)
    }

    /// Hands the record of a passage to `read`.
    pub(super) fn record<T>(&self, number: DocId, read: impl FnOnce(Record<'_>) -> T) -> Result<T, IndexError> {
        let Stored(record) = self
            .searcher
            .doc(DocAddress::new(0, number))
            .map_err(|error| IndexError::engine_reading(&self.folder, error))?;
        Record::decode(&record)
            .map(read)
            .ok_or_else(|| IndexError::damaged(&self.folder, format!("passage {number} is malformed")))
    }

    /// The report whose first passage is `number`.
    pub(super) fn head(&self, number: DocId) -> Result<Head, IndexError> {
        self.record(number, |record| record.head.and_then(|head| serde_json::from_str(head).ok()))?
            .ok_or_else(|| IndexError::damaged(&self.folder, format!("passage {number} begins no report")))
    }

    fn passage(&self, number: DocId, reports: &mut HashMap<DocId, Arc<ReportInfo>>) -> Result<Passage, IndexError> {
        let (ordinal, mut passage) = self.record(number, |record| {
            let passage = Passage {
                report: Arc::default(),
                section: record.section.map(str::to_owned),
                table: record.table.map(str::to_owned),
                paragraph: record.paragraph,
                start: record.start,
                text: record.text.to_owned(),
                sentences: record.sentences,
            };
            (record.ordinal, passage)
        })?;
        let first = number.saturating_sub(ordinal);
        passage.report = match reports.get(&first) {
            Some(report) => Arc::clone(report),
            None => {
                let report = Arc::new(self.head(first)?.info);
                reports.insert(first, Arc::clone(&report));
                report
            }
        };
        Ok(passage)
    }

    fn ids(&self) -> Result<Arc<tantivy::InvertedIndexReader>, IndexError> {
        let segment = self.searcher.segment_reader(0);
        segment.inverted_index(self.fields.id).map_err(|error| IndexError::engine_reading(&self.folder, error))
    }
}

impl From<Head> for ReportEntry {
    fn from(head: Head) -> Self {
        Self { info: Arc::new(head.info), passages: head.passages.into(), characters: head.characters }
    }
}
