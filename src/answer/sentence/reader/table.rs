//! A table of rows as it is stored: each begins with its scale, and has one byte to each number. It is read from at random,
//! a row for every character, so that it is best small: four times as much of it is at hand as of floats.

/// Bytes of the scale that a row begins with.
const SCALE: usize = size_of::<f32>();

/// Rows of equal length.
#[derive(Debug, Clone)]
pub struct Table {
    bytes: Box<[u8]>,
    columns: usize,
}

impl Table {
    /// Takes `rows` of `columns` numbers from the beginning of `bytes`; what is behind them goes with the table. `None` where
    /// there is not so much.
    pub fn split_from(bytes: &[u8], rows: usize, columns: usize) -> Option<(Self, &[u8])> {
        let (own, rest) = bytes.split_at_checked(rows * (SCALE + columns))?;
        Some((Self { bytes: own.into(), columns }, rest))
    }

    /// Writes row `at` to `into`, which is as long as a row.
    pub fn copy_row(&self, at: usize, into: &mut [f32]) {
        let row = &self.bytes[at * (SCALE + self.columns)..][..SCALE + self.columns];
        let Some((scale, row)) = row.split_first_chunk() else { return };
        let scale = f32::from_le_bytes(*scale);
        into.iter_mut().zip(row).for_each(|(value, &byte)| *value = f32::from(byte as i8) * scale);
    }

    /// All rows, one behind another.
    pub fn values(&self) -> Vec<f32> {
        let mut values = vec![0.0; self.bytes.len() / (SCALE + self.columns) * self.columns];
        values.chunks_exact_mut(self.columns).enumerate().for_each(|(at, row)| self.copy_row(at, row));
        values
    }

    /// Appends `row` to `bytes` as it is stored.
    pub fn write_row<'a>(bytes: &mut Vec<u8>, row: impl Iterator<Item = &'a f32> + Clone) {
        let scale = row.clone().fold(0.0_f32, |most, value| most.max(value.abs())) / 127.0;
        bytes.extend(scale.to_le_bytes());
        let inverse = if scale > 0.0 { 1.0 / scale } else { 0.0 };
        bytes.extend(row.map(|value| (value * inverse).round() as i8 as u8));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_survive_as_bytes() {
        let rows = [[1.0, -0.5, 0.25], [0.0, 0.0, 0.0], [-8.0, 4.0, 0.0]];
        let mut bytes = Vec::new();
        rows.iter().for_each(|row| Table::write_row(&mut bytes, row.iter()));
        bytes.push(7);
        assert!(Table::split_from(&bytes, 4, 3).is_none());
        let (table, rest) = Table::split_from(&bytes, 3, 3).unwrap();
        assert_eq!(rest, [7]);
        for (number, row) in rows.iter().enumerate() {
            let mut found = [0.0; 3];
            table.copy_row(number, &mut found);
            assert_eq!(found, table.values()[3 * number..][..3]);
            // A byte tells a number to within half a step of its row.
            let step = row.iter().fold(0.0_f32, |most, value| most.max(value.abs())) / 127.0;
            assert!(found.iter().zip(row).all(|(found, value)| (found - value).abs() <= 0.51 * step), "{row:?}");
        }
    }
}
