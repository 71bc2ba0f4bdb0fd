//! One numeral: `1,100.9亿`, `三千四百五十几万`, `3万5`, `一点五七`, `三五十`.

use rust_decimal::Decimal;

use super::{
    digits::{self, Builder, chinese_digit},
    lanes::Lanes,
    words::word_around,
};
use crate::figure::unit;

/// How a numeral is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::figure) enum Form {
    /// Digits, and scales behind them: `36.4亿`.
    Digits,
    /// Chinese numerals: `三千四百`, `一点五`.
    Chinese,
    /// Chinese digits side by side: `二〇二二`, `八五`.
    Spelled,
}

/// A numeral that stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::figure) struct Numeral {
    /// The character behind it.
    pub(in crate::figure) end: usize,
    /// Its number beside `scale`, 36.4 of `36.4亿`, and the upper one of two neighbours, 5 of `三五`; none where it has
    /// too many digits.
    pub(in crate::figure) value: Lanes,
    /// Where the scale begins, which ends the numeral: 亿 of `36.4亿`.
    pub(in crate::figure) scale_at: usize,
    /// The scale, 1 where there is none.
    pub(in crate::figure) scale: Decimal,
    /// Whether 多, 余, 几 or 来 says that it is more.
    pub(in crate::figure) more: bool,
    /// How it is written.
    pub(in crate::figure) form: Form,
    /// Whether it has a decimal point.
    pub(in crate::figure) has_point: bool,
    /// How many digits stand before the point, where it begins with digits.
    pub(in crate::figure) whole: usize,
}

/// The power of ten that a character multiplies by.
fn power(c: char) -> Option<u32> {
    Some(match c {
        '十' | '拾' => 1,
        '百' | '佰' => 2,
        '千' | '仟' => 3,
        '万' => 4,
        '亿' => 8,
        '兆' => 12,
        _ => return None,
    })
}

/// Whether a numeral can begin with `c`, leaving digits aside.
pub(super) fn can_start(c: char) -> bool {
    matches!(c, '十' | '拾' | '百' | '佰' | '千' | '仟') || chinese_digit(c).is_some() || tens(c).is_some()
}

/// What the last piece of a numeral was.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    /// A number; behind a scale of this power one digit can stand for the next lower power: `一百五`.
    Number(Option<u32>),
    Zero,
    Scale(u32),
}

/// A numeral in the making.
struct Reader<'c> {
    chars: &'c [char],
    at: usize,
    /// What 万, 亿 and 兆 have closed, the higher without the lower.
    closed: [Option<Lanes>; 3],
    /// What stands below the next of these.
    section: Option<Lanes>,
    /// The last power within the section: the next is lower.
    floor: u32,
    /// The number that waits for its scale.
    number: Lanes,
    last: Last,
    form: Form,
    more: bool,
    has_point: bool,
    whole: usize,
    /// The trailing scale: where it begins, the value before it and its own.
    tail: Option<(usize, Lanes, Decimal)>,
}

/// The numeral that begins at `at`.
pub(in crate::figure) fn read(chars: &[char], at: usize) -> Option<Numeral> {
    let mut reader = Reader {
        chars,
        at,
        closed: [None; 3],
        section: None,
        floor: u32::MAX,
        number: Lanes::of(None),
        last: Last::Nothing,
        form: Form::Chinese,
        more: false,
        has_point: false,
        whole: 0,
        tail: None,
    };
    while reader.step() {}
    reader.finish(at)
}

