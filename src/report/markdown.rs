//! Markdown: its blocks to headings and paragraphs.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

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
    let mut headings = 0;
    // Strikethrough stays off: it would take the marks out of `1~3月，4~5月`.
    for event in Parser::new_ext(body, Options::ENABLE_TABLES) {
        match event {
            Event::Text(text) | Event::Code(text) => line.push_str(&text),
            Event::SoftBreak => line.push('\n'),
            Event::HardBreak => flush(&mut draft, &mut line),
            Event::InlineHtml(tag) if tag.starts_with("<br") => flush(&mut draft, &mut line),
            Event::Start(Tag::TableCell) => line.push_str(if line.is_empty() { "| " } else { " " }),
            Event::End(TagEnd::TableCell) => line.push_str(" |"),
            Event::End(TagEnd::CodeBlock) => {
                let code = std::mem::take(&mut line);
                draft.blocks.extend(code.lines().map(tidy).map(Block::Paragraph));
            }
            Event::End(TagEnd::Heading(level)) => {
                headings += 1;
                let text = tidy(&std::mem::take(&mut line));
                let first = headings == 1 && (level == HeadingLevel::H1 || draft.blocks.is_empty());
                let known = &draft.info.title;
                if first && (known.is_empty() || tidy(known) == text) {
                    draft.title = Some(text).filter(|text| !text.is_empty());
                } else {
                    draft.blocks.push(Block::Heading(text));
                }
            }
            Event::Start(tag) if !is_inline(&tag) => flush(&mut draft, &mut line),
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableHead | TagEnd::TableRow) => {
                flush(&mut draft, &mut line);
            }
            _ => {}
        }
    }
    flush(&mut draft, &mut line);
    Ok(draft)
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. } | Tag::TableCell)
}

fn flush(draft: &mut Draft, line: &mut String) {
    let text = tidy(line);
    if !text.is_empty() {
        draft.blocks.push(Block::Paragraph(text));
    }
    line.clear();
}
