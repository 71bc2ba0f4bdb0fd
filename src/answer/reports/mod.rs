//! What is asked of whole reports.
//!
//! ```text
//! scope    which reports a question names        annual   work reports, named by their year
//! credits  who wrote a report, and when           rival    another report says otherwise
//! ```

pub(crate) mod annual;
pub(crate) mod credits;
pub(crate) mod rival;
pub(crate) mod scope;
