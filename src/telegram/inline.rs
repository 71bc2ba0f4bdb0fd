//! Inline mode: answers to choose from while somebody types `@name words` in any chat.

use std::time::Duration;

use teloxide::{
    payloads::AnswerInlineQuery,
    types::{
        InlineQueryId, InlineQueryResult, InlineQueryResultArticle, InlineQueryResultsButton,
        InlineQueryResultsButtonKind, InputMessageContent, InputMessageContentText, ParseMode,
    },
};
use tokio::time::Instant;

use super::{api::Api, html, incoming::InlineQuery, outage::Backoff, sender::no_preview};
use crate::{
    chat::{Language, Suggestion},
    config::TelegramConfig,
};

/// Nobody waits longer for a list below what they type.
const PATIENCE: Duration = Duration::from_secs(10);

/// Lines of a result, in characters; what a phone shows is less.
const TITLE: usize = 128;
const DESCRIPTION: usize = 256;

/// What the button's tap hands to `/start`.
const START: &str = "inline";

/// Pages of results behind this are not offered.
const FURTHEST: usize = 1000;

/// How many results to skip, from the offset that we handed out.
pub(crate) fn skipped(query: &InlineQuery) -> usize {
    query.offset.parse::<usize>().unwrap_or_default().min(FURTHEST)
}

/// The language of whoever types.
pub(crate) fn language(query: &InlineQuery) -> Language {
    Language::of_tag(query.from.language_code.as_deref())
}

/// The answer: of `suggestions`, one more than are shown if there are more.
pub(crate) fn results(query: &InlineQuery, suggestions: &[Suggestion], settings: &TelegramConfig) -> AnswerInlineQuery {
    let skip = skipped(query);
    let shown = suggestions.len().min(settings.inline_results);
    let articles: Vec<_> = suggestions[..shown]
        .iter()
        .enumerate()
        .filter_map(|(number, suggestion)| article(skip + number, suggestion))
        .map(InlineQueryResult::Article)
        .collect();
    let nothing = articles.is_empty() && skip == 0;
    let mut answer = AnswerInlineQuery::new(InlineQueryId(query.id.clone()), articles);
    answer.cache_time = Some(settings.inline_cache_seconds);
    // Our own words in it are in the language of whoever asks.
    answer.is_personal = Some(true);
    let next = skip + shown;
    let more = suggestions.len() > shown && next <= FURTHEST;
    answer.next_offset = Some(if more { next.to_string() } else { String::new() });
    answer.button = nothing.then(|| InlineQueryResultsButton {
        text: match (language(query), query.query.trim().is_empty()) {
            (Language::Chinese, true) => "怎么问",
            (Language::Chinese, false) => "报告里没有找到 · 怎么问",
            (Language::English, true) => "How to ask",
            (Language::English, false) => "Not in the reports · How to ask",
        }
        .to_owned(),
        kind: InlineQueryResultsButtonKind::StartParameter(START.to_owned()),
    });
    answer
}

fn article(number: usize, suggestion: &Suggestion) -> Option<InlineQueryResultArticle> {
    let page = html::pages(&suggestion.reply, 1).into_iter().next()?;
    let title = Some(html::line(&suggestion.title, TITLE)).filter(|title| !title.is_empty());
    let title = title.unwrap_or_else(|| html::line(&page.plain, TITLE));
    let text = InputMessageContentText::new(page.html).parse_mode(ParseMode::Html).link_preview_options(no_preview());
    let article = InlineQueryResultArticle::new(number.to_string(), title, InputMessageContent::Text(text));
    let description = html::line(&suggestion.description, DESCRIPTION);
    Some(if description.is_empty() { article } else { article.description(description) })
}

/// Hands `answer` over, if that can be done while somebody still looks at it.
pub(crate) async fn hand_over(api: &Api, answer: &AnswerInlineQuery, received: Instant) {
    let mut backoff = Backoff::default();
    loop {
        let error = match api.call(answer).await {
            Ok(_) => return,
            Err(error) => error,
        };
        if error.says("query is too old") || error.says("QUERY_ID_INVALID") {
            tracing::debug!("an inline query was answered too late");
            return;
        }
        let pause = error.retry_after().unwrap_or_else(|| backoff.pause());
        if !error.is_passing() || received.elapsed() + pause > PATIENCE {
            tracing::warn!("an inline query is not answered: {error}");
            return;
        }
        tokio::time::sleep(pause).await;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::{
        chat::{Part, Reply},
        config::Config,
    };

    fn answered(query: &str, offset: &str, found: usize) -> Value {
        let query = serde_json::from_value(json!({"id": "9", "from": {"id": 1}, "query": query, "offset": offset}));
        let suggestion = |n: usize| Suggestion {
            title: format!("{n}\n{}", "题".repeat(200)),
            description: String::new(),
            reply: Reply { parts: vec![Part::Quote("<原文>".repeat(1500))] },
        };
        let suggestions: Vec<_> = (0..found).map(suggestion).collect();
        serde_json::to_value(results(&query.unwrap(), &suggestions, &Config::default().telegram)).unwrap()
    }

    #[test]
    fn pages_of_results() {
        let first = answered("营收", "", 11);
        assert_eq!(first["results"].as_array().unwrap().len(), 10);
        assert_eq!((&first["next_offset"], &first["button"]), (&json!("10"), &Value::Null));
        let article = &first["results"][0];
        assert_eq!(article["id"], "0");
        assert_eq!(article["title"].as_str().unwrap().chars().count(), 128);
        assert!(article["input_message_content"]["message_text"].as_str().unwrap().ends_with("…</blockquote>"));
        let second = answered("营收", "10", 3);
        assert_eq!((&second["results"][0]["id"], &second["next_offset"]), (&json!("10"), &json!("")));
        assert_eq!(answered("营收", "10", 0)["button"], Value::Null);
        assert_eq!(answered("营收", "-1x", 1)["results"][0]["id"], "0");
    }

    #[test]
    fn without_results_there_is_a_button() {
        assert_eq!(answered("", "", 0)["button"], json!({"text": "怎么问", "start_parameter": "inline"}));
        assert!(answered("火星", "", 0)["button"]["text"].as_str().unwrap().starts_with("报告里没有找到"));
    }
}
