//! Numbers in digits: `1,234.5`, and the Chinese digits.

use rust_decimal::Decimal;

/// A run of digits with separators and decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Digits {
    /// The character behind it.
    pub(super) end: usize,
    /// Its value; none where it has too many digits.
    pub(super) value: Option<Decimal>,
    /// How many digits stand before the point.
    pub(super) whole: usize,
    /// Whether there is a point.
    pub(super) has_point: bool,
}

/// Digits that are put together.
#[derive(Debug, Default)]
pub(super) struct Builder {
    value: i128,
    places: u32,
    overflows: bool,
}

impl Builder {
    pub(super) fn push(&mut self, digit: u8, behind_point: bool) {
        let next = self.value.checked_mul(10).and_then(|value| value.checked_add(i128::from(digit)));
        match next {
            Some(value) if value < 1 << 96 && self.places + u32::from(behind_point) <= Decimal::MAX_SCALE => {
                self.value = value;
                self.places += u32::from(behind_point);
            }
            _ => self.overflows = true,
        }
    }

    pub(super) fn finish(&self) -> Option<Decimal> {
        if self.overflows {
            return None;
        }
        Decimal::try_from_i128_with_scale(self.value, self.places).ok()
    }
}

/// The run of digits that begins at `at`; one may begin with its point.
pub(super) fn read(chars: &[char], at: usize) -> Option<Digits> {
    let digit = |at: usize| chars.get(at).and_then(|c| c.to_digit(10)).and_then(|digit| u8::try_from(digit).ok());
    let starts_at_point =
        chars.get(at) == Some(&'.') && digit(at + 1).is_some() && (at == 0 || digit(at - 1).is_none());
    if digit(at).is_none() && !starts_at_point {
        return None;
    }
    let mut builder = Builder::default();
    let mut end = at;
    let mut whole = 0;
    while let Some(digit) = digit(end) {
        builder.push(digit, false);
        whole += 1;
        end += 1;
    }
    // Groups of three and no other: 1,234,567 but not 12,34.
    let group = |at: usize, mark: char| {
        chars.get(at) == Some(&mark) && (1..=3).all(|behind| digit(at + behind).is_some()) && digit(at + 4).is_none()
    };
    if (1..=3).contains(&whole) && chars.get(at) != Some(&'0') {
        // 84 000 t, where a unit follows: of a row of numbers each stands for itself.
        let spaced = || {
            let groups = (0..).take_while(|number| group(end + 4 * number, ' ')).count();
            let behind = chars.get(end + 4 * groups..).unwrap_or_default();
            let unit = behind.strip_prefix(&[' ']).unwrap_or(behind).first();
            groups > 0 && unit.is_some_and(|c| c.is_alphabetic() && !matches!(c, '年' | '月' | '日'))
        };
        let mark = if spaced() { ' ' } else { ',' };
        while group(end, mark) {
            (1..=3).filter_map(|behind| digit(end + behind)).for_each(|digit| builder.push(digit, false));
            end += 4;
            whole += 3;
        }
    }
    let is_point = |at: usize| chars.get(at) == Some(&'.') && digit(at + 1).is_some();
    // 1.2.3 has no decimals.
    let is_dotted = || {
        let fraction = chars[end + 1..].iter().take_while(|c| c.is_ascii_digit()).count();
        is_point(end + 1 + fraction) || (at > 1 && chars[at - 1] == '.' && digit(at - 2).is_some())
    };
    let has_point = is_point(end) && !is_dotted();
    if has_point {
        end += 1;
        while let Some(digit) = digit(end) {
            builder.push(digit, true);
            end += 1;
        }
    }
    (end > at).then(|| Digits { end, value: builder.finish(), whole, has_point })
}

/// The value of a Chinese digit, the financial ones too.
pub(super) fn chinese_digit(c: char) -> Option<u8> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' | '壹' | '幺' | '弌' => 1,
        '二' | '贰' | '两' | '俩' | '弍' => 2,
        '三' | '叁' | '参' | '弎' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}
