//! What a chart is wanted of: words that name, and words that ask for a kind of figure (增长, 占比).

use super::WORDS;
use crate::figure::FigureKind;

/// The words of a request, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// What the figures are to be about.
    pub words: String,
    /// Which kind they are to be of.
    pub kind: Option<FigureKind>,
}

impl Wish {
    /// Takes `words`, with spaces between them, apart.
    pub fn of(words: &str) -> Self {
        let kind_of = |word: &str| {
            let holds = |list: &[String]| list.iter().any(|known| known == word);
            let growth = holds(&WORDS.kinds.growth).then_some(FigureKind::Growth);
            growth.or_else(|| holds(&WORDS.kinds.share).then_some(FigureKind::Share))
        };
        let kind = words.split_whitespace().find_map(kind_of);
        let rest: Vec<&str> = words.split_whitespace().filter(|word| kind_of(word).is_none()).collect();
        Self { words: rest.join(" "), kind }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_is_told_from_the_name() {
        let wish = |words: &str, kind| Wish { words: words.to_owned(), kind };
        assert_eq!(Wish::of("苏州 产值 增长"), wish("苏州 产值", Some(FigureKind::Growth)));
        assert_eq!(Wish::of("大庆 投资"), wish("大庆 投资", None));
    }
}
