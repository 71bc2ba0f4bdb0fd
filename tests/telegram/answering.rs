//! What is sent: in private chats, to long and odd questions, to edited ones, to people who are gone.

use serde_json::json;

use crate::support::{
    bot::Bot,
    server::{Fault, Server},
};

#[test]
fn a_private_chat() {
    let server = Server::start();
    let mut bot = Bot::start(&server);
    for (number, fields) in [
        json!({"text": "/start"}),
        json!({"text": "/start inline"}),
        json!({"text": "/help"}),
        json!({"text": "/nonsense"}),
        json!({"text": "/ask 2023 年营业收入是多少？"}),
        json!({"photo": [{"file_id": "x"}], "caption": "净利润是多少？"}),
        json!({"sticker": {"emoji": "😀"}}),
    ]
    .into_iter()
    .enumerate()
    {
        // A chat each, to be quicker than the pace of one.
        let chat = 20 + number as i64;
        let question = server.say(chat, fields);
        assert_eq!(server.wait_messages(chat, 1)[0].reply_to, Some(question));
    }
    server.say(5, json!({"pinned_message": {}}));
    server.say(5, json!({"text": "x", "via_bot": {"id": crate::support::server::BOT_ID, "is_bot": true}}));
    server.wait_confirmed();
    bot.stop();
    assert!(server.messages(5).is_empty());
    let sent = &server.calls("sendMessage")[0].params;
    assert_eq!(sent["link_preview_options"], json!({"is_disabled": true}));
    assert_eq!(sent["reply_parameters"]["allow_sending_without_reply"], true);
    server.assert_clean();
}

#[test]
fn texts_at_the_limits() {
    let server = Server::start();
    let mut bot = Bot::start_with(&server, "private_burst = 40\nprivate_per_second = 20");
    let family = "👨‍👩‍👧‍👦";
    let mut texts =
        vec!["<b>&</i>\"'".repeat(400), "\u{0}\u{7}".repeat(10) + "问", family.repeat(370), "&".repeat(4096)];
    for pad in 4060..4064 {
        texts.push(format!("{}{}", "问".repeat(pad), family.repeat(3)));
    }
    for text in &texts {
        server.say(5, json!({"text": text}));
    }
    server.wait_messages(5, texts.len());
    server.wait_confirmed();
    bot.stop();
    let questions: std::collections::BTreeSet<_> = server.messages(5).iter().map(|message| message.reply_to).collect();
    assert_eq!(questions.len(), texts.len());
    for message in server.messages(5) {
        assert!(!message.text.replace(family, "").contains('\u{200d}'), "an emoji was cut: {}", message.text);
    }
    server.assert_clean();
}

#[test]
fn an_edited_question_has_its_answer_edited() {
    let server = Server::start();
    let mut bot = Bot::start(&server);
    let question = server.say(5, json!({"text": "2023 年营业收入是多少？"}));
    let first = server.wait_messages(5, 1).remove(0);
    server.edit(5, question, json!({"text": "2023 年营业收入是多少？"}));
    server.wait_confirmed();
    assert_eq!(server.messages(5)[0].edits, 0, "nothing changed");
    // Also after a restart.
    bot.restart(&server);
    server.edit(5, question, json!({"text": "研发人员有多少人？"}));
    let edited = server.wait("edit", |server| server.messages(5).into_iter().find(|message| message.edits == 1));
    assert!(edited.id == first.id && edited.text != first.text);
    // One that was never answered is answered now.
    server.edit(6, 1, json!({"text": "2023 年营业收入是多少？"}));
    server.fault("sendMessage", 1, Fault::refusal(400, "Bad Request: chat not found"));
    server.wait_confirmed();
    let unknown = server.say(7, json!({"sticker": {}}));
    server.wait_messages(7, 1);
    server.edit(7, unknown, json!({"text": "2023 年营业收入是多少？"}));
    server.wait("edit", |server| server.messages(7).into_iter().find(|message| message.edits == 1));
    bot.stop();
    assert_eq!(server.messages(5).len(), 1);
    server.assert_clean();
}

#[test]
fn what_the_server_refuses() {
    let server = Server::start();
    let mut bot = Bot::start(&server);
    // Each in a chat of its own: (refusal, messages that arrive).
    for (chat, words, arrives) in [
        (30, "Bad Request: can't parse entities: Unsupported start tag \"x\" at byte offset 3", 1),
        (31, "Forbidden: bot was blocked by the user", 0),
        (32, "Bad Request: chat not found", 0),
        (33, "Bad Request: something new", 0),
    ] {
        let code = if words.starts_with("Forbidden") { 403 } else { 400 };
        server.fault("sendMessage", 1, Fault::refusal(code, words));
        server.say(chat, json!({"text": "2023 年营业收入是多少？"}));
        server.wait_confirmed();
        assert_eq!(server.messages(chat).len(), arrives, "{words}");
    }
    assert!(server.calls("sendMessage")[1].params.get("parse_mode").is_none());
    let moved = json!({"ok": false, "error_code": 400, "parameters": {"migrate_to_chat_id": -1007},
        "description": "Bad Request: group chat was upgraded to a supergroup chat"});
    server.fault("sendMessage", 1, Fault::Answer(400, moved.to_string()));
    server.fault("sendMessage", 1, Fault::refusal(400, "Bad Request: something new"));
    server.say(-7, json!({"text": "/ask 2023 年营业收入是多少？", "chat": {"id": -7, "type": "group"}}));
    server.wait_confirmed();
    assert_eq!(server.calls("sendMessage").last().unwrap().params["chat_id"], -1007);
    bot.stop();
    let output = bot.output();
    assert!(output.contains("DEBUG") && !output.contains("WARN wenbao::telegram::sender: chat 31"), "{output}");
    server.assert_clean();
}
