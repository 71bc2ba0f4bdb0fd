//! Arithmetic on matrices of rows: plain loops over slices, which the compiler makes wide.

use std::ops::Range;

use ndarray::{Array2, ArrayView2, Axis, Slice};

/// Some columns of a matrix.
pub fn columns(matrix: &Array2<f32>, range: Range<usize>) -> ArrayView2<'_, f32> {
    matrix.slice_axis(Axis(1), Slice::from(range))
}

/// Some rows of a matrix.
pub fn rows(matrix: &Array2<f32>, range: Range<usize>) -> ArrayView2<'_, f32> {
    matrix.slice_axis(Axis(0), Slice::from(range))
}

/// All values of a matrix, row by row.
pub fn flat(matrix: &Array2<f32>) -> &[f32] {
    debug_assert!(matrix.is_standard_layout(), "rows must lie one behind another");
    matrix.as_slice().unwrap_or_default()
}

/// The same, to change them.
pub fn flat_mut(matrix: &mut Array2<f32>) -> &mut [f32] {
    debug_assert!(matrix.is_standard_layout(), "rows must lie one behind another");
    matrix.as_slice_mut().unwrap_or_default()
}

/// The rows of a matrix.
pub fn each(matrix: &Array2<f32>) -> std::slice::ChunksExact<'_, f32> {
    flat(matrix).chunks_exact(matrix.ncols().max(1))
}

/// The same, to change them.
pub fn each_mut(matrix: &mut Array2<f32>) -> std::slice::ChunksExactMut<'_, f32> {
    let columns = matrix.ncols().max(1);
    flat_mut(matrix).chunks_exact_mut(columns)
}

/// A matrix of one row times another: one pass over the second, where the general product would pack it first.
pub fn row_times(row: &[f32], by: &Array2<f32>) -> Array2<f32> {
    let mut product = Array2::zeros((1, by.ncols()));
    for (&share, by) in row.iter().zip(each(by)).filter(|&(&share, _)| share != 0.0) {
        add(flat_mut(&mut product), by, share);
    }
    product
}

/// Adds `share` of `other`.
pub fn add(row: &mut [f32], other: &[f32], share: f32) {
    for (value, other) in row.iter_mut().zip(other) {
        *value += share * other;
    }
}

/// Adds the one row of `bias` to every row, and cuts off what is below nothing.
pub fn add_and_cut(rows: &mut Array2<f32>, bias: &Array2<f32>) {
    let bias = flat(bias);
    for row in each_mut(rows) {
        for (value, add) in row.iter_mut().zip(bias) {
            *value = (*value + add).max(0.0);
        }
    }
}

/// Each row with the rows `dilation` before and behind it in the same range; nothing beyond.
pub fn windows(rows: &Array2<f32>, ranges: &[Range<usize>], dilation: usize) -> Array2<f32> {
    let width = rows.ncols();
    let mut found = Array2::zeros((rows.nrows(), 3 * width));
    let (Some(from), Some(into)) = (rows.as_slice(), found.as_slice_mut()) else { return found };
    let row = |at: usize| &from[at * width..(at + 1) * width];
    for range in ranges {
        for at in range.clone() {
            let window = &mut into[3 * at * width..3 * (at + 1) * width];
            if at >= range.start + dilation {
                window[..width].copy_from_slice(row(at - dilation));
            }
            window[width..2 * width].copy_from_slice(row(at));
            if at + dilation < range.end {
                window[2 * width..].copy_from_slice(row(at + dilation));
            }
        }
    }
    found
}

/// In which row of `range` each column is highest.
pub fn highest(rows: &Array2<f32>, range: &Range<usize>) -> Vec<usize> {
    let mut best = vec![range.start; rows.ncols()];
    let mut most = vec![f32::NEG_INFINITY; rows.ncols()];
    for (at, row) in each(rows).enumerate().take(range.end).skip(range.start) {
        for ((best, most), &value) in best.iter_mut().zip(&mut most).zip(row) {
            if value > *most {
                (*best, *most) = (at, value);
            }
        }
    }
    best
}

/// How much each row of `text` is like each of `question`, as shares of the whole.
pub fn likeness(text: &Array2<f32>, question: &Array2<f32>) -> Array2<f32> {
    let mut likeness = text.dot(&question.t()).as_standard_layout().into_owned();
    each_mut(&mut likeness).for_each(share_out);
    likeness
}

/// Makes shares of the whole of the values (softmax).
pub fn share_out(values: &mut [f32]) {
    let highest = values.iter().fold(f32::NEG_INFINITY, |most, &value| most.max(value));
    values.iter_mut().for_each(|value| *value = (*value - highest).exp());
    let sum: f32 = values.iter().sum();
    values.iter_mut().for_each(|value| *value /= sum);
}
