//! The short answer in a sentence, by what is asked for.
//!
//! ```text
//! ends      where it begins and ends                       cloze    the question's gap in the words of a sentence
//! quantity  the one quantity asked for                     moment   when it was
//! person    who holds the office asked for                 noun     the name of a thing by its noun
//! reason    why it was                                     speaker  who said it
//! place     where it was, in a list of places              superlative  which is the most, where that is said
//! ```

pub(crate) mod cloze;
pub(crate) mod ends;
pub(crate) mod moment;
pub(crate) mod noun;
pub(crate) mod person;
pub(crate) mod place;
pub(crate) mod quantity;
pub(crate) mod reason;
pub(crate) mod speaker;
pub(crate) mod superlative;
