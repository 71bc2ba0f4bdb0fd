//! The figure that is asked for, among those of the passages found.
//!
//! ```text
//! wanted     what figure a question asks for                  matching   how well each figure found is that one
//! prefer     when a figure goes before the likeliest sentence  spoken     which period a passage speaks of
//! listing    all figures of the index, or about some words     table      figures in columns, for people
//! ```

pub(crate) mod listing;
pub(crate) mod matching;
pub(crate) mod prefer;
pub(crate) mod spoken;
pub(crate) mod table;
pub(crate) mod wanted;
