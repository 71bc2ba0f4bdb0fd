//! Long polling, offsets, and that every question is answered once.

use std::time::Duration;

use serde_json::json;

use crate::support::{
    bot::Bot,
    server::{Fault, Server},
};

#[test]
fn questions_are_answered_and_confirmed() {
    let server = Server::start();
    let early = server.say(5, json!({"text": "2023 年营业收入是多少？"}));
    let mut bot = Bot::start(&server);
    server.wait_messages(5, 1);
    let late = server.say(6, json!({"text": "净利润是多少？"}));
    let messages = [server.wait_messages(5, 1), server.wait_messages(6, 1)].concat();
    assert_eq!(messages.iter().map(|message| message.reply_to).collect::<Vec<_>>(), [Some(early), Some(late)]);
    server.wait_confirmed();
    let polls = server.calls("getUpdates");
    assert!(polls.iter().any(|poll| poll.params["timeout"] == 50), "{polls:?}");
    assert_eq!(
        polls[0].params["allowed_updates"],
        json!(["message", "edited_message", "inline_query", "callback_query"])
    );
    // One for each of: what was waiting, the question, silence; and some that get through at a bad moment.
    assert!(polls.len() <= 8, "{polls:?}");
    bot.stop();
    server.assert_clean();
}

#[test]
fn an_update_is_confirmed_only_after_it_was_answered() {
    let server = Server::start();
    let mut bot = Bot::start(&server);
    server.fault("sendMessage", 1, Fault::Stall(Duration::from_secs(60)));
    server.say(5, json!({"text": "2023 年营业收入是多少？"}));
    server.wait("the stalled call", |server| server.calls("sendMessage").first().cloned());
    // Others do not wait for it.
    server.say(6, json!({"text": "净利润是多少？"}));
    server.wait_messages(6, 1);
    std::thread::sleep(Duration::from_millis(1200));
    assert_eq!(server.pending(), 2);
    bot.restart(&server);
    assert_eq!(server.wait_messages(5, 1).len(), 1);
    server.wait_confirmed();
    bot.stop();
    assert_eq!((server.messages(5).len(), server.messages(6).len()), (1, 1));
    server.assert_clean();
}

#[test]
fn what_is_delivered_again_is_not_answered_again() {
    let server = Server::start();
    let mut bot = Bot::start(&server);
    let question = server.say(5, json!({"text": "2023 年营业收入是多少？"}));
    server.wait_messages(5, 1);
    server.wait_confirmed();
    let update = json!({"update_id": 7000, "message": {"message_id": question, "date": 0, "text": "营业收入是多少？",
        "chat": {"id": 5, "type": "private"}, "from": {"id": 5}}});
    server.redeliver(update.clone());
    server.wait_confirmed();
    bot.restart(&server);
    server.redeliver(update);
    server.wait_confirmed();
    server.say(5, json!({"text": "净利润是多少？"}));
    server.wait_messages(5, 2);
    bot.stop();
    assert_eq!(server.messages(5).len(), 2);
    server.assert_clean();
}

#[test]
fn updates_of_the_future_lose_no_question() {
    let server = Server::start();
    let mut bot = Bot::start(&server);
    server.push("telepathic_message", json!({"thought": 42}));
    server.push("message", json!({"message_id": "no number", "secret": "never logged"}));
    server.push("message", json!({"message_id": 3, "chat": {"id": 5, "type": "private"}, "hologram": {}}));
    server.push("message", json!([]));
    server.say(
        5,
        json!({"text": "2023 年营业收入是多少？", "aura": {"deep": [null]},
        "entities": [{"type": "rainbow", "offset": 0, "length": 4, "speed": 1}, {"type": "bold"}]}),
    );
    server.wait_messages(5, 1);
    server.wait_confirmed();
    bot.stop();
    assert_eq!(server.messages(5).len(), 1);
    let output = bot.output();
    assert!(output.contains("update=7001") && output.contains("update=7003"), "{output}");
    assert!(!output.contains("never logged"), "{output}");
    server.assert_clean();
}

#[test]
fn a_chat_that_must_wait_holds_up_no_other_one() {
    let server = Server::start();
    let mut bot = Bot::start(&server);
    server.fault("sendMessage", 1, Fault::flood(3));
    server.say(5, json!({"text": "2023 年营业收入是多少？"}));
    let refused = server.wait_calls("sendMessage", 1)[0].at;
    for chat in 10..14 {
        server.say(chat, json!({"text": "净利润是多少？"}));
    }
    for chat in 10..14 {
        server.wait_messages(chat, 1);
    }
    assert!(refused.elapsed() < Duration::from_secs(3) && server.messages(5).is_empty());
    server.wait_messages(5, 1);
    assert!(refused.elapsed() >= Duration::from_secs(3));
    server.wait_confirmed();
    // Known updates came again meanwhile, but not in a spin.
    assert!(server.calls("getUpdates").len() < 40);
    bot.stop();
    server.assert_clean();
}
