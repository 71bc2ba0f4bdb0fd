//! What the tests of the whole bot stand on: a Bot API server of our own, and the program as a process.

pub(crate) mod bot;
pub(crate) mod rules;
pub(crate) mod server;
