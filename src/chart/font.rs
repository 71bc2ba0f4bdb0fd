//! A font with Chinese characters: the one named in the settings, else the best one that the system has.

use std::path::{Path, PathBuf};

use ab_glyph::{Font as _, FontVec, OutlinedGlyph, ScaleFont as _, point};
use fontdb::{Database, Family, ID, Query};

use super::WORDS;

/// What tells a font for Chinese from others.
const TELLING: char = '报';

const ELLIPSIS: &str = "…";

/// A font with Chinese characters.
#[derive(Debug)]
pub struct Font(FontVec);

/// Why there is no font; says what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum FontError {
    /// The system has none.
    #[error(
        "no font with Chinese characters was found: install one (fonts-noto-cjk or fonts-wqy-microhei on Debian and \
         Ubuntu), or name its file as `font` in [chart] of the settings"
    )]
    None,
    /// The one of the settings is of no use.
    #[error("{}: {reason}; mend `font` in [chart] of the settings, or empty it", file.display())]
    Unusable {
        /// The file named.
        file: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

impl Font {
    /// Finds a font: `file`, or where that is empty the best one that the system has. It is not kept between two
    /// charts: finding takes milliseconds, and one that is installed meanwhile is found.
    ///
    /// # Errors
    ///
    /// There is none, or `file` is none with Chinese characters.
    pub fn find(file: &Path) -> Result<Self, FontError> {
        if !file.as_os_str().is_empty() {
            return Self::read(file);
        }
        let mut system = Database::new();
        system.load_system_fonts();
        let named = WORDS.fonts.iter().filter_map(|name| {
            let families = [Family::Name(name)];
            system.query(&Query { families: &families, ..Query::default() })
        });
        let any = system.faces().filter(|face| face.style == fontdb::Style::Normal).map(|face| face.id);
        let font = |id: ID| system.with_face_data(id, |data, index| Self::of(data.to_vec(), index)).flatten();
        // Those of unknown name are looked at in place before they are copied.
        let tells = |id: &ID| system.with_face_data(*id, tells).unwrap_or(false);
        named.chain(any).filter(tells).find_map(font).ok_or(FontError::None)
    }

    fn read(file: &Path) -> Result<Self, FontError> {
        let unusable = |reason: String| FontError::Unusable { file: file.to_owned(), reason };
        let data = std::fs::read(file).map_err(|error| unusable(error.to_string()))?;
        // The first face of a collection will do.
        Self::of(data, 0).ok_or_else(|| unusable("no font with Chinese characters".to_owned()))
    }

    fn of(data: Vec<u8>, index: u32) -> Option<Self> {
        let font = FontVec::try_from_vec_and_index(data, index).ok()?;
        (font.glyph_id(TELLING).0 != 0).then_some(Self(font))
    }

    /// How wide `text` is with letters of `size` pixels.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        let font = self.0.as_scaled(self.scale(size));
        text.chars().map(|c| font.h_advance(self.0.glyph_id(c))).sum()
    }

    /// The outlines of `text`, beginning at `x` on the line `baseline`.
    pub(super) fn outlines(&self, text: &str, size: f32, x: f32, baseline: f32) -> Vec<OutlinedGlyph> {
        let scale = self.scale(size);
        let font = self.0.as_scaled(scale);
        let mut at = x;
        let placed = text.chars().filter_map(|c| {
            let id = self.0.glyph_id(c);
            let glyph = id.with_scale_and_position(scale, point(at, baseline));
            at += font.h_advance(id);
            self.0.outline_glyph(glyph)
        });
        placed.collect()
    }

    /// `text`, or its beginning with an ellipsis, so that it is not wider than `room`.
    pub(super) fn cut(&self, text: &str, size: f32, room: f32) -> String {
        if self.width(text, size) <= room {
            return text.to_owned();
        }
        let ellipsis = self.width(ELLIPSIS, size);
        let mut cut = String::new();
        for c in text.chars() {
            cut.push(c);
            if self.width(&cut, size) + ellipsis > room {
                cut.pop();
                break;
            }
        }
        cut.truncate(cut.trim_end_matches(['、', '，', '和', ' ']).len());
        cut.push_str(ELLIPSIS);
        cut
    }

    /// `text` in lines no wider than `room`, at most `most` of them.
    pub(super) fn lines(&self, text: &str, size: f32, room: f32, most: usize) -> Vec<String> {
        let mut lines = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            if lines.len() + 1 == most {
                lines.push(self.cut(rest, size, room));
                break;
            }
            let fits = |&(at, c): &(usize, char)| self.width(&rest[..at + c.len_utf8()], size) <= room;
            let end = rest.char_indices().take_while(fits).last().map_or(rest.len(), |(at, c)| at + c.len_utf8());
            lines.push(rest[..end].to_owned());
            rest = &rest[end..];
        }
        lines
    }

    /// Letters of `size` pixels: the square that a Chinese character fills.
    fn scale(&self, size: f32) -> f32 {
        size * self.0.height_unscaled() / self.0.units_per_em().unwrap_or(1000.0)
    }
}

/// Whether a face has Chinese characters.
fn tells(data: &[u8], index: u32) -> bool {
    ab_glyph::FontRef::try_from_slice_and_index(data, index).is_ok_and(|font| font.glyph_id(TELLING).0 != 0)
}
