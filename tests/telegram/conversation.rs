//! Follow-ups: what a message lacks comes from the question before it, of the same person in the same chat.

use serde_json::{Value, json};

use crate::support::{
    bot::Bot,
    server::{BOT_ID, Message, Server},
};

const FIRST: &str = "2023 年营业收入是多少？";

/// Says something in a chat and waits for what is answered.
#[track_caller]
fn ask(server: &Server, chat: i64, fields: Value) -> Message {
    let question = server.say(chat, fields);
    server.wait("answer", |server| server.messages(chat).into_iter().find(|message| message.reply_to == Some(question)))
}

#[test]
fn a_follow_up_is_understood_and_says_so_also_after_an_edit_and_a_restart() {
    let server = Server::start();
    let mut bot = Bot::start_with(&server, "private_burst = 40\nprivate_per_second = 20");
    assert!(!ask(&server, 5, json!({"text": FIRST})).text.contains("理解为"));
    let profit = ask(&server, 5, json!({"text": "净利润呢？"}));
    assert!(profit.text.contains("9.87") && profit.text.contains("理解为：2023 年净利润是多少？"), "{}", profit.text);
    // A command in between changes nothing.
    ask(&server, 5, json!({"text": "/help"}));
    let growth = server.say(5, json!({"text": "下降了多少？"}));
    let shown = |words: &str| {
        server.wait(words, |server| {
            server
                .messages(5)
                .into_iter()
                .find(|message| message.reply_to == Some(growth) && message.text.contains(words))
        })
    };
    shown("理解为：2023 年净利润下降了多少？");
    server.wait_confirmed();
    bot.restart(&server);
    // Edited, it is understood with the question that came before it then.
    server.edit(5, growth, json!({"text": "研发投入呢？"}));
    shown("理解为：2023 年研发投入是多少？");
    assert!(ask(&server, 5, json!({"text": "占比多少？"})).text.contains("理解为：2023 年研发投入占比多少？"));
    // What stands on its own is a new topic.
    let fresh = ask(&server, 5, json!({"text": "公司在职员工有多少人？"}));
    assert!(fresh.text.contains("8,120") && !fresh.text.contains("理解为"), "{}", fresh.text);
    bot.stop();
    server.assert_clean();
}

#[test]
fn in_a_group_only_the_own_question_counts_or_the_one_replied_to() {
    let server = Server::start();
    let mut bot = Bot::start(&server);
    let by = |user: i64, text: &str| json!({"text": text, "from": {"id": user, "is_bot": false, "first_name": "X"}});
    let first = ask(&server, -5, by(5, &format!("/ask {FIRST}")));
    let other = ask(&server, -5, by(6, "/ask 净利润呢？"));
    assert!(!other.text.contains("理解为"), "another's question: {}", other.text);
    let mut reply = by(6, "净利润呢？");
    reply["reply_to_message"] = json!({"message_id": first.id, "chat": {"id": -5, "type": "supergroup"},
        "from": {"id": BOT_ID, "is_bot": true}, "text": first.text});
    assert!(ask(&server, -5, reply).text.contains("理解为：2023 年净利润是多少？"));
    let mut topic = by(5, "/ask 净利润呢？");
    topic["message_thread_id"] = json!(11);
    topic["is_topic_message"] = json!(true);
    assert!(!ask(&server, -5, topic).text.contains("理解为"), "another topic");
    assert!(ask(&server, -5, by(5, "/ask 净利润呢？")).text.contains("理解为：2023 年净利润是多少？"));
    bot.stop();
    server.assert_clean();
}

#[test]
fn a_question_is_not_followed_up_for_ever() {
    let server = Server::start();
    let mut bot = Bot::start_with(&server, "[chat]\nfollow_up_minutes = 0");
    ask(&server, 5, json!({"text": FIRST}));
    assert!(!ask(&server, 5, json!({"text": "净利润呢？"})).text.contains("理解为"));
    bot.stop();
    server.assert_clean();
}
