//! Our tokenizer in the engine's clothes.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::text::tokenizer::tokens;

/// The name that the schema knows it by.
pub const NAME: &str = "wenbao";

/// Pushes the tokens of a text into one buffer, from which the engine pulls them: nothing is allocated per token.
#[derive(Debug, Clone, Default)]
pub struct Analyzer {
    text: String,
    /// End in `text`, first and last byte in the original.
    marks: Vec<(u32, u32, u32)>,
    token: Token,
}

/// The tokens of one text.
#[derive(Debug)]
pub struct Stream<'a> {
    analyzer: &'a mut Analyzer,
    next: usize,
    from: usize,
}

impl Tokenizer for Analyzer {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        self.text.clear();
        self.marks.clear();
        tokens(text, |token| {
            self.text.push_str(token.text);
            // Passages are short (`super::cut`): 32 bits always do.
            self.marks.push((self.text.len() as u32, token.start as u32, token.end as u32));
        });
        self.token.reset();
        Stream { analyzer: self, next: 0, from: 0 }
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        let Analyzer { text, marks, token } = &mut *self.analyzer;
        let Some(&(end, start, stop)) = marks.get(self.next) else { return false };
        let end = end as usize;
        token.text.clear();
        token.text.push_str(&text[self.from..end]);
        token.offset_from = start as usize;
        token.offset_to = stop as usize;
        token.position = self.next;
        self.from = end;
        self.next += 1;
        true
    }

    fn token(&self) -> &Token {
        &self.analyzer.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.analyzer.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engine_sees_exactly_the_tokens_of_the_tokenizer() {
        let mut analyzer = Analyzer::default();
        for text in ["光伏街GDP 1,234.5亿", "", "國慶，Wi-Fi"] {
            let mut expected = Vec::new();
            tokens(text, |token| expected.push((token.text.to_owned(), token.start, token.end)));
            let mut found = Vec::new();
            let mut stream = analyzer.token_stream(text);
            while stream.advance() {
                let token = stream.token();
                found.push((token.text.clone(), token.offset_from, token.offset_to));
            }
            assert_eq!(found, expected);
        }
    }
}
