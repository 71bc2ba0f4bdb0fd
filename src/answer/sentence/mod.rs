//! The sentence that answers: every sentence of the passages found, the likeliest first.
//!
//! ```text
//! rank      by plain features                              shortlist  which are worth reading closely
//! reader    a network that marks the short answer in each  makeup     what words a sentence and its answer are made of
//! evidence  what speaks for a sentence                     trees      boosted trees that weigh the evidence
//! choose    the road through all of these
//! ```

pub mod choose;
pub mod evidence;
pub(crate) mod makeup;
pub mod rank;
pub mod reader;
pub mod shortlist;
pub mod trees;
