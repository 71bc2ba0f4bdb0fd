//! Replies, put together: the answer first, then the quote, then its source.

use super::{
    Language, Part, Reply, Suggestion,
    command::COMMANDS,
    wording::{Texts, fill},
};
use crate::{
    answer::{self, Alternative, Answer, Citation, Difference, DifferenceKind, Listed, Status},
    chart::Chart,
    index::ReportEntry,
    report::ReportDate,
    text::{byte_offset, char_count},
};

/// Asked of the report that ships; any index answers it, if only with what comes nearest.
const EXAMPLE: &str = "一季度工业投资是多少？";

/// The longest title of a suggestion, in characters: what a phone shows on one line.
const SUGGESTION_TITLE: usize = 40;

/// First words.
pub(super) fn start(texts: &Texts, hints: &[String]) -> Reply {
    let mut parts = vec![Part::Text(texts.start.clone()), Part::Text(fill(&texts.example, &[("question", EXAMPLE)]))];
    parts.extend(hinted(texts, hints));
    Reply { parts }
}

/// What can be asked.
fn hinted(texts: &Texts, hints: &[String]) -> Option<Part> {
    let list: String = hints.iter().map(|hint| format!("\n· {hint}")).collect();
    (!hints.is_empty()).then(|| Part::Text(format!("{}{list}", texts.hints)))
}

/// How to ask.
pub(super) fn help(texts: &Texts, language: Language) -> Reply {
    let mut commands = texts.commands.clone();
    for entry in COMMANDS {
        commands.push_str(&format!("\n/{} {}", entry.name, entry.description(language)));
    }
    Reply { parts: vec![Part::Text(fill(&texts.help, &[("mention", &texts.mention)])), Part::Text(commands)] }
}

/// A question was called for and is missing.
pub(super) fn ask_usage(texts: &Texts) -> Reply {
    Reply { parts: vec![Part::Text(fill(&texts.ask_usage, &[("question", EXAMPLE)]))] }
}

/// What has been read, newest first, `limit` of them.
pub(super) fn reports(texts: &Texts, reports: &[ReportEntry], limit: usize) -> Reply {
    if reports.is_empty() {
        return Reply { parts: vec![Part::Text(texts.no_reports.clone())] };
    }
    let mut newest: Vec<&ReportEntry> = reports.iter().collect();
    newest.sort_by_key(|entry| std::cmp::Reverse(entry.info.date));
    let mut list = fill(&texts.reports, &[("count", &reports.len().to_string())]);
    for entry in newest.iter().take(limit) {
        list.push_str("\n· ");
        list.push_str(&fill(&texts.title, &[("title", &entry.info.title)]));
        if let Some(date) = &entry.info.date {
            list.push_str(&format!(" {}", date_text(texts, date)));
        }
    }
    if let Some(more) = reports.len().checked_sub(limit).filter(|&more| more > 0) {
        list.push('\n');
        list.push_str(&fill(&texts.reports_more, &[("count", &more.to_string())]));
    }
    Reply { parts: vec![Part::Text(list)] }
}

/// What is measured was called for and is missing.
pub(super) fn figures_usage(texts: &Texts) -> Reply {
    Reply { parts: vec![Part::Text(texts.figures_usage.clone())] }
}

/// The first `limit` of the figures about `words`, those of a report together.
pub(super) fn figures(texts: &Texts, words: &str, figures: &[Listed], limit: usize) -> Reply {
    if figures.is_empty() {
        return Reply { parts: vec![Part::Text(fill(&texts.no_figures, &[("words", words)]))] };
    }
    let mut parts = vec![Part::Text(fill(&texts.figures, &[("words", words)]))];
    for of_report in
        figures[..figures.len().min(limit)].chunk_by(|one, other| one.citation.report == other.citation.report)
    {
        let lines: Vec<String> = of_report.iter().map(figure_line).collect();
        parts.push(Part::Text(lines.join("\n")));
        let citation = &of_report[0].citation;
        let date = citation.info.date.as_ref().map(|date| format!(" · {}", date_text(texts, date)));
        let title = fill(&texts.title, &[("title", &citation.title)]);
        parts.push(Part::Source(format!("{title}{}", date.unwrap_or_default())));
    }
    if figures.len() > limit {
        parts.push(Part::Text(fill(&texts.figures_more, &[("words", words)])));
    }
    Reply { parts }
}

/// `· 工业投资 同比增长 25.5%（今年一季度）`.
fn figure_line(listed: &Listed) -> String {
    let figure = &listed.figure;
    let pieces =
        [answer::name(figure, listed.citation.info.place.as_deref()), answer::remark(figure), listed.text.clone()];
    let line = pieces.into_iter().filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(" ");
    match &figure.period {
        Some(period) => format!("· {line}（{}）", period.text),
        None => format!("· {line}"),
    }
}

