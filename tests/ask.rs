//! What the program says to questions, from the command line.

#![expect(clippy::unwrap_used, reason = "what a test stands on fails with the test")]

mod common;

use std::{io::Write as _, process::Stdio};

use common::{Wenbao, text};
use serde_json::Value;

/// The answer to `question` as JSON.
fn ask(wenbao: &Wenbao, question: &str) -> Value {
    let output = wenbao.run(&["ask", "--json", "--", question]);
    assert!(output.status.success(), "{question:?}: {}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn an_answer_has_the_fields_of_the_contract_and_quotes_the_report() {
    let wenbao = Wenbao::with_report();
    let answer = ask(&wenbao, "上半年青河工业投资是多少？");
    assert_eq!(answer["status"], "answer", "{answer}");
    assert_eq!(answer["answer"], "52.8亿元");
    let fields: Vec<&String> = answer.as_object().unwrap().keys().collect();
    for field in
        ["question", "status", "confidence", "answer", "sentence", "figure", "derivation", "citations", "others"]
    {
        assert!(fields.iter().any(|name| *name == field), "{field} is missing of {fields:?}");
    }
    let citation = &answer["citations"][0];
    assert_eq!(citation["report"], "qinghe-2024h1");
    assert_eq!(citation["title"], "青河市工业经济稳中有进");
    assert_eq!(citation["section"], "一、工业投资较快增长");
}

#[test]
fn every_citation_is_a_range_of_the_text_that_report_show_prints() {
    let wenbao = Wenbao::with_report();
    let shown = wenbao.run(&["report", "show", "qinghe-2024h1"]);
    let report: Vec<char> = text(&shown.stdout).chars().collect();
    for question in ["上半年工业投资", "谁是召集人", "电池街", "为什么把数据中心设在青河"] {
        let answer = ask(&wenbao, question);
        let others = answer["others"].as_array().unwrap().iter().map(|other| &other["citation"]);
        for citation in answer["citations"].as_array().unwrap().iter().chain(others) {
            let (start, end) = (citation["start"].as_u64().unwrap(), citation["end"].as_u64().unwrap());
            let range: String = report[usize::try_from(start).unwrap()..usize::try_from(end).unwrap()].iter().collect();
            assert_eq!(citation["quote"], range.as_str(), "{question}");
        }
    }
}

#[test]
fn traditional_characters_and_full_width_find_the_simplified_report() {
    let wenbao = Wenbao::with_report();
    for question in ["電池街有多長", "電池街聚集了多少家企業？", "电池街有多长", "５月１２日成立了什么联盟"]
    {
        assert_eq!(ask(&wenbao, question)["status"], "answer", "{question}");
    }
    assert!(ask(&wenbao, "電池街有多長")["sentence"].as_str().unwrap().contains("不足3公里"));
}

#[test]
fn what_the_reports_do_not_mention_is_not_answered() {
    let wenbao = Wenbao::with_report();
    for question in ["珠穆朗玛峰海拔", "who is the president of Mars", "量子力学"] {
        let answer = ask(&wenbao, question);
        assert!(answer["status"] == "none" || answer["status"] == "nearest", "{question}: {answer}");
        assert_eq!(answer["answer"], Value::Null, "{question}");
    }
}

#[test]
fn no_question_is_an_error() {
    let wenbao = Wenbao::with_report();
    let long = "工业投资是多少".repeat(715);
    let questions = [
        "青",
        "的",
        "？",
        "，。！",
        "🙂",
        "👩‍👩‍👧‍👦",
        "\" : ( ) * ~ AND",
        "AND OR NOT",
        "+投资 -工业",
        "投资^2",
        "a\\",
        "{}",
        "\u{202e}资投业工",
        "مرحبا",
        "\u{1}\u{7f}",
        "    ",
        long.as_str(),
    ];
    for question in questions {
        let answer = ask(&wenbao, question);
        assert!(["answer", "nearest", "none"].iter().any(|status| answer["status"] == *status), "{question:?}");
    }
    // An argument cannot hold a zero byte; a batch can, and bytes that are no UTF-8.
    let batch = wenbao.folder.path().join("batch");
    std::fs::write(&batch, b"\x00\x00\n\xff\xfe\x80\n\xe5\xb7\xa5\x00\xe4\xb8\x9a\n").unwrap();
    let output = wenbao.run(&["ask", "--json", "--batch", batch.to_str().unwrap()]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout).lines().count(), 3);
}

