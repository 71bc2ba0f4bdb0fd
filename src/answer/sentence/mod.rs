//! The sentence that answers: every sentence of the passages found, the likeliest first.
//!
//! ```text
//! rank      by plain features                              reader   a network that marks the short answer in each
//! evidence  what speaks for a sentence                     makeup   what words it and its answer are made of
//! trees     boosted trees that weigh the evidence          choose   the road through all of these
//! ```

pub mod choose;
pub mod evidence;
pub(crate) mod makeup;
pub mod rank;
pub mod reader;
pub mod trees;