/// A chart in words, for want of a picture.
pub(super) fn chart(chart: &Chart) -> Reply {
    let lines: Vec<String> = chart.bars.iter().map(|bar| format!("· {} {}", bar.label, bar.value)).collect();
    let parts = vec![Part::Lead(chart.title.clone()), Part::Text(lines.join("\n")), Part::Source(chart.source.clone())];
    Reply { parts }
}

/// The answer to a question; `hints` are what can be asked instead where there is none.
pub(super) fn answer(texts: &Texts, answer: &Answer, hints: &[String]) -> Reply {
    let citation = answer.citations.first();
    let mut parts = match (answer.status, citation, &answer.answer) {
        (Status::Derived, Some(citation), Some(short)) => quoted(texts, short, citation),
        (Status::Answer, Some(citation), Some(short)) => match answer.rival() {
            Some(rival) => disagreeing(texts, (short, citation), (said(rival), &rival.citation)),
            None => {
                let mut parts = quoted(texts, short, citation);
                parts.splice(1..1, said_of(answer).map(Part::Text));
                parts
            }
        },
        (Status::Nearest, Some(citation), _) => {
            let (lead, nearest) = match answer.differences.first() {
                Some(difference) => differing(texts, difference),
                None => (texts.none.clone(), texts.nearest.clone()),
            };
            vec![
                Part::Lead(lead),
                Part::Text(nearest),
                Part::Quote(line(&citation.quote)),
                Part::Source(source(texts, citation)),
            ]
        }
        _ => {
            let mut parts = vec![Part::Lead(texts.none.clone())];
            parts.extend(hinted(texts, hints));
            parts.push(Part::Text(texts.r#try.clone()));
            parts
        }
    };
    if let (Status::Derived, Some(derivation)) = (answer.status, &answer.derivation) {
        // A comparison shows its result by its order.
        let result = answer.figure.as_ref().and(answer.answer.as_deref()).map(|result| format!(" = {result}"));
        let working = derivation.expression.clone() + result.as_deref().unwrap_or_default();
        parts.insert(1, Part::Text(fill(&texts.derived, &[("expression", &working)])));
    }
    // Behind the answer itself, which is what is read first.
    if let Some(corrected) = corrected(texts, answer) {
        parts.insert(1, Part::Text(corrected));
    }
    Reply { parts }
}

/// What was read otherwise than it was typed.
fn corrected(texts: &Texts, answer: &Answer) -> Option<String> {
    let read: Vec<&str> = answer.corrections.iter().map(|correction| correction.read.as_str()).collect();
    (!read.is_empty()).then(|| fill(&texts.understood, &[("read", &read.join("”、“"))]))
}

/// What the reports do not have, and what the nearest sentence is about instead.
fn differing(texts: &Texts, difference: &Difference) -> (String, String) {
    let missing = match difference.kind {
        DifferenceKind::Period => &texts.no_period,
        DifferenceKind::Place => &texts.no_place,
        DifferenceKind::Variant => &texts.no_variant,
        DifferenceKind::Measure if difference.of.is_none() => &texts.no_figure,
        DifferenceKind::Measure | DifferenceKind::Attribute => &texts.no_measure,
        DifferenceKind::Figure => &texts.no_figure,
        DifferenceKind::Unit => &texts.no_unit,
        DifferenceKind::Subject | DifferenceKind::Name => &texts.no_subject,
    };
    let nearest = match &difference.there {
        Some(there) => fill(&texts.nearest_is, &[("there", there)]),
        None => texts.nearest_plain.clone(),
    };
    let of = difference.of.as_deref().unwrap_or(&texts.no_name);
    (fill(missing, &[("asked", &difference.asked), ("of", of)]), nearest)
}

/// Says as what a follow-up was understood: behind the answer, which is what is read first.
pub(super) fn understood(texts: &Texts, reply: &mut Reply, question: &str) {
    let at = reply.parts.len().min(1);
    reply.parts.insert(at, Part::Text(fill(&texts.meant, &[("question", question)])));
}

/// Two reports that do not say the same, the newer one first.
fn disagreeing(texts: &Texts, one: (&str, &Citation), other: (&str, &Citation)) -> Vec<Part> {
    let newer_first = one.1.info.date >= other.1.info.date;
    let ((short, citation), (second, its)) = if newer_first { (one, other) } else { (other, one) };
    let mut parts = quoted(texts, short, citation);
    parts.push(Part::Text(texts.differs.clone()));
    parts.extend(quoted(texts, second, its));
    parts
}

fn said(other: &Alternative) -> &str {
    other.answer.as_deref().unwrap_or(&other.sentence)
}

/// The next best answers, for those who want more than one.
pub(super) fn others(texts: &Texts, answer: &Answer) -> Option<Reply> {
    // A rival is shown with the answer.
    let rival = answer.rival().map(|rival| &rival.citation);
    let rest: Vec<_> = answer.others.iter().filter(|other| Some(&other.citation) != rival).collect();
    let quotes = rest
        .iter()
        .flat_map(|other| [Part::Quote(line(&other.sentence)), Part::Source(source(texts, &other.citation))]);
    let parts: Vec<Part> = std::iter::once(Part::Text(format!("\n{}", texts.also))).chain(quotes).collect();
    (!rest.is_empty()).then_some(Reply { parts })
}

/// The answer and the next best ones, each as a reply of its own.
pub(super) fn suggestions<'a>(texts: &'a Texts, answer: &'a Answer) -> impl Iterator<Item = Suggestion> + 'a {
    let first = answer
        .citations
        .first()
        .zip(answer.sentence.as_deref())
        .map(|(citation, sentence)| (answer.answer.as_deref().unwrap_or(sentence), citation));
    let others = answer.others.iter().map(|other| (said(other), &other.citation));
    let corrected = corrected(texts, answer);
    first.into_iter().chain(others).map(move |(short, citation)| {
        let mut parts = quoted(texts, short, citation);
        let mut description = format!("{}\n{}", citation.quote, source(texts, citation));
        if let Some(corrected) = &corrected {
            description = format!("{corrected}\n{description}");
            parts.insert(1, Part::Text(corrected.clone()));
        }
        Suggestion { title: beginning(short, SUGGESTION_TITLE), description, reply: Reply { parts } }
    })
}

fn quoted(texts: &Texts, short: &str, citation: &Citation) -> Vec<Part> {
    let mut parts = vec![Part::Lead(short.to_owned())];
    // A sentence that is its own answer is not said twice.
    if bare(short) != bare(&citation.quote) {
        parts.push(Part::Quote(line(&citation.quote)));
    }
    parts.push(Part::Source(source(texts, citation)));
    parts
}

/// What the figure of an answer is: `一季度 · 集成电路 产值 · 同比增长`; `None` where it is no single figure, or says no more
/// than its number.
fn said_of(answer: &Answer) -> Option<String> {
    let (figure, citation) = (answer.figure.as_ref()?, answer.citations.first()?);
    let single = answer.answer.as_deref().is_some_and(|short| !short.contains('、'));
    let name = answer::name(figure, citation.info.place.as_deref());
    let period = figure.period.as_ref().map(|period| period.text.clone()).unwrap_or_default();
    let pieces = [period, name.clone(), answer::remark(figure)];
    let said: Vec<String> = pieces.into_iter().filter(|piece| !piece.is_empty()).collect();
    (single && !name.is_empty()).then(|| said.join(" · "))
}

/// As one line: the cells of a table's row stand apart without tabs, which a phone shows as nothing.
fn line(quote: &str) -> String {
    quote.replace('\t', "　")
}

fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '。' | '；' | '！' | '？' | '.' | ';'))
}

