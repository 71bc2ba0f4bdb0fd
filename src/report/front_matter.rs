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
        // The message begins with its own `error: line 1 column 2: `, counted from below the fence.
        let message = error.to_string();
        let first = message.lines().next().unwrap_or_default();
        let reason =
            first.split_once(" column ").and_then(|(_, rest)| rest.split_once(": ")).map_or(first, |(_, rest)| rest);
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
        period: None,
        source: keys.source,
        abbreviations: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_any_yaml_form_are_read() {
        let text = "---\r\ntitle: 2024\ndate: 2024-06-20\nplace: '西宁'\nsource: \"某局: 二处\"\ntags: [a, {b: c}]\ndraft: true\n---  \n\n正文\n";
        let expected = ReportInfo {
            title: "2024".to_owned(),
            date: metadata::date("2024-06-20"),
            place: Some("西宁".to_owned()),
            source: Some("某局: 二处".to_owned()),
            ..ReportInfo::default()
        };
        assert_eq!(split(text), Ok((expected, "\n正文\n")));
        let year = split("---\ndate: 2024\n---\n").map(|(info, _)| info.date.map(|date| (date.year, date.month)));
        assert_eq!(year, Ok(Some((2024, None))));
        for text in
            ["---\n---\n正文", "---\n# nothing\n\n---\n正文", "正文", "----\n正文", "---\ntitle:\ndate:\n---\n正文"]
        {
            let info = split(text).map(|(info, _)| info);
            assert_eq!(info, Ok(ReportInfo::default()), "{text}");
        }
    }

    #[test]
    fn faults_name_their_line() {
        let cases = [
            ("---\ntitle: x\n正文", 1, "not closed"),
            ("---\ntitle: x\nbyline: [a, b]\n---\n", 3, "(expected string scalar)"),
            ("---\ntitle: x\n\ndate: soon\n---\n", 4, "“soon” is no date"),
            ("---\ndate: {a: b}\n---\n", 2, "(expected string scalar)"),
            ("---\njust words\n---\n", 2, "cannot be understood"),
        ];
        for (text, line, reason) in cases {
            let fault = split(text).err();
            assert!(fault.as_ref().is_some_and(|f| f.line == Some(line) && f.reason.contains(reason)), "{fault:?}");
        }
    }
}
