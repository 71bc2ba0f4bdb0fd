//! The reader: a small network of our own that looks for the shortest answer in the sentences that were found.
//!
//! ```text
//! encode    characters of question and sentences → numbers
//! network   numbers → for each character: how well an answer begins, goes on and ends here
//! rows      the arithmetic of it
//! together  several networks that read together
//! span      those → a probability for every stretch of every sentence
//! store     weights ⇄ the bytes of `config/weights/reader.bin` and its like
//! table     rows of them that are looked up
//! ```
//!
//! Characters and pairs of them are looked up in learned tables; four layers of convolution see fifteen characters to
//! either side; every layer sees the question, and half of the way each character looks back for what is like it there.
//! `examples/train` learns the weights.

pub mod encode;
pub mod network;
pub mod rows;
pub mod span;
pub mod store;
pub mod table;
pub mod together;
