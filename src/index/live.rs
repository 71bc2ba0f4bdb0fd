//! The snapshot in use, kept current while the program runs.

/// A handle on the snapshot in use; picks up a rebuilt index.
#[derive(Debug)]
pub struct Live;