impl Reader<'_> {
    /// Takes the next piece; false at the end.
    fn step(&mut self) -> bool {
        let at = self.skip_space();
        let Some(&c) = self.chars.get(at) else { return false };
        match c {
            '0'..='9' | '.' => self.digits(at),
            '多' | '余' | '几' | '来' => self.take_more(at),
            '点' => self.take_point(at),
            _ => match power(c) {
                Some(power @ 1..=3) => self.take_scale(at, power),
                Some(power) => self.take_big(at, power),
                None => self.take_tens(at) || self.chinese(at),
            },
        }
    }

    /// Where the next piece begins. Folding leaves out most spaces within a numeral, but not that of `7万 5千`.
    fn skip_space(&self) -> usize {
        let next = self.at + 1;
        let is_scale = |at: usize| self.chars.get(at).is_some_and(|&c| power(c).is_some());
        let goes_on = matches!(self.last, Last::Scale(_))
            && self.chars.get(self.at) == Some(&' ')
            && digits::read(self.chars, next).is_some_and(|digits| is_scale(digits.end));
        if goes_on { next } else { self.at }
    }

    fn digits(&mut self, at: usize) -> bool {
        let Some(digits) = digits::read(self.chars, at) else { return false };
        match self.last {
            Last::Nothing => {
                self.form = Form::Digits;
                self.whole = digits.whole;
                self.has_point = digits.has_point;
                self.last = Last::Number(None);
            }
            Last::Scale(power) if !self.has_point && !self.more => {
                // 3万5, 3万4000, 1百01; but 3万2024年 is two.
                let zero = self.chars[at] == '0';
                let length = digits.end - at;
                let is_other = matches!(self.chars.get(digits.end), Some('年' | '月' | '日' | '号' | '时' | '%' | ':'));
                if digits.has_point || length != digits.whole || length > power as usize || is_other {
                    return false;
                }
                self.last = Last::Number((!zero && length == 1).then_some(power));
            }
            Last::Zero if !self.has_point && !digits.has_point => self.last = Last::Number(None),
            _ => return false,
        }
        self.number = Lanes::of(digits.value);
        self.tail = None;
        self.at = digits.end;
        true
    }

    /// Takes Chinese digits: one, two neighbours, or a run that is spelled.
    fn chinese(&mut self, at: usize) -> bool {
        let digit = |at: usize| self.chars.get(at).copied().and_then(chinese_digit);
        let is_liang = |at: usize| matches!(self.chars.get(at), Some('两' | '俩'));
        let mut start = at;
        if !matches!(self.last, Last::Nothing) {
            if matches!(self.last, Last::Number(_)) || self.has_point || self.more {
                return false;
            }
            if word_around(self.chars, at).is_some_and(|_| starts_word(self.chars, at)) {
                return false;
            }
            while digit(start) == Some(0) {
                start += 1;
            }
        }
        let mut end = start;
        while digit(end).is_some() && (end == start || !is_liang(end)) {
            end += 1;
        }
        let behind_zero = start > at;
        let shorthand = match self.last {
            Last::Scale(power) if !behind_zero => Some(power),
            _ => None,
        };
        let scale_follows = |at: usize| self.chars.get(at).is_some_and(|&c| power(c).is_some());
        match (end - start, digit(start), digit(start + 1)) {
            (0, ..) if behind_zero => {
                // 一千零十, 一百零几万.
                if !matches!(self.chars.get(start), Some('十' | '拾' | '几' | '廿' | '卅' | '卌' | '0'..='9')) {
                    return false;
                }
                self.last = Last::Zero;
            }
            (1, Some(0), _) if self.last == Last::Nothing => {
                self.number = Lanes::of(Some(Decimal::ZERO));
                self.last = if scale_follows(end) { Last::Zero } else { Last::Number(None) };
            }
            (1, Some(one), _) => {
                if shorthand.is_some() && is_liang(start) && !scale_follows(end) {
                    return false;
                }
                self.number = Lanes::of(Some(Decimal::from(one)));
                self.last = Last::Number(shorthand);
            }
            (2, Some(one), Some(other))
                if one > 0 && self.chars.get(end) != Some(&'点') && (other == one + 1 || (one, other) == (3, 5)) =>
            {
                self.number = Lanes::between(Decimal::from(one), Decimal::from(other));
                self.last = Last::Number(shorthand);
            }
            (2.., ..) if self.last == Last::Nothing => {
                let mut builder = Builder::default();
                (start..end).filter_map(digit).for_each(|digit| builder.push(digit, false));
                self.number = Lanes::of(builder.finish());
                self.form = Form::Spelled;
                self.last = Last::Number(None);
            }
            _ => return false,
        }
        self.tail = None;
        self.at = end;
        true
    }

    /// Takes 十, 百 or 千.
    fn take_scale(&mut self, at: usize, power: u32) -> bool {
        let implicit = match self.last {
            Last::Number(_) => {
                self.form == Form::Spelled || (power == 1 && self.form == Form::Digits && self.whole > 0)
            }
            Last::Nothing => false,
            Last::Zero => power > 1,
            Last::Scale(_) => power > 1 || self.form == Form::Digits,
        };
        if implicit || power >= self.floor || self.more || (self.has_point && self.form != Form::Digits) {
            return false;
        }
        let with_number = matches!(self.last, Last::Number(_));
        if with_number && self.opens_unit(at) {
            return false;
        }
        let number = if with_number { self.number } else { Lanes::of(Some(Decimal::ONE)) };
        let part = number.times(power);
        let first = self.form == Form::Digits && self.section.is_none() && self.closed == [None; 3];
        self.tail = first.then_some((at, number, ten_to(power)));
        self.section = Some(self.section.map_or(part, |section| section.plus(part)));
        self.floor = power;
        self.last = Last::Scale(power);
        self.at = at + 1;
        true
    }

    /// Takes 廿, 卅 or 卌: 20, 30 and 40 in one character.
    fn take_tens(&mut self, at: usize) -> bool {
        let Some(tens) = tens(self.chars[at]) else { return false };
        if matches!(self.last, Last::Number(_)) || self.floor <= 1 || self.more || self.has_point {
            return false;
        }
        let part = Lanes::of(Some(Decimal::from(tens)));
        self.section = Some(self.section.map_or(part, |section| section.plus(part)));
        self.floor = 1;
        self.last = Last::Scale(1);
        self.tail = None;
        self.at = at + 1;
        true
    }

    /// Takes 万, 亿 or 兆.
    fn take_big(&mut self, at: usize, power: u32) -> bool {
        // 兆 is mega behind digits, and in 兆帕.
        let is_mega = || self.form == Form::Digits || unit::end(self.chars, at).is_some_and(|end| end > at + 1);
        if power == 12 && is_mega() {
            return false;
        }
        let own = (power / 4 - 1) as usize;
        let low = match self.last {
            Last::Nothing | Last::Zero => return false,
            Last::Number(_) => Some(self.section.map_or(self.number, |section| section.plus(self.number))),
            Last::Scale(_) => self.section,
        };
        if low.is_some() && self.closed[own].is_some() {
            return false;
        }
        let merged = self.closed[..=own].iter().flatten().copied().chain(low).reduce(Lanes::plus);
        let Some(sum) = merged else { return false };
        let is_whole = self.closed[own + 1..].iter().all(Option::is_none);
        self.tail = match self.tail {
            Some((start, value, scale)) if is_whole => {
                scale.checked_mul(ten_to(power)).map(|scale| (start, value, scale))
            }
            _ => is_whole.then_some((at, sum, ten_to(power))),
        };
        self.closed[..=own].fill(None);
        self.closed[own] = Some(sum.times(power));
        self.section = None;
        self.floor = u32::MAX;
        self.last = Last::Scale(power);
        self.at = at + 1;
        true
    }

    /// Whether a unit begins with the scale at `at`, as 千瓦 and 兆帕 do; 千 of 千克拉 is a scale.
    fn opens_unit(&self, at: usize) -> bool {
        let own = unit::end(self.chars, at);
        own.is_some() && own >= unit::end(self.chars, at + 1)
    }

    /// Takes 多, 余, 几 or 来, which say that it is more.
    fn take_more(&mut self, at: usize) -> bool {
        let next = self.chars.get(at + 1).copied();
        let counts = || next.is_some_and(|c| power(c).is_some()) || unit::end(self.chars, at + 1).is_some();
        let fits = match (self.chars[at], self.last) {
            ('几', Last::Scale(_)) => self.form == Form::Chinese,
            ('几', Last::Zero) => self.section.is_some(),
            ('来', Last::Scale(_)) => counts(),
            ('来', Last::Number(None)) => self.form == Form::Digits && !self.has_point && counts(),
            ('余', _) if matches!(next, Some('姚' | '杭' | '额' | '粮' | '热' | '下')) => false,
            ('多' | '余', Last::Scale(_)) => true,
            ('多' | '余', Last::Number(None)) => self.form == Form::Digits && !self.has_point,
            _ => false,
        };
        if !fits || self.more {
            return false;
        }
        if self.last == Last::Zero {
            // 一百零几: the digit is not said.
            self.number = Lanes::of(Some(Decimal::ZERO));
            self.last = Last::Number(None);
        }
        self.more = true;
        self.at = at + 1;
        true
    }

    /// Takes 点 and the decimals behind it; what stands behind a clock's 点 (八点三十, 八点五分) is none.
    fn take_point(&mut self, at: usize) -> bool {
        if self.form == Form::Digits || self.has_point || self.more || self.last == Last::Nothing {
            return false;
        }
        let mut fraction = Builder::default();
        let mut end = at + 1;
        let first = end;
        while let Some(&c) = self.chars.get(end) {
            let digit = c.to_digit(10).and_then(|digit| u8::try_from(digit).ok()).or_else(|| chinese_digit(c));
            match digit {
                Some(digit) if !matches!(c, '两' | '俩') => fraction.push(digit, true),
                _ => break,
            }
            end += 1;
        }
        let rest = &self.chars[end..];
        let is_clock =
            matches!(rest, ['十' | '拾' | '百' | '刻' | '半', ..] | ['分', ..]) && !matches!(rest, ['分', '之', ..]);
        if end == first || is_clock {
            return false;
        }
        self.number = self.sum().plus(Lanes::of(fraction.finish()));
        self.section = None;
        self.closed = [None; 3];
        self.last = Last::Number(None);
        self.has_point = true;
        self.tail = None;
        self.at = end;
        true
    }

    /// All that was read so far.
    fn sum(&self) -> Lanes {
        let number = match self.last {
            Last::Number(Some(power)) => Some(self.number.times(power - 1)),
            Last::Number(None) => Some(self.number),
            Last::Zero if self.section.is_none() && self.closed == [None; 3] => Some(Lanes::of(Some(Decimal::ZERO))),
            _ => None,
        };
        let parts = self.closed.iter().flatten().copied().chain(self.section).chain(number);
        parts.reduce(Lanes::plus).unwrap_or(Lanes::of(None))
    }

    fn finish(self, start: usize) -> Option<Numeral> {
        // 百 alone is a number in 百分之百 only.
        let is_bare_scale = self.at == start + 1 && matches!(self.chars[start], '百' | '佰' | '千' | '仟');
        let is_whole = || start > 0 && matches!(self.chars[start - 1], '之' | '分');
        if self.last == Last::Nothing || (is_bare_scale && !is_whole()) {
            return None;
        }
        let (scale_at, value, scale) = self.tail.unwrap_or((self.at, self.sum(), Decimal::ONE));
        Some(Numeral {
            end: self.at,
            value,
            scale_at,
            scale,
            more: self.more,
            form: self.form,
            has_point: self.has_point,
            whole: self.whole,
        })
    }
}

fn tens(c: char) -> Option<u8> {
    Some(match c {
        '廿' => 20,
        '卅' => 30,
        '卌' => 40,
        _ => return None,
    })
}

fn ten_to(power: u32) -> Decimal {
    Decimal::from(10_u64.pow(power))
}

/// Whether a word of the list begins at `at`.
fn starts_word(chars: &[char], at: usize) -> bool {
    word_around(&chars[at..], 0).is_some()
}
