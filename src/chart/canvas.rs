//! Pixels: filled boxes, letters, and out as PNG.

use super::font::Font;

/// A colour: red, green, blue.
pub(super) type Colour = [u8; 3];

/// Why a picture cannot be written; not to be expected.
#[derive(Debug, thiserror::Error)]
#[error("the picture cannot be written: {0}")]
pub struct PngError(#[from] png::EncodingError);

/// A picture.
#[derive(Debug)]
pub(super) struct Canvas {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
}

impl Canvas {
    /// A white one.
    pub(super) fn new(width: u32, height: u32) -> Self {
        Self { width, height, pixels: vec![u8::MAX; 3 * width as usize * height as usize] }
    }

    /// Fills a box; what is outside of the picture is left out.
    pub(super) fn fill(&mut self, x: f32, y: f32, width: f32, height: f32, colour: Colour) {
        // As casts they end at 0 and at the largest number, whatever was computed.
        let (left, right) = (x.round() as u32, (x + width).round() as u32);
        let (top, bottom) = (y.round() as u32, (y + height).round() as u32);
        for y in top..bottom.min(self.height) {
            for x in left..right.min(self.width) {
                self.blend(x, y, 1.0, colour);
            }
        }
    }

    /// Writes `text` from `x` on, on the line `baseline`.
    pub(super) fn write(&mut self, font: &Font, text: &str, size: f32, (x, baseline): (f32, f32), colour: Colour) {
        for outline in font.outlines(text, size, x, baseline) {
            let bounds = outline.px_bounds();
            outline.draw(|x, y, coverage| {
                let (x, y) = (bounds.min.x + x as f32, bounds.min.y + y as f32);
                if x >= 0.0 && y >= 0.0 {
                    self.blend(x as u32, y as u32, coverage, colour);
                }
            });
        }
    }

    fn blend(&mut self, x: u32, y: u32, coverage: f32, colour: Colour) {
        if x >= self.width || y >= self.height {
            return;
        }
        let at = 3 * (y as usize * self.width as usize + x as usize);
        let Some(pixel) = self.pixels.get_mut(at..at + 3) else { return };
        for (old, new) in pixel.iter_mut().zip(colour) {
            let (from, to) = (f32::from(*old), f32::from(new));
            *old = (from + (to - from) * coverage.clamp(0.0, 1.0)).round() as u8;
        }
    }

    /// As PNG.
    pub(super) fn png(&self) -> Result<Vec<u8>, PngError> {
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, self.width, self.height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&self.pixels)?;
        writer.finish()?;
        Ok(out)
    }
}
