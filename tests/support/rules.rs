//! What Telegram checks of the texts it is given, as strictly as it may ever be.

use serde_json::{Map, Value, json};

/// Tags of HTML mode without attributes that we may use.
const TAGS: &[&str] = &[
    "b",
    "strong",
    "i",
    "em",
    "u",
    "ins",
    "s",
    "strike",
    "del",
    "tg-spoiler",
    "code",
    "pre",
    "blockquote",
    "blockquote expandable",
];

/// The visible text of a message, or the server's words of refusal.
pub(crate) fn text(params: &Value, field: &str) -> Result<String, String> {
    let raw = params[field].as_str().ok_or("message text is empty")?;
    if raw.len() > 32_768 {
        return Err("text is too long".into());
    }
    let (text, entities) = match params["parse_mode"].as_str() {
        None => (raw.to_owned(), 0),
        Some("HTML") => html(raw).map_err(|reason| format!("can't parse entities: {reason}"))?,
        Some(_) => return Err("unsupported parse_mode".into()),
    };
    let text = text.trim().to_owned();
    if text.is_empty() {
        return Err("message text is empty".into());
    }
    if text.encode_utf16().count() > 4096 {
        return Err("message is too long".into());
    }
    if entities > 100 {
        return Err("ENTITIES_TOO_LONG".into());
    }
    Ok(text)
}

/// Parses HTML mode; stricter than Telegram in that a bare `&` is refused.
fn html(raw: &str) -> Result<(String, usize), String> {
    let (mut text, mut open, mut entities, mut rest) = (String::new(), Vec::new(), 0, raw);
    while let Some(at) = rest.find(['<', '>', '&']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let offset = raw.len() - rest.len();
        let codes = [("&lt;", '<'), ("&gt;", '>'), ("&amp;", '&'), ("&quot;", '"')];
        if let Some((code, c)) = codes.iter().find(|(code, _)| rest.starts_with(code)) {
            text.push(*c);
            rest = &rest[code.len()..];
            continue;
        }
        if !rest.starts_with('<') {
            return Err(format!("Unescaped {} at byte offset {offset}", &rest[..1]));
        }
        let end = rest.find('>').ok_or(format!("Unclosed start tag at byte offset {offset}"))?;
        let tag = &rest[1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            match open.pop() {
                None => return Err(format!("Unexpected end tag at byte offset {offset}")),
                Some(opened) if opened != name => return Err(format!("Unmatched end tag at byte offset {offset}")),
                Some(_) => {}
            }
        } else if TAGS.contains(&tag) {
            open.push(tag.split(' ').next().unwrap());
            entities += 1;
        } else {
            return Err(format!("Unsupported start tag \"{tag}\" at byte offset {offset}"));
        }
    }
    text.push_str(rest);
    match open.pop() {
        Some(tag) => Err(format!("Can't find end tag corresponding to start tag \"{tag}\"")),
        None => Ok((text, entities)),
    }
}

/// Every field of `value` must be one of `known`: a typing mistake is silently ignored by Telegram, not by us.
pub(crate) fn fields(value: &Value, known: &[&str]) -> Result<(), String> {
    let Some(object) = value.as_object() else { return Err("object expected".into()) };
    match object.keys().find(|key| !known.contains(&key.as_str())) {
        Some(key) => Err(format!("unknown field {key}")),
        None => Ok(()),
    }
}

