//! A question while it is being changed: its row of pieces, into which others are put and from which some are taken.

use super::slots::{Ask, Piece, Slot};

/// A question that is being changed.
pub(super) struct Row {
    pub(super) pieces: Vec<Piece>,
}

impl Row {
    /// Where the first piece of such a slot is.
    pub(super) fn position(&self, wanted: impl Fn(Slot) -> bool) -> Option<usize> {
        self.pieces.iter().position(|piece| wanted(piece.slot))
    }

    /// The first piece of such a slot.
    pub(super) fn get(&self, wanted: impl Fn(Slot) -> bool) -> Option<&Piece> {
        self.position(wanted).map(|at| &self.pieces[at])
    }

    /// Whether there is a piece of such a slot.
    pub(super) fn has(&self, wanted: impl Fn(Slot) -> bool) -> bool {
        self.position(wanted).is_some()
    }

    /// Puts `piece` in the place of the one in its slot, or where it belongs in a question.
    pub(super) fn put(&mut self, piece: Piece) {
        let same = |slot: Slot| match piece.slot {
            Slot::Measure | Slot::WholeMeasure => is_measure(slot),
            Slot::Ask(_) => is_ask(slot),
            other => slot == other,
        };
        let found = match piece.slot {
            // What is asked of is the name next to the measure or the question word.
            Slot::Name => {
                let end = self
                    .position(|slot| is_measure(slot) || is_view(slot) || is_ask(slot))
                    .unwrap_or(self.pieces.len());
                self.pieces[..end].iter().rposition(|piece| piece.slot == Slot::Name).or_else(|| self.position(same))
            }
            _ => self.position(same),
        };
        if let Some(at) = found {
            self.pieces[at] = piece;
            return;
        }
        let behind = |row: &Self, wanted: &dyn Fn(Slot) -> bool| {
            row.pieces.iter().rposition(|piece| wanted(piece.slot)).map(|at| at + 1)
        };
        let end = self.position(is_ask).unwrap_or(self.pieces.len());
        let at = match piece.slot {
            Slot::Year => self.position(|slot| slot == Slot::Part).unwrap_or_default(),
            Slot::Part => behind(self, &|slot| slot == Slot::Year)
                .or_else(|| behind(self, &|slot| slot == Slot::Place))
                .unwrap_or_default(),
            Slot::Place => self
                .position(|slot| is_measure(slot) || matches!(slot, Slot::Year | Slot::Part | Slot::Name))
                .unwrap_or_default(),
            Slot::Name => self.position(|slot| is_measure(slot) || is_view(slot)).unwrap_or(end),
            Slot::Measure | Slot::WholeMeasure => self.position(is_view).unwrap_or(end),
            Slot::Aspect | Slot::Change => behind(self, &is_measure).unwrap_or(end),
            Slot::Ask(_) | Slot::Glue => self.pieces.len(),
        };
        self.pieces.insert(at, piece);
    }

    /// Takes out the pieces of such slots, with a 的 that led to them.
    pub(super) fn remove(&mut self, wanted: impl Fn(Slot) -> bool) {
        while let Some(at) = self.position(&wanted) {
            self.pieces.remove(at);
            if let Some(before) = at.checked_sub(1).and_then(|before| self.pieces.get_mut(before))
                && before.slot == Slot::Glue
            {
                before.text = before.text.trim_end_matches('的').to_owned();
            }
        }
    }

    /// Takes out the question word and all behind it.
    pub(super) fn drop_from_ask(&mut self) {
        if let Some(at) = self.position(is_ask).filter(|&at| at > 0) {
            self.pieces.truncate(at);
        }
    }

    /// Takes out a name that stands right before the measure: 工业 of 工业投资.
    pub(super) fn drop_modifier(&mut self) {
        let before = self.position(is_measure).and_then(|at| at.checked_sub(1));
        if let Some(before) = before.filter(|&at| self.pieces[at].slot == Slot::Name) {
            self.pieces.remove(before);
        }
    }

    /// The question as it stands now.
    pub(super) fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }
}

/// What is asked for.
pub(super) fn ask(pieces: &[Piece]) -> Option<Ask> {
    pieces.iter().find_map(|piece| if let Slot::Ask(ask) = piece.slot { Some(ask) } else { None })
}

/// Whether the question word fills it.
pub(super) fn is_ask(slot: Slot) -> bool {
    matches!(slot, Slot::Ask(_))
}

/// Whether a year or a part of one fills it.
pub(super) fn is_period(slot: Slot) -> bool {
    matches!(slot, Slot::Year | Slot::Part)
}

/// Whether what is measured fills it.
pub(super) fn is_measure(slot: Slot) -> bool {
    matches!(slot, Slot::Measure | Slot::WholeMeasure)
}

/// Whether a view of the measure fills it.
pub(super) fn is_view(slot: Slot) -> bool {
    matches!(slot, Slot::Aspect | Slot::Change)
}
