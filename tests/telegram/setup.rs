//! The start: menu and descriptions, and what is said when it fails.

use serde_json::json;
use wenbao::chat::command::COMMANDS;

use crate::common::Wenbao;
use crate::support::{
    bot::{Bot, Start, prepared},
    server::{Fault, Server, TOKEN},
};

#[test]
fn the_menu_is_set_from_the_table_and_only_when_it_differs() {
    let server = Server::start();
    let mut bot = Bot::start(&server);
    server.wait_calls("setMyShortDescription", 2);
    let calls = server.calls("setMyCommands");
    for (call, code) in calls.iter().zip([None, Some("en")]) {
        assert_eq!(call.params["language_code"].as_str(), code);
        let about = |entry: &wenbao::chat::command::Entry| if code.is_none() { entry.chinese } else { entry.english };
        let expected: Vec<_> =
            COMMANDS.iter().map(|entry| json!({"command": entry.name, "description": about(entry)})).collect();
        assert_eq!(call.params["commands"], json!(expected));
    }
    bot.restart(&server);
    server.wait_calls("getMyShortDescription", 4);
    bot.stop();
    for method in ["setMyCommands", "setMyDescription", "setMyShortDescription"] {
        assert_eq!(server.calls(method).len(), 2, "{method}");
    }
    let output = bot.output();
    assert!(output.contains("/setinline") && output.contains("/setprivacy"), "{output}");
    server.assert_clean();
}

#[test]
fn a_menu_that_cannot_be_set_is_no_reason_to_stay_silent() {
    let server = Server::start();
    server.fault("setMyCommands", 2, Fault::refusal(400, "Bad Request: BOT_COMMAND_INVALID"));
    let mut bot = Bot::start(&server);
    bot.wait_output("BOT_COMMAND_INVALID");
    server.say(5, json!({"text": "净利润是多少？"}));
    server.wait_messages(5, 1);
    bot.stop();
}

#[test]
fn a_wrong_token() {
    let server = Server::start();
    for (token, code) in [("123:wrong_our_own_Secret", 401), (TOKEN, 404)] {
        server.fault("getMe", usize::from(code == 404), Fault::refusal(404, "Not Found"));
        let mut bot = Bot::launch(prepared(), &Start { url: &server.url, token, settings: "" });
        assert_eq!(bot.ended().code(), Some(1));
        let output = bot.output();
        assert!(output.contains("TELOXIDE_TOKEN") && output.contains("@BotFather"), "{output}");
    }
}

#[test]
fn a_token_that_is_none_is_not_sent_anywhere() {
    let server = Server::start();
    let mut bot = Bot::launch(prepared(), &Start { url: &server.url, token: "our_own_Secret", ..Start::default() });
    assert_eq!(bot.ended().code(), Some(1));
    assert!(bot.output().contains("TELOXIDE_TOKEN"), "{}", bot.output());
    assert!(server.calls("getMe").is_empty());
}

#[test]
fn no_network_at_the_start() {
    let mut bot = Bot::launch(prepared(), &Start::default());
    let output = bot.wait_output("cannot reach 127.0.0.1:9");
    assert!(output.contains("api_url"), "{output}");
    std::thread::sleep(std::time::Duration::from_secs(2));
    assert_eq!(bot.output().matches("cannot reach").count(), 1);
    bot.stop();
}

#[test]
fn two_bots_on_one_folder() {
    let server = Server::start();
    let bot = Bot::start(&server);
    let second = Wenbao::empty();
    std::os::unix::fs::symlink(bot.wenbao.index(), second.index()).unwrap();
    let mut second = Bot::launch(second, &Start { url: &server.url, ..Start::default() });
    assert_eq!(second.ended().code(), Some(1));
    assert!(second.output().contains("another wenbao bot"), "{}", second.output());
}

#[test]
fn a_webhook_is_removed_at_the_start() {
    let server = Server::start();
    server.set_webhook();
    let mut bot = Bot::start(&server);
    server.say(5, json!({"text": "净利润是多少？"}));
    server.wait_messages(5, 1);
    assert!(bot.output().contains("a webhook was set"), "{}", bot.output());
    // One that is set later was set on purpose.
    server.set_webhook();
    server.other_poller();
    bot.wait_output("removes the webhook when it starts");
    assert_eq!(server.calls("deleteWebhook").len(), 1);
    bot.stop();
}
