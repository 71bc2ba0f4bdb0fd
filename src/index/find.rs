//! Finding the passages that match a query: its terms looked up, weighed by BM25, and the best ones kept.

use std::collections::HashMap;

use tantivy::{
    DocAddress, DocId, Score, Searcher, Term,
    collector::Collector,
    query::{Bm25StatisticsProvider, BooleanQuery, BoostQuery, Occur, Query, TermQuery},
    schema::{Field, IndexRecordOption},
};

use super::schema::Fields;

/// What a token weighs that stands in the report's title or in the heading above the passage, against one in the passage.
pub const CONTEXT_WEIGHT: f32 = 0.3;

/// A token that is searched for.
#[derive(Debug, Clone, PartialEq)]
pub struct QueryTerm {
    /// As the tokenizer gives it, so folded.
    pub text: String,
    /// Its BM25 counts that much.
    pub weight: f32,
}

/// A passage that was found, and is still to be read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// BM25 of the query against the passage; comparable within one query only.
    pub score: f32,
    /// Its number in the snapshot.
    pub number: DocId,
}

/// What `collector` makes of the passages that match `query`: scores and passages, the best first.
pub(super) fn find(
    searcher: &Searcher,
    fields: &Fields,
    query: &[QueryTerm],
    collector: &impl Collector<Fruit = Vec<(Score, DocAddress)>>,
) -> tantivy::Result<Vec<Found>> {
    let mut statistics = Statistics { searcher, holding: HashMap::with_capacity(2 * query.len()) };
    let mut clauses = Vec::with_capacity(2 * query.len());
    for QueryTerm { text, weight } in query {
        for (field, weight) in [(fields.body, *weight), (fields.context, weight * CONTEXT_WEIGHT)] {
            let term = Term::from_field_text(field, text);
            if statistics.look_up(&term)? {
                clauses.push((Occur::Should, clause(term, weight)));
            }
        }
    }
    if clauses.is_empty() {
        return Ok(Vec::new());
    }
    let found = searcher.search_with_statistics_provider(&BooleanQuery::new(clauses), collector, &statistics)?;
    Ok(found.into_iter().map(|(score, address)| Found { score, number: address.doc_id }).collect())
}

/// The passages that hold `term`, with their BM25 times `weight`.
pub(super) fn clause(term: Term, weight: f32) -> Box<dyn Query> {
    Box::new(BoostQuery::new(Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)), weight))
}

/// How many passages hold each term of a query. Most of a short search is looking terms up: this is done once, and what
/// stands nowhere (many a term stands in no title) never becomes a clause.
struct Statistics<'a> {
    searcher: &'a Searcher,
    holding: HashMap<Term, u64>,
}

impl Statistics<'_> {
    /// Whether any passage holds `term`.
    fn look_up(&mut self, term: &Term) -> tantivy::Result<bool> {
        let holding = self.searcher.doc_freq(term)?;
        if holding > 0 {
            self.holding.insert(term.clone(), holding);
        }
        Ok(holding > 0)
    }
}

impl Bm25StatisticsProvider for Statistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        self.searcher.total_num_tokens(field)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        self.searcher.total_num_docs()
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        self.holding.get(term).copied().map_or_else(|| self.searcher.doc_freq(term), Ok)
    }
}
