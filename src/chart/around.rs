//! The figures of the passage that an answer stands in.

use crate::{
    answer::{Citation, Listed},
    figure::{
        NamedPeriod,
        extract::{Above, figures},
        period::mentions,
    },
    index::{Found, IndexError, Passage, Snapshot},
    text::char_count,
};

/// The figures of the passage that `citation` stands in, in order; none where the snapshot no longer holds it.
///
/// # Errors
///
/// The snapshot is damaged.
pub fn around(snapshot: &Snapshot, citation: &Citation) -> Result<Vec<Listed>, IndexError> {
    let Some(report) = snapshot.catalogue()?.iter().find(|report| report.info.id == citation.report) else {
        return Ok(Vec::new());
    };
    let read = |number: u32| -> Result<Option<Passage>, IndexError> {
        Ok(snapshot.read(&[Found { score: 0.0, number }])?.pop().map(|hit| hit.passage))
    };
    // Passages stand in the order of the text: the last one that begins no later than the citation holds it.
    let (mut from, mut to) = (report.passages.start, report.passages.end);
    while to.saturating_sub(from) > 1 {
        let middle = from + (to - from) / 2;
        match read(middle)? {
            Some(passage) if passage.start <= citation.start => from = middle,
            _ => to = middle,
        }
    }
    let passage = if from < report.passages.end { read(from)? } else { None };
    Ok(passage
        .filter(|passage| passage.paragraph == citation.paragraph)
        .map(|passage| listed(&passage))
        .unwrap_or_default())
}

fn listed(passage: &Passage) -> Vec<Listed> {
    let report = passage.report.as_ref();
    let date = report.date.as_ref();
    let named = |text: &str| {
        let mention = mentions(text, date).into_iter().next()?;
        Some(NamedPeriod { text: text[mention.range].to_owned(), when: mention.when })
    };
    let period = passage.section.as_deref().and_then(named).or_else(|| named(&report.title));
    let period = period.or_else(|| report.period.as_deref().and_then(named));
    let above = Above { date, period, place: report.place.as_deref() };
    let cited = figures(&passage.text, &above).into_iter().filter_map(|figure| {
        let range = figure.range();
        let mut sentences = passage.sentences.iter();
        let sentence = sentences.find(|sentence| sentence.start <= range.start && range.end <= sentence.end)?;
        let start = passage.start + char_count(&passage.text[..sentence.start]);
        let quote = passage.text[sentence.clone()].to_owned();
        let citation = Citation {
            report: report.id.clone(),
            title: report.title.clone(),
            section: passage.section.clone(),
            paragraph: passage.paragraph,
            start,
            end: start + char_count(&quote),
            quote,
            info: passage.report.clone(),
        };
        Some(Listed { text: passage.text[range].to_owned(), figure, citation })
    });
    cited.collect()
}
