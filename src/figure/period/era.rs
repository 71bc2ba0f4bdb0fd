//! Decades, centuries and the years of an era.

use super::{
    calendar::{When, Year},
    expression::Written,
    scan::Scan,
};

/// The first years of the eras of Ming, Qing and the Republic.
pub(super) const REIGNS: [(&str, i32); 28] = [
    ("洪武", 1368),
    ("建文", 1399),
    ("永乐", 1403),
    ("洪熙", 1425),
    ("宣德", 1426),
    ("正统", 1436),
    ("景泰", 1450),
    ("天顺", 1457),
    ("成化", 1465),
    ("弘治", 1488),
    ("正德", 1506),
    ("嘉靖", 1522),
    ("隆庆", 1567),
    ("万历", 1573),
    ("泰昌", 1620),
    ("天启", 1621),
    ("崇祯", 1628),
    ("顺治", 1644),
    ("康熙", 1662),
    ("雍正", 1723),
    ("乾隆", 1736),
    ("嘉庆", 1796),
    ("道光", 1821),
    ("咸丰", 1851),
    ("同治", 1862),
    ("光绪", 1875),
    ("宣统", 1909),
    ("民国", 1912),
];

impl Scan<'_> {
    /// Decades, centuries and the years of the Republic: `20世纪90年代`, `民国38年`.
    pub(super) fn era(&mut self) -> Option<When> {
        if let Some(&(_, first)) = REIGNS.iter().find(|(name, _)| self.eat(name)) {
            let number = if self.eat("元") { 1 } else { self.number(99)? };
            let year = first - 1 + i32::try_from(number).ok()?;
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
        if let Some(decade) = decade
            && let Some((first, last)) = self.part_of_decade()
        {
            return Some(When::years(decade + first, decade + last));
        }
        match (century, decade) {
            (_, Some(decade)) => Some(When::years(decade, decade + 9)),
            (Some(century), None) => Some(When::years(century * 100 - 99, century * 100)),
            (None, None) => None,
        }
    }

    /// The years of a decade that `初`, `中期` or `末` after it mean.
    fn part_of_decade(&mut self) -> Option<(i32, i32)> {
        const PARTS: [(&str, i32, i32); 7] = [
            ("初期", 0, 2),
            ("前期", 0, 2),
            ("中期", 3, 6),
            ("后期", 7, 9),
            ("末期", 7, 9),
            ("初", 0, 2),
            ("末", 7, 9),
        ];
        PARTS.iter().find_map(|&(word, first, last)| self.eat(word).then_some((first, last)))
    }
}
