//! A reply as Telegram shows it: HTML within the limits of a message, cut where it is too long for a few of them.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::chat::{Part, Reply};

/// The longest text of a message after parsing. Telegram counts code points; UTF-16 units are never fewer. Two less
/// than 4096, which keeps room for the mark of a cut.
const LIMIT: usize = 4096 - 2;

/// Marked pieces of a message; Telegram keeps 100.
const MARKS: usize = 90;

/// Quotes longer than this are folded, to be opened by a tap.
const FOLDED_ABOVE: usize = 300;

/// A page is filled up with the beginning of the next part only where at least so much room is left.
const WORTH_FILLING: usize = 400;

/// The mark of a cut.
const CUT: &str = "…";

/// One message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Page {
    /// For `parse_mode` HTML.
    pub(crate) html: String,
    /// The same without any markup.
    pub(crate) plain: String,
    /// What stands on the button for the chart below it.
    pub(crate) button: Option<String>,
    units: usize,
    marks: usize,
}

/// How a part is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Lead,
    Text,
    Quote,
    Source,
}

/// The reply as messages, `most` of them at most. What goes beyond is cut, and the last one ends with `…`.
pub(crate) fn pages(reply: &Reply, most: usize) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    let mut page = Page::default();
    let mut above = None;
    for part in &reply.parts {
        let (style, text) = match part {
            Part::Lead(text) => (Style::Lead, text),
            Part::Text(text) => (Style::Text, text),
            Part::Quote(text) => (Style::Quote, text),
            Part::Source(text) => (Style::Source, text),
        };
        let text = clean(text);
        let mut rest = text.as_str();
        while !rest.is_empty() {
            // A source belongs to the quote above it.
            let gap = match (above, style) {
                (None, _) => "",
                (Some(Style::Quote), Style::Source) => "\n",
                _ => "\n\n",
            };
            let room = if page.marks < MARKS { LIMIT.saturating_sub(page.units + gap.len()) } else { 0 };
            let fits = units(rest) <= room;
            let last = pages.len() + 1 >= most;
            if !fits && !page.plain.is_empty() && (room < WORTH_FILLING || units(rest) <= LIMIT && !last) {
                if last {
                    page.cut();
                    pages.push(page);
                    return pages;
                }
                pages.push(std::mem::take(&mut page));
                above = None;
                continue;
            }
            let (piece, tail) = if fits { (rest, "") } else { split(rest, room) };
            page.push(gap, style, piece, last && !tail.is_empty());
            above = Some(style);
            rest = tail.trim_start();
            if !rest.is_empty() {
                pages.push(std::mem::take(&mut page));
                above = None;
                if last {
                    return pages;
                }
            }
        }
    }
    if !page.plain.is_empty() {
        pages.push(page);
    }
    pages
}

impl Page {
    fn push(&mut self, gap: &str, style: Style, text: &str, cut: bool) {
        let text = text.trim_end();
        let cut = if cut { CUT } else { "" };
        let escaped = escape(text);
        self.plain.extend([gap, text, cut]);
        self.html.push_str(gap);
        let (open, close) = match style {
            Style::Lead => ("<b>", "</b>"),
            Style::Text => ("", ""),
            Style::Quote if units(text) > FOLDED_ABOVE => ("<blockquote expandable>", "</blockquote>"),
            Style::Quote => ("<blockquote>", "</blockquote>"),
            Style::Source => ("<i>", "</i>"),
        };
        self.html.extend([open, &escaped, cut, close]);
        self.units += gap.len() + units(text) + units(cut);
        self.marks += usize::from(!open.is_empty());
    }

    fn cut(&mut self) {
        self.html.extend(["\n", CUT]);
        self.plain.extend(["\n", CUT]);
        self.units += 2;
    }
}

