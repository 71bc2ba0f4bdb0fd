//! Weights as bytes: the vocabulary, then each matrix with a scale to each row and one byte to each number.

use ndarray::Array2;

use super::{
    encode::Vocabulary,
    network::{Weights, shapes},
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
            let scale = row.iter().fold(0.0_f32, |most, value| most.max(value.abs())) / 127.0;
            bytes.extend(scale.to_le_bytes());
            let inverse = if scale > 0.0 { 1.0 / scale } else { 0.0 };
            bytes.extend(row.iter().map(|value| (value * inverse).round() as i8 as u8));
        }
    }
    bytes
}

/// Reads them; `None` when the bytes are none of ours.
pub fn read(bytes: &[u8]) -> Option<(Vocabulary, Weights)> {
    let rest = bytes.strip_prefix(MAGIC)?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let (chars, mut rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    let vocabulary = Vocabulary::new(std::str::from_utf8(chars).ok()?.chars().collect());
    let mut all = Vec::new();
    for (rows, columns) in shapes(vocabulary.rows()) {
        let mut values = Vec::with_capacity(rows * columns);
        for _ in 0..rows {
            let (scale, behind) = rest.split_first_chunk::<4>()?;
            let scale = f32::from_le_bytes(*scale);
            let (row, behind) = behind.split_at_checked(columns)?;
            values.extend(row.iter().map(|&byte| f32::from(byte as i8) * scale));
            rest = behind;
        }
        all.push(Array2::from_shape_vec((rows, columns), values).ok()?);
    }
    rest.is_empty().then_some((vocabulary, Weights { all }))
}
