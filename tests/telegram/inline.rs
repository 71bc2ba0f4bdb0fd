//! Inline mode.

use serde_json::{Value, json};

use crate::support::{
    bot::Bot,
    server::{Fault, Server},
};

fn answers(server: &Server, query: &str) -> Vec<Value> {
    let calls = server.calls("answerInlineQuery").into_iter();
    calls
        .filter(|call| call.status > 0)
        .map(|call| call.params)
        .filter(|answer| answer["inline_query_id"] == query)
        .collect()
}

fn answer(server: &Server, query: &str) -> Value {
    server.wait("inline answer", |server| answers(server, query).pop())
}

#[test]
fn results_and_the_button() {
    let server = Server::start();
    let mut bot = Bot::start(&server);
    // The first poll gets what had been waiting; from the second on, queries are fresh.
    server.wait_calls("getUpdates", 1);
    let found = answer(&server, &server.inline("营业收入", ""));
    assert!(!found["results"].as_array().unwrap().is_empty());
    assert_eq!(found["cache_time"], 60);
    let empty = answer(&server, &server.inline("  ", ""));
    assert_eq!((&empty["results"], &empty["button"]["text"]), (&json!([]), &json!("怎么问")));
    let behind = answer(&server, &server.inline("营业收入", "900"));
    assert_eq!((&behind["results"], &behind["next_offset"]), (&json!([]), &json!("")));
    answer(&server, &server.inline(&"<&>😀".repeat(50), ""));
    bot.stop();
    server.assert_clean();
}

#[test]
fn stale_queries_are_left_alone() {
    let server = Server::start();
    let stale = server.inline("营业收入", "");
    let mut bot = Bot::start(&server);
    server.wait_confirmed();
    server.wait_calls("getUpdates", 1);
    server.fault(
        "answerInlineQuery",
        1,
        Fault::refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid"),
    );
    let late = server.inline("营业收入", "");
    answer(&server, &late);
    server.fault("answerInlineQuery", 1, Fault::Drop);
    let again = server.inline("营业收入", "");
    server.wait("a second attempt", |server| answers(server, &again).pop());
    bot.stop();
    assert_eq!((answers(&server, &stale).len(), answers(&server, &late).len()), (0, 1));
    assert!(!bot.output().contains("WARN"), "{}", bot.output());
    server.assert_clean();
}
