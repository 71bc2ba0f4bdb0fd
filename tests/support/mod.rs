//! What the tests of the whole bot stand on: a Bot API server of our own, and the program running against it.
#![expect(clippy::unwrap_used, reason = "what a test stands on fails with the test")]

pub(crate) mod bot;
mod methods;
mod rules;
pub(crate) mod server;
