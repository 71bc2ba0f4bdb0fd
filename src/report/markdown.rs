//! Markdown: its blocks to headings and paragraphs.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{
    Fault,
    draft::{Block, Draft},
    front_matter,
    spacing::tidy,
};

/// The draft of a Markdown file.
pub(super) fn draft(text: &str) -> Result<Draft, Fault> {
    let (info, body) = front_matter::split(text)?;
    let mut draft = Draft { info, ..Draft::default() };
    let mut line = String::new();
    for event in Parser::new_ext(body, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(text) | Event::Code(text) => line.push_str(&text),
            Event::SoftBreak => line.push('\n'),
            Event::HardBreak => flush(&mut draft, &mut line),
            Event::End(TagEnd::TableCell) => line.push('\t'),
            Event::End(TagEnd::Heading(_)) => heading(&mut draft, &mut line),
            Event::Start(
                Tag::Paragraph | Tag::Heading { .. } | Tag::Item | Tag::List(_) | Tag::BlockQuote(_) | Tag::TableRow,
            )
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::TableHead | TagEnd::TableRow) => {
                flush(&mut draft, &mut line)
            }
            _ => {}
        }
    }
    flush(&mut draft, &mut line);
    Ok(draft)
}

/// The first heading is the title, if nothing else is.
fn heading(draft: &mut Draft, line: &mut String) {
    let text = tidy(line);
    line.clear();
    if draft.title.is_none() && draft.blocks.is_empty() && (draft.info.title.is_empty() || draft.info.title == text) {
        draft.title = Some(text);
    } else {
        draft.blocks.push(Block::Heading(text));
    }
}

fn flush(draft: &mut Draft, line: &mut String) {
    let text = tidy(line);
    if !text.is_empty() {
        draft.blocks.push(Block::Paragraph(text));
    }
    line.clear();
}
