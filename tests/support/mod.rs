//! What the tests of the whole bot stand on: a Bot API server of our own, and the program as a process.

pub mod bot;
pub mod rules;
pub mod server;
