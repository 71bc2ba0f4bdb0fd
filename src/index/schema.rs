//! The fields of a passage in the engine.

use tantivy::schema::{Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};

use super::analyzer;

/// The fields. Their order is part of the format ([`super::FORMAT_VERSION`]).
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    /// Tokens of the passage.
    pub(super) body: Field,
    /// Tokens of the report's title and of the heading above the passage.
    pub(super) context: Field,
    /// The report's id, on its first passage only.
    pub(super) id: Field,
    /// Everything that is handed out ([`super::record`]).
    pub(super) record: Field,
}

pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let words = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(analyzer::NAME)
            .set_index_option(IndexRecordOption::WithFreqs)
            .set_fieldnorms(true),
    );
    let exact = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer("raw")
            .set_index_option(IndexRecordOption::Basic)
            .set_fieldnorms(false),
    );
    let fields = Fields {
        body: builder.add_text_field("body", words.clone()),
        context: builder.add_text_field("context", words),
        id: builder.add_text_field("id", exact),
        record: builder.add_text_field("record", STORED),
    };
    (builder.build(), fields)
}