#[test]
fn a_batch_is_answered_line_by_line_with_its_ids() {
    let wenbao = Wenbao::with_report();
    let mut child = wenbao
        .command(&["ask", "--json", "--top", "2", "--batch", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let input =
        "{\"id\": \"q1\", \"question\": \"工业投资\"}\n电池街\n\n{\"id\": 7, \"question\": \"陈默\"}\n{broken\n";
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let rows: Vec<Value> = text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids: Vec<&Value> = rows.iter().map(|row| &row["id"]).collect();
    assert_eq!(ids, [&Value::from("q1"), &Value::Null, &Value::from(7), &Value::Null]);
    assert_eq!(rows[3]["question"], "{broken");
    assert!(rows.iter().all(|row| row["others"].as_array().unwrap().len() <= 1));
}

#[test]
fn the_same_question_gets_the_same_answer_byte_for_byte() {
    let wenbao = Wenbao::with_report();
    let ask = || wenbao.run(&["ask", "--json", "锂电池产业投资"]).stdout;
    assert_eq!(ask(), ask());
}

#[test]
fn a_question_is_answered_however_it_is_typed_and_what_was_changed_is_said() {
    let wenbao = Wenbao::with_report();
    for (typed, understood, said) in [
        ("锂电池产业头资是多少？", "锂电池产业投资是多少？", "21.3亿元"),
        ("dianchi jie duo chang", "电池街多长", "3公里"),
        ("How much was the industrial investment?", "工业投资 多少", "52.8亿元"),
    ] {
        let output = wenbao.run(&["ask", "--json", typed]);
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(answer["question"], typed);
        assert_eq!(answer["understood"], understood, "{typed}");
        assert!(answer["sentence"].as_str().unwrap().contains(said), "{typed}: {answer}");
        let read = answer["corrections"][0]["read"].as_str().unwrap();
        let shown = text(&wenbao.run(&["ask", typed]).stdout);
        assert!(shown.contains(&format!("按“{read}”查找")), "{typed}: {shown}");
    }
    let answer = ask(&wenbao, "电池街有多长");
    assert_eq!((&answer["understood"], &answer["corrections"]), (&Value::Null, &serde_json::json!([])));
}

#[test]
fn the_terminal_shows_the_answer_first_then_the_quote_then_the_source() {
    let wenbao = Wenbao::with_report();
    let output = wenbao.run(&["ask", "--top", "1", "青河市首个绿色算力联盟哪天成立"]);
    insta::assert_snapshot!(text(&output.stdout));
}

#[test]
fn a_conversation_goes_on_until_the_input_ends() {
    let wenbao = Wenbao::with_report();
    let mut child = wenbao.command(&["chat"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let input = "/help\n\n电池街有多长？\n/ask 召集人是谁\n/reports\n/nonsense\n天狼星的质量";
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    insta::assert_snapshot!(text(&output.stdout));
}

/// The same place a year before.
const YEAR_BEFORE: &str = "\
青河市工业经济平稳起步
2023年7月20日
一、工业投资
上半年，青河市完成工业投资44.5亿元，同比增长9.2%，高于全省1.3个百分点。其中，锂电池产业投资12.6亿元，占比不足三成。
";

fn chat(wenbao: &Wenbao, lines: &str) -> String {
    let mut child = wenbao.command(&["chat"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    text(&child.wait_with_output().unwrap().stdout)
}

#[test]
fn a_conversation_takes_up_what_was_asked_before() {
    let wenbao = Wenbao::with_report();
    let lines =
        "上半年青河市工业投资是多少？\n锂电池产业呢？\n占比多少？\n电池街有多长？\n它的产值呢？\n在哪？\n召集人是谁";
    insta::assert_snapshot!(chat(&wenbao, lines));
}

#[test]
fn reports_that_disagree_are_shown_newest_first_unless_one_is_named() {
    let files = [("h1-2023.txt", YEAR_BEFORE.as_bytes()), ("h1-2024.txt", common::REPORT.as_bytes())];
    let wenbao = Wenbao::with_files(&files);
    let lines = "上半年青河市完成工业投资是多少？\n2023年呢？\n《青河市工业经济稳中有进》里工业投资是多少？\n量子力学";
    insta::assert_snapshot!(chat(&wenbao, lines));
    let answer = ask(&wenbao, "《青河市工业经济平稳起步》里谁是召集人？");
    let reports: Vec<&Value> =
        answer["citations"].as_array().unwrap().iter().map(|citation| &citation["report"]).collect();
    assert!(reports.iter().all(|report| **report == "h1-2023"), "{answer}");
    assert_eq!(ask(&wenbao, "2023年上半年青河市工业投资")["citations"][0]["report"], "h1-2023");
}

#[test]
fn the_first_run_builds_the_index_and_opens_the_conversation() {
    let wenbao = Wenbao::empty();
    std::fs::create_dir(wenbao.index()).unwrap();
    std::fs::write(wenbao.reports().join("qinghe-2024h1.txt"), common::REPORT).unwrap();
    let settings = wenbao.folder.path().join("my.toml");
    std::fs::write(&settings, "[index]\nreports = ['reports']").unwrap();
    let mut child = wenbao
        .command(&["--config", "my.toml"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all("电池街的产值".as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && text(&output.stderr).contains("no index yet"), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("148.5亿元"), "{}", text(&output.stdout));
}

#[test]
fn wrong_use_exits_with_2_and_a_missing_index_with_1_and_the_remedy() {
    let wenbao = Wenbao::empty();
    for wrong in [&["ask"][..], &["ask", "--top", "0", "x"], &["nonsense"], &["ask", "--batch", "-"]] {
        assert_eq!(wenbao.run(wrong).status.code(), Some(2), "{wrong:?}");
    }
    let output = wenbao.run(&["ask", "工业投资"]);
    assert_eq!(output.status.code(), Some(1));
    let message = text(&output.stderr);
    assert!(message.contains("wenbao index rebuild") && message.contains("index"), "{message}");
}

#[test]
fn a_fault_in_a_settings_file_or_a_file_of_words_is_named() {
    let wenbao = Wenbao::with_report();
    let settings = wenbao.folder.path().join("my.toml");
    let run = || text(&wenbao.run(&["ask", "x", "--config", settings.to_str().unwrap()]).stderr);
    assert!(run().contains("my.toml: cannot read the settings"), "{}", run());
    std::fs::write(&settings, "[answer]\ntop = 99").unwrap();
    assert!(run().contains("my.toml: answer.top must be 1 to 50"), "{}", run());
    std::fs::write(&settings, "").unwrap();
    std::fs::write(wenbao.folder.path().join("wording.toml"), "[chinese]\nstart = 1").unwrap();
    assert!(run().contains("wording.toml"), "{}", run());
}

/// The lines of `tests/fixtures/questions.tsv`: a question and its short answer, `—` for none.
#[test]
fn reports_of_many_kinds_answer_what_they_tell_and_nothing_else() {
    let fixtures = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let wenbao = Wenbao::empty();
    let reports = fixtures.join("questions");
    let output = wenbao.run(&["index", "rebuild", "--reports", reports.to_str().unwrap()]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let table = std::fs::read_to_string(fixtures.join("questions.tsv")).unwrap();
    let mut wrong = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let (question, expected) = line.split_once('\t').unwrap();
        let answer = ask(&wenbao, question);
        let given = matches!(answer["status"].as_str(), Some("answer" | "derived"));
        let found = if given { answer["answer"].as_str().unwrap_or_default() } else { "—" };
        if found != expected {
            wrong.push(format!("{question} {expected}, not {found} ({})", answer["status"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
