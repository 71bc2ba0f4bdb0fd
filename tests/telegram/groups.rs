//! Groups: what is answered, what is not, and in which topic.

use serde_json::{Value, json};

use crate::support::{
    bot::Bot,
    server::{BOT_ID, Server},
};

#[test]
fn only_what_is_meant_for_the_bot_is_answered() {
    let server = Server::start();
    let mut bot = Bot::start(&server);
    let text = |text: &str| json!({"text": text});
    let reply = |text: &str, from: i64| {
        json!({"text": text, "reply_to_message": {"message_id": 9, "chat": {"id": -5, "type": "supergroup"},
            "from": {"id": from, "is_bot": from == BOT_ID}, "text": "2023 年营业收入是多少？"}})
    };
    let with = |mut fields: Value, key: &str, value: Value| {
        fields[key] = value;
        fields
    };
    let answered = [
        text("/ask 2023 年营业收入是多少？"),
        text("/ask@wen_test_bot 2023 年营业收入是多少？"),
        text("@Wen_Test_Bot 2023 年营业收入是多少？"),
        text("/ask"),
        text("/reports@wen_test_bot"),
        reply("净利润呢？", BOT_ID),
        reply("/ask", 77),
        with(text("/ask 净利润"), "sender_chat", json!({"id": -5})),
    ];
    let ignored = [
        text("2023 年营业收入是多少？"),
        text("/ask@other_bot 2023 年营业收入是多少？"),
        text("/nonsense@wen_test_bot"),
        text("@wen_test_bot2 净利润"),
        reply("净利润呢？", 77),
        with(text("/ask 净利润"), "from", json!({"id": 88, "is_bot": true, "first_name": "Other"})),
        with(text("/ask 净利润"), "via_bot", json!({"id": BOT_ID, "is_bot": true, "first_name": "问报"})),
        json!({"new_chat_members": [{"id": BOT_ID}]}),
        json!({"sticker": {}}),
    ];
    for fields in ignored {
        server.say(-5, fields);
    }
    let asked: Vec<_> = answered.into_iter().map(|fields| Some(server.say(-5, fields))).collect();
    server.wait_messages(-5, asked.len());
    server.wait_confirmed();
    bot.stop();
    let replies: Vec<_> = server.messages(-5).iter().map(|message| message.reply_to).collect();
    assert_eq!(replies, asked, "in the order of asking, and nothing else");
    server.assert_clean();
}

#[test]
fn an_answer_stays_in_its_topic() {
    let server = Server::start();
    let mut bot = Bot::start(&server);
    let ask = |topic: bool| json!({"text": "/ask 净利润是多少？", "message_thread_id": 11, "is_topic_message": topic});
    server.say(-5, ask(true));
    server.say(-5, ask(false));
    let threads: Vec<_> = server.wait_messages(-5, 2).iter().map(|message| message.thread).collect();
    assert_eq!(threads, [Some(11), None]);
    bot.stop();
    server.assert_clean();
}
