//! Finding the passages that match a query.

use tantivy::{
    DocAddress, DocId, Score, Searcher, Term,
    collector::{Collector, TopDocs},
    query::{BooleanQuery, BoostQuery, Occur, Query, TermQuery},
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
    let mut clauses = Vec::with_capacity(2 * query.len());
    for QueryTerm { text, weight } in query {
        for (field, weight) in [(fields.body, *weight), (fields.context, weight * CONTEXT_WEIGHT)] {
            clauses.push((Occur::Should, clause(Term::from_field_text(field, text), weight)));
        }
    }
    if clauses.is_empty() {
        return Ok(Vec::new());
    }
    let found = searcher.search(&BooleanQuery::new(clauses), collector)?;
    Ok(found.into_iter().map(|(score, address)| Found { score, number: address.doc_id }).collect())
}

/// The best passages of which one field, `field`, holds all of `tokens`: at most `limit` of them.
pub(super) fn find_all(
    searcher: &Searcher,
    field: Field,
    tokens: &[String],
    limit: usize,
) -> tantivy::Result<Vec<Found>> {
    if tokens.is_empty() {
        return Ok(Vec::new());
    }
    let must = |token: &String| (Occur::Must, clause(Term::from_field_text(field, token), 1.0));
    let query = BooleanQuery::new(tokens.iter().map(must).collect());
    let found = searcher.search(&query, &TopDocs::with_limit(limit).order_by_score())?;
    Ok(found.into_iter().map(|(score, address)| Found { score, number: address.doc_id }).collect())
}

/// The passages that hold `term`, with their BM25 times `weight`.
fn clause(term: Term, weight: f32) -> Box<dyn Query> {
    Box::new(BoostQuery::new(Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)), weight))
}
