//! The YAML between `---` lines at the head of a Markdown file.

use serde::Deserialize;

use super::{Fault, ReportInfo, metadata};

/// Its keys; others are of no concern.
#[derive(Debug, Default, Deserialize)]
struct Keys {
    title: Option<String>,
    date: Option<String>,
    byline: Option<String>,
    place: Option<String>,
    source: Option<String>,
}

/// Splits `text` into what its front matter says and the text behind it.
pub(super) fn split(text: &str) -> Result<(ReportInfo, &str), Fault> {
    let Some(yaml_at) = fence_end(text, 0) else { return Ok((ReportInfo::default(), text)) };
    let mut at = yaml_at;
    loop {
        if let Some(body_at) = fence_end(text, at) {
            return Ok((parse(&text[yaml_at..at])?, &text[body_at..]));
        }
        match text[at..].find('\n') {
            Some(end) => at += end + 1,
            None => return Err(Fault::at(1, "the front matter is not closed; end it with a line ---")),
        }
    }
}

/// Where the line of `---` at `at` ends, if there is one.
fn fence_end(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let end = rest.find('\n').map_or(rest.len(), |end| end + 1);
    (rest[..end].trim_end() == "---").then_some(at + end)
}

fn parse(yaml: &str) -> Result<ReportInfo, Fault> {
    if yaml.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
        return Ok(ReportInfo::default());
    }
    let keys: Keys = serde_saphyr::from_str(yaml).map_err(|error| {
        // The line above the YAML is the opening fence.
        let line = error.location().map_or(1, |place| place.line() + 1);
        let reason = error.to_string();
        let reason = reason.lines().next().unwrap_or_default();
        Fault::at(line, format!("the front matter cannot be understood ({reason}); write `title: …`, one a line"))
    })?;
    let date = match keys.date.as_deref() {
        Some(date) => Some(metadata::date(date).ok_or_else(|| {
            let line = yaml.lines().position(|line| line.trim_start().starts_with("date")).unwrap_or_default();
            Fault::at(line as u64 + 2, metadata::not_a_date(date))
        })?),
        None => None,
    };
    Ok(ReportInfo {
        id: String::new(),
        title: keys.title.unwrap_or_default(),
        byline: keys.byline,
        date,
        place: keys.place,
        source: keys.source,
    })
}
