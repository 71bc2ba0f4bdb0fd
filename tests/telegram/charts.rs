//! The button below an answer that brings a chart.

use serde_json::{Value, json};

use crate::{
    common::Wenbao,
    support::{
        bot::{Bot, Start},
        server::Server,
    },
};

const REPORT: &str = "\
青河市工业稳中有进
2024年7月18日
上半年，青河市化工、汽车制造、电子信息产值分别增长22.8%、14.2%和13.9%。
全市就业人数为8.6万人。
";

fn start(server: &Server, settings: &str) -> Bot {
    let wenbao = Wenbao::with_files(&[("qinghe.txt", REPORT.as_bytes())]);
    let settings = format!("private_burst = 40\n[chart]\n{settings}");
    Bot::launch(wenbao, &Start { url: &server.url, settings: &settings, ..Start::default() })
}

fn button(server: &Server, call: usize) -> Value {
    server.calls("sendMessage")[call].params["reply_markup"]["inline_keyboard"][0][0].clone()
}

#[test]
fn without_a_font_the_figures_come_in_words() {
    let server = Server::start();
    let mut bot = start(&server, "font = \"none.ttf\"");
    server.say(5, json!({"text": "上半年汽车制造产值增长多少？"}));
    let answer = server.wait_messages(5, 1).remove(0);
    assert!(answer.text.contains("14.2%"), "{}", answer.text);
    assert_eq!(button(&server, 0), json!({"text": "📊 图表", "callback_data": "chart"}));
    server.say(6, json!({"text": "全市就业人数是多少？"}));
    server.wait_messages(6, 1);
    assert_eq!(button(&server, 1), Value::Null, "one figure is no chart");

    let tap = server.tap(5, answer.id, "chart");
    let chart = server.wait_messages(5, 2).remove(1);
    assert_eq!(chart.reply_to, Some(answer.id));
    for words in ["产值增长", "化工 22.8%", "汽车制造 14.2%", "电子信息 13.9%", "来源：《青河市工业稳中有进》"]
    {
        assert!(chart.text.contains(words), "{words}: {}", chart.text);
    }
    let confirmed = &server.wait_calls("answerCallbackQuery", 1)[0].params;
    assert_eq!((confirmed["callback_query_id"].as_str(), confirmed.get("text")), (Some(tap.as_str()), None));
    server.wait_confirmed();

    // Once is enough; a message that was forgotten, and a button that is not ours.
    for (message, data, words) in
        [(answer.id, "chart", "已经发过了"), (9999, "chart", "再发一次"), (answer.id, "other", "再发一次")]
    {
        let before = server.calls("answerCallbackQuery").len();
        server.tap(5, message, data);
        let confirmed = server.wait_calls("answerCallbackQuery", before + 1).remove(before);
        assert!(confirmed.params["text"].as_str().is_some_and(|text| text.contains(words)));
    }
    server.wait_confirmed();
    assert_eq!(server.messages(5).len(), 2);

    // Another question has another chart.
    server.edit(5, answer.reply_to.unwrap(), json!({"text": "上半年化工产值增长多少？"}));
    server.wait("edit", |server| server.messages(5).into_iter().find(|message| message.edits == 1));
    server.wait_confirmed();
    server.tap(5, answer.id, "chart");
    server.wait_messages(5, 3);
    server.wait_confirmed();
    bot.stop();
    assert!(bot.output().contains("a chart is sent in words: none.ttf"), "{}", bot.output());
    server.assert_clean();
}

#[test]
fn with_a_font_the_chart_is_a_picture_and_a_restart_does_not_forget_it() {
    if wenbao::chart::Font::find("".as_ref()).is_err() {
        eprintln!("left out: this system has no font with Chinese characters");
        return;
    }
    let server = Server::start();
    let mut bot = start(&server, "font = \"\"");
    server.say(-5, json!({"text": "/ask 上半年化工产值增长多少？", "message_thread_id": 9, "is_topic_message": true}));
    let answer = server.wait_messages(-5, 1).remove(0);
    server.wait_confirmed();
    bot.restart(&server);
    server.tap(-5, answer.id, "chart");
    let chart = server.wait_messages(-5, 2).remove(1);
    server.wait_confirmed();
    bot.stop();
    assert_eq!((chart.reply_to, chart.text.as_str()), (Some(answer.id), "来源：《青河市工业稳中有进》第2段"));
    assert_eq!(server.calls("sendPhoto").len(), 1);
    server.assert_clean();
}
