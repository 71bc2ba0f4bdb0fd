//! The invariants at the head of `lib.rs` that a machine can check: mostly what must be absent, and where.
#![expect(clippy::unwrap_used, reason = "what a test stands on fails with the test")]

use std::path::{Path, PathBuf};

/// All source files below `folder`, without their tests.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]").next().unwrap_or_default();
                let code = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>();
                found.push((path, code.join("\n")));
            }
        }
    }
    assert!(!found.is_empty(), "{folder}");
    found
}

fn holding(folder: &str, words: &[&str]) -> Vec<PathBuf> {
    let hits = |code: &str| words.iter().any(|word| code.contains(word));
    sources(folder).into_iter().filter(|(_, code)| hits(code)).map(|(path, _)| path).collect()
}

#[test]
fn only_one_room_knows_each_engine() {
    for (word, room) in [("tantivy::", "src/index"), ("teloxide::", "src/telegram"), ("reqwest::", "src/telegram")] {
        let room = Path::new(env!("CARGO_MANIFEST_DIR")).join(room);
        let users = holding("src", &[word]);
        assert!(!users.is_empty() && users.iter().all(|path| path.starts_with(&room)), "{word}: {users:?}");
    }
}

#[test]
fn answering_and_talking_do_no_input_or_output() {
    for room in ["src/answer", "src/chat", "src/figure", "src/text"] {
        let users = holding(room, &["std::fs", "std::net", "std::io", "tokio::", "std::env", "std::process"]);
        assert!(users.is_empty(), "{room}: {users:?}");
    }
}

#[test]
fn drawing_reads_nothing_but_a_font() {
    let users = holding("src/chart", &["std::fs", "std::net", "std::io", "tokio::", "std::env", "std::process"]);
    assert!(users.iter().all(|path| path.ends_with("src/chart/font.rs")), "{users:?}");
}

#[test]
fn a_room_uses_only_the_rooms_below_it() {
    let rooms = ["text", "report", "figure", "index", "answer", "chart", "chat", "telegram", "cli"];
    for (level, room) in rooms.iter().enumerate() {
        for above in &rooms[level + 1..] {
            let users = holding(&format!("src/{room}"), &[&format!("crate::{above}"), &format!("    {above}::")]);
            assert!(users.is_empty(), "{room} uses {above}: {users:?}");
        }
    }
}

#[test]
fn figures_are_never_floats() {
    let users = holding("src/figure", &["f32", "f64"]);
    assert!(users.is_empty(), "{users:?}");
}