/// Checks `answerInlineQuery`.
pub(crate) fn inline(params: &Value) -> Result<(), String> {
    fields(params, &["inline_query_id", "results", "cache_time", "is_personal", "next_offset", "button"])?;
    let results = params["results"].as_array().ok_or("results expected")?;
    check(results.len() <= 50, "too many inline query results specified")?;
    check(params["next_offset"].as_str().is_none_or(|offset| offset.len() <= 64), "NEXT_OFFSET_INVALID")?;
    check(params["cache_time"].as_u64().is_none_or(|seconds| seconds <= 86_400), "cache_time")?;
    let mut ids = std::collections::HashSet::new();
    for result in results {
        fields(result, &["type", "id", "title", "description", "input_message_content"])?;
        let id = result["id"].as_str().unwrap_or_default();
        check((1..=64).contains(&id.len()) && ids.insert(id), "RESULT_ID_INVALID")?;
        check(result["type"] == "article", "unallowed result type")?;
        check(result["title"].as_str().is_some_and(|title| !title.trim().is_empty()), "title is empty")?;
        let content = &result["input_message_content"];
        fields(content, &["message_text", "parse_mode", "link_preview_options"])?;
        text(content, "message_text")?;
    }
    if let Some(button) = params.get("button") {
        fields(button, &["text", "start_parameter"])?;
        check(button["text"].as_str().is_some_and(|text| !text.is_empty()), "button text is empty")?;
        let start = button["start_parameter"].as_str().unwrap_or_default();
        check((1..=64).contains(&start.len()), "Too long start_parameter specified")?;
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        check(start.chars().all(allowed), "Unallowed characters in start_parameter are used")?;
    }
    Ok(())
}

/// Checks the buttons below a message.
pub(crate) fn keyboard(params: &Value) -> Result<(), String> {
    let Some(markup) = params.get("reply_markup") else { return Ok(()) };
    fields(markup, &["inline_keyboard"])?;
    for button in markup["inline_keyboard"].as_array().into_iter().flatten().filter_map(Value::as_array).flatten() {
        fields(button, &["text", "callback_data"])?;
        check(button["text"].as_str().is_some_and(|text| !text.is_empty()), "text buttons are unallowed")?;
        let data = button["callback_data"].as_str().unwrap_or_default();
        check((1..=64).contains(&data.len()), "BUTTON_DATA_INVALID")?;
    }
    Ok(())
}

/// Checks `answerCallbackQuery`.
pub(crate) fn tapped(params: &Value) -> Result<(), String> {
    fields(params, &["callback_query_id", "text"])?;
    check(params["callback_query_id"].is_string(), "query is too old and response timeout expired")?;
    check(params["text"].as_str().is_none_or(|text| text.encode_utf16().count() <= 200), "MESSAGE_TOO_LONG")
}

/// A multipart form as JSON; of a file, whether it begins like a PNG.
pub(crate) fn form(body: &[u8]) -> Option<Value> {
    let at = |hay: &[u8], needle: &[u8]| hay.windows(needle.len()).position(|window| window == needle);
    let boundary = &body[..at(body, b"\r\n")?];
    let (mut fields, mut rest) = (Map::new(), body.get(boundary.len() + 2..)?);
    while let Some(end) = at(rest, boundary) {
        let part = &rest[..end];
        let head = at(part, b"\r\n\r\n")?;
        let (header, content) = (String::from_utf8_lossy(&part[..head]), part.get(head + 4..part.len() - 2)?);
        let name = header.split("name=\"").nth(1)?.split('"').next()?.to_owned();
        let value = if header.contains("filename=") {
            json!({"png": content.starts_with(b"\x89PNG\r\n")})
        } else {
            let text = String::from_utf8_lossy(content);
            let plain = || Value::String(text.to_string());
            if name == "caption" { plain() } else { serde_json::from_str(&text).unwrap_or_else(|_| plain()) }
        };
        fields.insert(name, value);
        rest = rest.get(end + boundary.len() + 2..)?;
    }
    Some(Value::Object(fields))
}

/// Checks `setMyCommands`.
pub(crate) fn commands(params: &Value) -> Result<(), String> {
    fields(params, &["commands", "scope", "language_code"])?;
    let commands = params["commands"].as_array().ok_or("commands expected")?;
    check(commands.len() <= 100, "BOT_COMMANDS_TOO_MUCH")?;
    for command in commands {
        fields(command, &["command", "description"])?;
        let (name, about) = (&command["command"], &command["description"]);
        let of_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let name = name.as_str().unwrap_or_default();
        check((1..=32).contains(&name.len()) && name.chars().all(of_name), "BOT_COMMAND_INVALID")?;
        let length = about.as_str().unwrap_or_default().encode_utf16().count();
        check((1..=256).contains(&length), "BOT_COMMAND_DESCRIPTION_INVALID")?;
    }
    Ok(())
}

/// `Ok` if it holds, else the refusal.
pub(crate) fn check(holds: bool, refusal: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(refusal.to_owned()) }
}
