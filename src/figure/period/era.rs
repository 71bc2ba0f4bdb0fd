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

/// What the years are called after that followed it: 新中国成立之初, 改革开放初期.
pub(super) const BEGINNINGS: [(&str, i32); 3] = [("新中国成立", 1949), ("建国", 1949), ("改革开放", 1978)];

/// What follows a decade, and which of its years that means.
const PARTS_OF_DECADE: [(&str, i32, i32); 7] =
    [("初期", 0, 2), ("前期", 0, 2), ("中期", 3, 6), ("后期", 7, 9), ("末期", 7, 9), ("初", 0, 2), ("末", 7, 9)];

/// What follows a century, and which of its years that means.
const PARTS_OF_CENTURY: [(&str, i32, i32); 11] = [
    ("上半叶", 0, 49),
    ("前半叶", 0, 49),
    ("下半叶", 50, 99),
    ("后半叶", 50, 99),
    ("中叶", 40, 59),
    ("中期", 40, 59),
    ("后期", 80, 99),
    ("末期", 80, 99),
    ("初期", 0, 19),
    ("初", 0, 19),
    ("末", 80, 99),
];

/// What a newspaper, a school or a house named after a century goes on with: 21世纪经济报道.
const NAMED: [&str; 8] = ["经济报道", "教育", "出版", "大学", "酒店", "广场", "不动产", "财经"];

impl Scan<'_> {
    /// Decades, centuries and the years of the Republic: `20世纪90年代`, `民国38年`. A century is made of its decades, as
    /// ISO 8601 has it: the 18th is 1700 to 1799.
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
        let begun = self.attempt(|scan| {
            let &(_, year) = BEGINNINGS.iter().find(|(name, _)| scan.eat(name))?;
            ["之初", "初期", "伊始"].iter().any(|word| scan.eat(word)).then_some(year)
        });
        if let Some(year) = begun {
            return Some(When::of_year(year));
        }
        let century = self.attempt(|scan| {
            let century = if scan.eat("上个") || scan.eat("上") {
                20
            } else if scan.eat("本") {
                21
            } else {
                scan.number(21)?
            };
            let named = |scan: &Self| NAMED.iter().any(|name| scan.starts_with(name));
            (scan.eat("世纪") && !named(scan)).then_some(i32::try_from(century).ok()?)
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
        let (start, parts, whole) = match (century, decade) {
            (_, Some(decade)) => (decade, &PARTS_OF_DECADE[..], 9),
            (Some(century), None) => (century * 100 - 100, &PARTS_OF_CENTURY[..], 99),
            (None, None) => return None,
        };
        let part = parts.iter().find(|(word, ..)| self.eat(word));
        let (first, last) = part.map_or((0, whole), |&(_, first, last)| (first, last));
        Some(When::years(start + first, start + last))
    }
}
