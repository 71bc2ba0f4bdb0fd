//! Weights as bytes: the vocabulary, then each matrix as a [`Table`].

use ndarray::Array2;

use super::{
    encode::Vocabulary,
    network::{Weights, shapes},
    table::Table,
};

/// What the bytes begin with; the number is that of the format.
const MAGIC: &[u8] = b"wenbao reader 4\n";

/// Writes vocabulary and weights.
pub fn write(vocabulary: &Vocabulary, weights: &Weights) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    let chars: String = vocabulary.chars().iter().collect();
    bytes.extend((chars.len() as u32).to_le_bytes());
    bytes.extend(chars.as_bytes());
    for matrix in &weights.all {
        for row in matrix.rows() {
            Table::write_row(&mut bytes, row.iter());
        }
    }
    bytes
}

/// Reads them, to read with; `None` when the bytes are none of ours.
pub fn read(bytes: &[u8]) -> Option<(Vocabulary, Weights)> {
    let rest = bytes.strip_prefix(MAGIC)?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let (chars, mut rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    let vocabulary = Vocabulary::new(std::str::from_utf8(chars).ok()?.chars().collect());
    let mut take = |&(rows, columns): &(usize, usize)| {
        let (table, behind) = Table::split_from(rest, rows, columns)?;
        rest = behind;
        Some(table)
    };
    let shapes = shapes(vocabulary.rows());
    let [chars, pairs, others @ ..] = shapes.as_slice() else { return None };
    let tables = [take(chars)?, take(pairs)?];
    let mut all = vec![Array2::default((0, 0)); tables.len()];
    for shape in others {
        all.push(Array2::from_shape_vec(*shape, take(shape)?.values()).ok()?);
    }
    rest.is_empty().then_some((vocabulary, Weights { all, tables: Some(tables) }))
}
