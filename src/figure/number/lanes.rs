//! A value that may have an upper end, `两三` is 2 to 3, computed side by side.

use rust_decimal::Decimal;

/// A lower and an upper value, the same where there is but one; none where it is too large to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::figure) struct Lanes(Option<[Decimal; 2]>);

impl Lanes {
    pub(super) fn of(value: Option<Decimal>) -> Self {
        Self(value.map(|value| [value; 2]))
    }

    pub(super) fn between(low: Decimal, high: Decimal) -> Self {
        Self(Some([low, high]))
    }

    /// The value, the lower one of two.
    pub(in crate::figure) fn low(self) -> Option<Decimal> {
        self.0.map(|[low, _]| low)
    }

    /// The upper value, where there are two.
    pub(in crate::figure) fn high(self) -> Option<Decimal> {
        self.0.and_then(|[low, high]| (low != high).then_some(high))
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self(match (self.0, other.0) {
            (Some([low, high]), Some([more, most])) => both(low.checked_add(more), high.checked_add(most)),
            _ => None,
        })
    }

    /// Ten to the `power` times as much.
    pub(super) fn times(self, power: u32) -> Self {
        let factor = Decimal::from(10_u64.pow(power));
        Self(self.0.and_then(|[low, high]| both(low.checked_mul(factor), high.checked_mul(factor))))
    }
}

fn both(low: Option<Decimal>, high: Option<Decimal>) -> Option<[Decimal; 2]> {
    Some([low?, high?])
}
