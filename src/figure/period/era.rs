//! Decades, centuries and the years of an era.

use super::{
    calendar::{When, Year},
    expression::Written,
    scan::Scan,
};

impl Scan<'_> {
    /// Decades, centuries and the years of the Republic: `20世纪90年代`, `民国38年`.
    pub(super) fn era(&mut self) -> Option<When> {
        if self.eat("民国") {
            let year = 1911 + i32::try_from(self.number(99)?).ok()?;
            self.space();
            return if self.eat("年") {
                match self.of_year(Year::Known(year))? {
                    Written::When(when) => Some(when),
                    _ => None,
                }
            } else {
                None
            };
        }
        let century = self.attempt(|scan| {
            let century = if scan.eat("上个") || scan.eat("上") { 20 } else { scan.number(21)? };
            scan.eat("世纪").then_some(i32::try_from(century).ok()?)
        });
        let decade = self.attempt(|scan| {
            let full = scan.attempt(Self::four_digits).filter(|year| year % 10 == 0);
            let decade = match full {
                Some(year) => year,
                None => {
                    let century = century.unwrap_or(20);
                    (century - 1) * 100 + i32::try_from(scan.number(90)?).ok().filter(|decade| decade % 10 == 0)?
                }
            };
            scan.eat("年代").then_some(decade)
        });
        match (century, decade) {
            (_, Some(decade)) => Some(When::years(decade, decade + 9)),
            (Some(century), None) => Some(When::years(century * 100 - 99, century * 100)),
            (None, None) => None,
        }
    }
}