/// `text` for a place that shows a line of at most `most` units.
pub(crate) fn line(text: &str, most: usize) -> String {
    let text = clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    if units(&text) <= most {
        return text;
    }
    let (head, _) = split(&text, most.saturating_sub(1));
    format!("{}{CUT}", head.trim_end())
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Without control characters, which Telegram would take out after we counted, and without white space around.
fn clean(text: &str) -> String {
    let text: String =
        text.chars().filter(|c| *c != '\r').map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect();
    text.trim().to_owned()
}

fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// Splits off at most `room` units: at the end of a line or of a sentence in the last third of them, else between two
/// graphemes, so that no emoji falls apart.
fn split(text: &str, room: usize) -> (&str, &str) {
    let (mut used, mut end, mut good) = (0, 0, 0);
    for (at, grapheme) in text.grapheme_indices(true) {
        used += units(grapheme);
        if used > room {
            break;
        }
        end = at + grapheme.len();
        if used > room - room / 3 && matches!(grapheme, "\n" | "。" | "！" | "？" | "；" | ". " | " ") {
            good = end;
        }
    }
    if end == 0 {
        // One grapheme as long as a message: a pile of accents, which nobody can read anyway.
        let mut used = 0;
        for (at, c) in text.char_indices() {
            used += c.len_utf16();
            if used > room {
                break;
            }
            end = at + c.len_utf8();
        }
    }
    text.split_at(if good > 0 { good } else { end })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn reply(parts: impl IntoIterator<Item = Part>) -> Reply {
        Reply { parts: parts.into_iter().collect() }
    }

    #[test]
    fn what_people_see() {
        let reply = reply([
            Part::Lead("12.3 亿元 <同比 +5%>".into()),
            Part::Quote("公司实现营业收入 12.3 亿元 & 净利润 1 亿元。".into()),
            Part::Source("《2023 年报》· 第三节 · 2024-03-01".into()),
            Part::Text("还有：\n1. 净利润".into()),
            Part::Text(" \n".into()),
            Part::Quote("长".repeat(301)),
        ]);
        let pages = pages(&reply, 4);
        assert_eq!(pages.len(), 1);
        insta::assert_snapshot!(pages[0].html.replace(&"长".repeat(301), "长…长"), @r"
        <b>12.3 亿元 &lt;同比 +5%&gt;</b>

        <blockquote>公司实现营业收入 12.3 亿元 &amp; 净利润 1 亿元。</blockquote>
        <i>《2023 年报》· 第三节 · 2024-03-01</i>

        还有：
        1. 净利润

        <blockquote expandable>长…长</blockquote>
        ");
        insta::assert_snapshot!(pages[0].plain.replace(&"长".repeat(301), "长…长"), @r"
        12.3 亿元 <同比 +5%>

        公司实现营业收入 12.3 亿元 & 净利润 1 亿元。
        《2023 年报》· 第三节 · 2024-03-01

        还有：
        1. 净利润

        长…长
        ");
    }

    #[test]
    fn a_long_reply_goes_over_to_further_messages_at_the_border_of_parts() {
        let reply = reply([Part::Lead("甲".repeat(3000)), Part::Quote("乙".repeat(3000)), Part::Source("丙".into())]);
        let pages = pages(&reply, 4);
        let lengths: Vec<_> = pages.iter().map(|page| page.units).collect();
        assert_eq!(lengths, [3000, 3002]);
        assert!(pages[1].html.ends_with("</blockquote>\n<i>丙</i>"));
    }

    #[test]
    fn what_is_too_long_for_all_messages_is_cut_with_a_mark() {
        let long = reply([Part::Text("一二三四五六七八九。".repeat(2000))]);
        let pages4 = pages(&long, 4);
        assert_eq!(pages4.len(), 4);
        assert!(pages4[3].html.ends_with("。…") && pages4[..3].iter().all(|page| page.html.ends_with('。')));
        let many = reply((0..300).map(|n| Part::Lead(n.to_string())));
        let one = pages(&many, 1);
        assert!(one.len() == 1 && one[0].plain.ends_with("\n89\n…") == one[0].plain.ends_with('…'), "{one:?}");
    }

    #[test]
    fn an_emoji_at_the_cut_stays_whole() {
        let family = "👨‍👩‍👧‍👦";
        for pad in 4080..4096 {
            let text = format!("{}{}", "x".repeat(pad), family.repeat(3));
            for page in pages(&reply([Part::Text(text)]), 4) {
                assert_eq!(page.plain.replace(family, "").trim_matches(['x', '…']), "", "{pad}");
            }
        }
        assert_eq!(line(&family.repeat(3), 25), format!("{}…", family.repeat(2)));
        assert_eq!(line("a\n b", 10), "a b");
    }

    fn part() -> impl Strategy<Value = Part> {
        let text = prop_oneof![
            "\\PC{0,40}",
            any::<String>(),
            ("[<>&a中。 \n😀\u{301}]{1,20}", 1usize..600).prop_map(|(text, times)| text.repeat(times)),
        ];
        (0..4, text).prop_map(|(kind, text)| match kind {
            0 => Part::Lead(text),
            1 => Part::Text(text),
            2 => Part::Quote(text),
            _ => Part::Source(text),
        })
    }

    /// The visible text of HTML made by us; panics where it is not well-formed.
    fn parsed(html: &str) -> (String, usize) {
        let (mut text, mut marks, mut open, mut rest) = (String::new(), 0, None, html);
        while let Some(at) = rest.find(['<', '&', '>']) {
            text.push_str(&rest[..at]);
            rest = &rest[at..];
            if let Some((c, code)) =
                [('<', "&lt;"), ('>', "&gt;"), ('&', "&amp;")].iter().find(|(_, code)| rest.starts_with(code))
            {
                text.push(*c);
                rest = &rest[code.len()..];
                continue;
            }
            let tag = &rest[..=rest.find('>').unwrap()];
            rest = &rest[tag.len()..];
            match open {
                None => {
                    assert!(["<b>", "<i>", "<blockquote>", "<blockquote expandable>"].contains(&tag), "{tag}");
                    open = Some(tag[1..tag.len() - 1].split(' ').next().unwrap());
                    marks += 1;
                }
                Some(name) => {
                    assert_eq!(tag, format!("</{name}>"));
                    open = None;
                }
            }
        }
        assert_eq!(open, None);
        text.push_str(rest);
        (text, marks)
    }

    proptest! {
        #[test]
        fn any_reply_is_valid_and_within_the_limits(parts in prop::collection::vec(part(), 0..8), most in 1usize..5) {
            let reply = reply(parts);
            let pages = pages(&reply, most);
            prop_assert!(pages.len() <= most);
            for page in &pages {
                let (text, marks) = parsed(&page.html);
                prop_assert_eq!(&text, &page.plain);
                prop_assert!(units(&text) <= 4096 && units(&text) == page.units && !text.trim().is_empty());
                prop_assert!(marks <= 100 && page.html.len() <= 32_768);
            }
        }
    }
}
