//! Faults of the server and of the network: nothing is lost, nothing said twice, one line in the log.

use std::time::Duration;

use serde_json::json;

use crate::support::{
    bot::Bot,
    server::{Fault, Server},
};

/// Polls fail `times` times with `fault`; afterwards questions are answered. `said` is in the log once.
fn polls_recover(fault: Fault, times: usize, settings: &str, said: &str) {
    let server = Server::start();
    let mut bot = Bot::start_with(&server, settings);
    server.wait_calls("getUpdates", 1);
    server.fault("getUpdates", times, fault);
    // The first one ends the long poll that is under way, the second one meets the fault.
    server.say(5, json!({"text": "2023 年营业收入是多少？"}));
    server.wait_messages(5, 1);
    server.say(6, json!({"text": "净利润是多少？"}));
    server.wait_messages(6, 1);
    server.wait_confirmed();
    let output = bot.wait_output("works again");
    bot.stop();
    assert_eq!((server.messages(5).len(), server.messages(6).len()), (1, 1));
    assert_eq!(output.matches(said).count(), 1, "{said:?}: {output}");
    assert_eq!((output.matches("WARN").count(), output.matches("works again").count()), (1, 1), "{output}");
    server.assert_clean();
}

#[test]
fn polls_answered_502() {
    polls_recover(Fault::Answer(502, "<html>Bad Gateway</html>".into()), 2, "", "fault of its own");
}

#[test]
fn polls_whose_connection_closes() {
    polls_recover(Fault::Drop, 2, "", "does not answer");
}

#[test]
fn polls_whose_answer_breaks_off() {
    polls_recover(Fault::Break, 2, "", "cannot be read");
}

#[test]
fn polls_answered_with_garbage() {
    polls_recover(Fault::Garbage, 2, "", "cannot be read");
}

#[test]
fn polls_without_an_answer() {
    polls_recover(Fault::Stall(Duration::from_secs(30)), 1, "poll_timeout_seconds = 1", "no answer in time");
}

#[test]
fn polls_too_many() {
    polls_recover(Fault::flood(1), 2, "", "less often");
}

#[test]
fn another_poller() {
    let server = Server::start();
    let mut bot = Bot::start(&server);
    server.wait_calls("getUpdates", 1);
    for _ in 0..3 {
        let polls = server.calls("getUpdates").len();
        server.other_poller();
        server.wait("another poll", |server| (server.calls("getUpdates").len() > polls).then_some(()));
    }
    server.say(5, json!({"text": "净利润是多少？"}));
    server.wait_messages(5, 1);
    bot.stop();
    assert_eq!(bot.output().matches("another program gets this bot's updates").count(), 1, "{}", bot.output());
    server.assert_clean();
}

#[test]
fn a_token_revoked_at_run_time() {
    let server = Server::start();
    let mut bot = Bot::start(&server);
    server.wait_calls("getUpdates", 1);
    server.fault("getUpdates", 1, Fault::refusal(401, "Unauthorized"));
    server.say(5, json!({"text": "净利润是多少？"}));
    bot.wait_output("check TELOXIDE_TOKEN");
    std::thread::sleep(Duration::from_millis(500));
    // It waits rather than knocks.
    assert_eq!(server.calls("getUpdates").iter().filter(|call| call.status == 401).count(), 1);
    bot.stop();
}

#[test]
fn sending_recovers() {
    let server = Server::start();
    let mut bot = Bot::start(&server);
    for (chat, fault, arrives) in [
        (10, Fault::Answer(502, "<html>".into()), 1),
        (11, Fault::refusal(500, "Internal Server Error: restart"), 1),
        (12, Fault::Drop, 1),
        // Carried out, though the answer cannot be read: not to be said twice.
        (13, Fault::Garbage, 1),
        (14, Fault::Break, 1),
        (15, Fault::flood(1), 1),
    ] {
        server.fault("sendMessage", 1, fault.clone());
        server.say(chat, json!({"text": "2023 年营业收入是多少？"}));
        server.wait_messages(chat, arrives);
        server.wait_confirmed();
        assert_eq!(server.messages(chat).len(), arrives, "{fault:?}");
    }
    server.fault("sendMessage", 2, Fault::Drop);
    server.say(20, json!({"text": "2023 年营业收入是多少？"}));
    server.say(21, json!({"text": "净利润是多少？"}));
    server.wait_messages(20, 1);
    server.wait_messages(21, 1);
    bot.stop();
    let output = bot.output();
    assert_eq!(output.matches("sending answers: works again").count(), 4, "{output}");
    server.assert_clean();
}
