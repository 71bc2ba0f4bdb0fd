//! Five-year plans.

use super::{
    calendar::When,
    expression::Written,
    scan::{Scan, digit},
};

impl Scan<'_> {
    /// A five-year plan: `“十四五”`, `“十三五”末`.
    pub(super) fn plan(&mut self) -> Option<Written> {
        let quoted = self.eat_any(&['“', '「', '"']).is_some();
        let tens = self.eat("十");
        let units = match self.peek().and_then(digit) {
            Some(5) if tens && self.chars.get(self.at + 1).is_none_or(|&(_, c)| c != '五') => 0,
            Some(units @ 1..=9) if !self.peek()?.is_ascii_digit() => {
                self.at += 1;
                units
            }
            _ => return None,
        };
        if !self.eat("五") {
            return None;
        }
        let closed = self.eat_any(&['”', '」', '"']).is_some();
        let spoken = ["期", "时", "规", "计", "末", "开", "以", "收"].iter().any(|word| self.starts_with(word));
        // Up to the tenth plan the words mean many other things.
        let sure = if tens && units > 0 { quoted == closed } else { quoted && closed };
        if !sure || !(closed || spoken) {
            return None;
        }
        let number = i32::try_from(units).ok()? + if tens { 10 } else { 0 };
        // The first ran from 1953; from the fourth on they follow each other, but for the pause of 1963 to 1965.
        let first = match number {
            1 => 1953,
            2 => 1958,
            number => 1966 + 5 * (number - 3),
        };
        self.attempt(|scan| (scan.eat("期间") || scan.eat("时期")).then_some(()));
        let mut when = When::years(first, first + 4);
        when.point = self.eat_any(&['末', '底']).is_some();
        Some(Written::When(when))
    }
}
