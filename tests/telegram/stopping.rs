//! SIGINT and SIGTERM.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::{
    bot::Bot,
    server::{Fault, Server},
};

fn stops_after_answers_in_flight(signal: &str) {
    let server = Server::start();
    let mut bot = Bot::start(&server);
    server.wait_calls("getUpdates", 1);
    server.fault("sendMessage", 1, Fault::flood(2));
    server.say(5, json!({"text": "2023 年营业收入是多少？"}));
    server.wait_calls("sendMessage", 1);
    bot.signal(signal);
    assert_eq!(bot.ended().code(), Some(0));
    assert_eq!(server.messages(5).len(), 1);
    assert_eq!(server.pending(), 0, "what was answered is confirmed");
    server.assert_clean();
}

#[test]
fn sigint_with_an_answer_in_flight() {
    stops_after_answers_in_flight("INT");
}

#[test]
fn sigterm_with_an_answer_in_flight() {
    stops_after_answers_in_flight("TERM");
}

#[test]
fn what_was_not_begun_comes_again_at_the_next_start() {
    let server = Server::start();
    let mut bot = Bot::start(&server);
    server.wait_calls("getUpdates", 1);
    server.fault("sendMessage", 1, Fault::flood(1));
    let asked: Vec<_> = (0..4).map(|_| Some(server.say(5, json!({"text": "2023 年营业收入是多少？"})))).collect();
    server.wait_calls("sendMessage", 1);
    bot.stop();
    assert!((1..4).contains(&server.messages(5).len()));
    bot.restart(&server);
    server.wait_messages(5, 4);
    server.wait_confirmed();
    bot.stop();
    let replies: Vec<_> = server.messages(5).iter().map(|message| message.reply_to).collect();
    assert_eq!(replies, asked);
}

#[test]
fn a_second_signal_stops_at_once() {
    let server = Server::start();
    let mut bot = Bot::start(&server);
    server.wait_calls("getUpdates", 1);
    server.fault("sendMessage", 1, Fault::flood(600));
    server.say(5, json!({"text": "2023 年营业收入是多少？"}));
    server.wait_calls("sendMessage", 1);
    bot.signal("INT");
    bot.wait_output("stopping");
    let start = Instant::now();
    bot.signal("TERM");
    assert_eq!(bot.ended().code(), Some(130));
    assert!(start.elapsed() < Duration::from_secs(2));
}

#[test]
fn a_quiet_bot_stops_at_once() {
    let server = Server::start();
    let mut bot = Bot::start(&server);
    let start = Instant::now();
    bot.stop();
    assert!(start.elapsed() < Duration::from_secs(2));
    server.assert_clean();
}
