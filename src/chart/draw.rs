//! Where everything stands in the picture. Pixels are counted for a screen with two of them to a point.

use super::{
    bars::Chart,
    canvas::{Canvas, Colour, PngError},
    font::Font,
};

const WIDTH: u32 = 1000;
const MARGIN: f32 = 44.0;
const GAP: f32 = 14.0;
const ROW: f32 = 62.0;
const BAR: f32 = 36.0;
/// A value so small that its bar would not be seen.
const THINNEST: f32 = 2.0;

/// Sizes of letters, and how far apart lines of them stand.
const TITLE: f32 = 36.0;
const LABEL: f32 = 28.0;
const SOURCE: f32 = 22.0;
const SPACING: f32 = 1.4;

/// From the middle of a line of letters to the line that they stand on, by their size.
const DROP: f32 = 0.36;

/// The share of the width that labels may take.
const LABELS: f32 = 0.36;

const INK: Colour = [34, 40, 49];
const GREY: Colour = [118, 126, 138];
const AXIS: Colour = [190, 196, 205];
const RISE: Colour = [46, 109, 180];
const FALL: Colour = [217, 119, 54];

/// Where bars stand, from left to right.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Scale {
    /// Where bars begin.
    zero: f32,
    /// How long the longest is.
    unit: f32,
}

impl Scale {
    /// Room from `left` to `right` for bars of the `lengths`, each with its value of that width behind its end.
    fn new(left: f32, right: f32, bars: &[(f32, f32)]) -> Self {
        // What a side needs beyond the lengths of bars is taken to be that of its widest value.
        let side = |sign: f32| {
            let bars = bars.iter().filter(move |(length, _)| length * sign > 0.0 || sign > 0.0 && *length == 0.0);
            bars.fold((0.0_f32, 0.0_f32), |(long, wide), (length, width)| {
                (long.max(length.abs()), wide.max(width + GAP))
            })
        };
        let ((less, before), (more, behind)) = (side(-1.0), side(1.0));
        let unit = ((right - left - before - behind) / (less + more).max(f32::EPSILON)).max(0.0);
        Self { zero: left + before + less * unit, unit }
    }
}

impl Chart {
    /// The picture, as PNG.
    ///
    /// # Errors
    ///
    /// None that are to be expected.
    pub fn png(&self, font: &Font) -> Result<Vec<u8>, PngError> {
        let full = WIDTH as f32 - 2.0 * MARGIN;
        let title = font.lines(&self.title, TITLE, full, 2);
        let source = font.lines(&self.source, SOURCE, full, 3);
        let lines = |lines: &[String], size: f32| lines.len() as f32 * size * SPACING;
        let bars = MARGIN + lines(&title, TITLE) + GAP;
        let below = bars + self.bars.len() as f32 * ROW + GAP;
        let height = below + lines(&source, SOURCE) + MARGIN - GAP;
        let mut canvas = Canvas::new(WIDTH, height.round() as u32);
        write(&mut canvas, font, &title, TITLE, MARGIN, INK);
        self.draw(&mut canvas, font, bars);
        write(&mut canvas, font, &source, SOURCE, below, GREY);
        canvas.png()
    }

    fn draw(&self, canvas: &mut Canvas, font: &Font, top: f32) {
        let full = WIDTH as f32 - 2.0 * MARGIN;
        let labels: Vec<String> = self.bars.iter().map(|bar| font.cut(&bar.label, LABEL, LABELS * full)).collect();
        let widths: Vec<f32> = labels.iter().map(|label| font.width(label, LABEL)).collect();
        let column = MARGIN + widths.iter().copied().fold(0.0, f32::max);
        let values: Vec<(f32, f32)> = self.bars.iter().map(|bar| (bar.length, font.width(&bar.value, LABEL))).collect();
        // A value in front of its bar is not to look like a part of the label.
        let apart = if values.iter().any(|(length, _)| *length < 0.0) { 2.0 * GAP } else { GAP };
        let scale = Scale::new(column + apart, MARGIN + full, &values);
        canvas.fill(scale.zero - 1.0, top, 2.0, self.bars.len() as f32 * ROW, AXIS);
        let rows = self.bars.iter().zip(labels.iter().zip(widths)).zip(values);
        for (number, ((bar, (label, label_width)), (length, value_width))) in rows.enumerate() {
            let middle = top + (number as f32 + 0.5) * ROW;
            let baseline = middle + LABEL * DROP;
            canvas.write(font, label, LABEL, (column - label_width, baseline), INK);
            let long = (length.abs() * scale.unit).max(THINNEST);
            let (left, end, colour) = if length < 0.0 {
                (scale.zero - long, scale.zero - long - GAP - value_width, FALL)
            } else {
                (scale.zero, scale.zero + long + GAP, RISE)
            };
            canvas.fill(left, middle - BAR / 2.0, long, BAR, colour);
            canvas.write(font, &bar.value, LABEL, (end, baseline), INK);
        }
    }
}

/// Writes lines from `top` downwards.
fn write(canvas: &mut Canvas, font: &Font, lines: &[String], size: f32, top: f32, colour: Colour) {
    for (number, line) in lines.iter().enumerate() {
        let middle = top + (number as f32 + 0.5) * size * SPACING;
        canvas.write(font, line, size, (MARGIN, middle + size * DROP), colour);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_and_values_keep_within_their_room() {
        let cases: [&[(f32, f32)]; 4] = [
            &[(1.0, 90.0), (0.5, 60.0), (0.0, 40.0)],
            &[(1.0, 90.0), (-0.4, 120.0), (-0.1, 130.0)],
            &[(-1.0, 120.0), (-0.5, 110.0), (-0.2, 90.0)],
            &[(0.0, 50.0), (0.0, 50.0), (0.0, 50.0)],
        ];
        for bars in cases {
            let Scale { zero, unit } = Scale::new(300.0, 950.0, bars);
            for (length, width) in bars {
                let end = zero + length * unit + (GAP + width) * if *length < 0.0 { -1.0 } else { 1.0 };
                assert!((299.9..=950.1).contains(&end), "{bars:?}: {length} ends at {end}");
            }
            assert!((300.0..=950.0).contains(&zero) && unit >= 0.0, "{bars:?}");
        }
    }
}
