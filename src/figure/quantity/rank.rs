//! Places in an order: `第2位`, `居全国第二`.

use super::{Measured, Role, amount::Amount};
use crate::figure::number;

/// Verbs and nouns of an order.
const ORDER: &str = "居列排位占名升跃";
/// So far before the number they stand.
const NEAR: usize = 10;

/// The rank that 第 at `at` begins; else where to look next. What is only counted (第三产业, 第2次) is none.
pub(super) fn read(chars: &[char], at: usize, from: usize) -> Result<Measured, usize> {
    let numeral = number::read(chars, at + 1).ok_or(at + 1)?;
    let value = numeral.value.low().and_then(|value| value.checked_mul(numeral.scale)).ok_or(numeral.end)?;
    let next = |behind: usize| chars.get(numeral.end + behind).copied();
    let is_place = matches!(next(0), Some('位' | '名')) && !matches!(next(1), Some('于' | '称' | '单'));
    let is_closed = next(0).is_none_or(|c| !c.is_alphanumeric() || c == '的');
    let is_ordered = || chars[from.max(at.saturating_sub(NEAR))..at].iter().any(|c| ORDER.contains(*c));
    // 增幅全市第一
    let before = |word: &str| chars[..at].ends_with(&word.chars().collect::<Vec<_>>());
    let is_of_all = || {
        ["全市", "全省", "全国", "全区", "全县", "全球", "世界", "国内", "省内", "行业"].iter().any(|word| before(word))
    };
    let is_rank = is_place || (is_closed && (is_ordered() || is_of_all()));
    if !is_rank {
        return Err(numeral.end);
    }
    let mut amount = Amount::new(at + 1..numeral.end, value);
    amount.start = at;
    amount.end = numeral.end + usize::from(is_place);
    amount.unit.at = numeral.end..amount.end;
    amount.form = numeral.form;
    Ok(Measured::new(amount, Role::Rank))
}

/// Whether an amount of 位 is a place: `由369位上升到235位`, but not `235位专家`.
pub(super) fn is_place(chars: &[char], amount: &Amount) -> bool {
    let before = amount.start.checked_sub(1).map(|before| chars[before]);
    let noun = chars.get(amount.end).is_some_and(|c| c.is_alphanumeric() && !"上下升降跃提前后至到的".contains(*c));
    chars[amount.unit.at.clone()] == ['位'] && before.is_some_and(|c| "由从至到居列".contains(c)) && !noun
}