/// `《title》 · section · paragraph · date · source`.
fn source(texts: &Texts, citation: &Citation) -> String {
    let mut pieces = Vec::new();
    if !citation.title.is_empty() {
        pieces.push(fill(&texts.title, &[("title", &citation.title)]));
    }
    pieces.extend(citation.section.clone());
    pieces.push(fill(&texts.paragraph, &[("number", &citation.paragraph.to_string())]));
    pieces.extend(citation.info.date.as_ref().map(|date| date_text(texts, date)));
    pieces.extend(citation.info.source.clone());
    pieces.join(" · ")
}

fn date_text(texts: &Texts, date: &ReportDate) -> String {
    let part = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    let pattern = match (date.month, date.day) {
        (Some(_), Some(_)) => &texts.day,
        (Some(_), None) => &texts.month,
        _ => &texts.year,
    };
    let values = [("year", &date.year.to_string()), ("month", &part(date.month)), ("day", &part(date.day))];
    let mut text = fill(pattern, &values.map(|(name, value)| (name, value.as_str())));
    if date.inferred {
        text.push_str(&format!("（{}）", texts.inferred));
    }
    text
}

/// The first `limit` characters, with an ellipsis where more follow.
fn beginning(text: &str, limit: usize) -> String {
    if char_count(text) <= limit {
        return text.to_owned();
    }
    format!("{}…", &text[..byte_offset(text, limit - 1)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::Wording;

    #[test]
    fn what_differs_is_said_in_words() {
        let difference = |kind, asked: &str, there: Option<&str>| Difference {
            kind,
            asked: asked.to_owned(),
            of: there.map(|_| "产量".to_owned()),
            there: there.map(str::to_owned),
        };
        let cases = [
            (
                difference(DifferenceKind::Period, "2021年", Some("2022年")),
                "报告里没有2021年的产量。",
                "最接近的是2022年：",
            ),
            (difference(DifferenceKind::Place, "广州", Some("深圳")), "报告里没有广州的产量。", "最接近的是深圳："),
            (difference(DifferenceKind::Subject, "铽", None), "报告里没有提到“铽”。", "最接近的是："),
        ];
        let wording = Wording::default();
        for (difference, lead, nearest) in cases {
            let said = differing(wording.of(Language::Chinese), &difference);
            assert_eq!(said, (lead.to_owned(), nearest.to_owned()));
        }
    }
}
