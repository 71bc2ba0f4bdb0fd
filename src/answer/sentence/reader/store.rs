//! Weights as bytes: the vocabulary, then each matrix as a [`Table`].

use ndarray::Array2;

use super::{
    encode::Vocabulary,
    network::{Part, Weights, shapes},
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
    let mut tables = Vec::new();
    for (rows, columns) in shapes(vocabulary.rows()) {
        let (table, behind) = Table::split_from(rest, rows, columns)?;
        tables.push((table, rows, columns));
        rest = behind;
    }
    if !rest.is_empty() {
        return None;
    }
    let matrices = tables.split_off(Part::Pairs as usize + 1);
    let tables: [Table; 2] = tables.into_iter().map(|(table, ..)| table).collect::<Vec<_>>().try_into().ok()?;
    let matrices =
        matrices.iter().map(|(table, rows, columns)| Array2::from_shape_vec((*rows, *columns), table.values()).ok());
    let all = tables.iter().map(|_| Some(Array2::default((0, 0)))).chain(matrices).collect::<Option<_>>()?;
    Some((vocabulary, Weights { all, tables: Some(tables) }))
}
