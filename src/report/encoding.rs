//! Bytes to characters.

use super::Fault;

/// The text of `bytes`.
pub(super) fn decode(bytes: &[u8]) -> Result<String, Fault> {
    String::from_utf8(bytes.to_vec()).map_err(|_| Fault::new("is not UTF-8"))
}
