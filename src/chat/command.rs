//! The commands: one table, from which the handler, the menu of Telegram, `/help` and the README are made.

use super::Language;

/// A command of the conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// First words, and one question to try.
    Start,
    /// How to ask.
    Help,
    /// Ask, in a group.
    Ask,
    /// The figures about some words.
    Figures,
    /// What has been read.
    Reports,
}

/// A command's name and what it does, in both languages.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// Which one.
    pub command: Command,
    /// Without the slash; 1 to 32 of `a-z0-9_`.
    pub name: &'static str,
    /// 1 to 256 characters.
    pub chinese: &'static str,
    /// 1 to 256 characters.
    pub english: &'static str,
}

/// Every command, in the order of the menu.
pub const COMMANDS: &[Entry] = &[
    Entry {
        command: Command::Ask,
        name: "ask",
        chinese: "向报告提问：/ask 问题",
        english: "Ask the reports: /ask question",
    },
    Entry {
        command: Command::Figures,
        name: "figures",
        chinese: "列出数据：/figures 指标",
        english: "List figures: /figures measure",
    },
    Entry {
        command: Command::Reports,
        name: "reports",
        chinese: "收录了哪些报告",
        english: "Which reports have been read",
    },
    Entry { command: Command::Help, name: "help", chinese: "怎么问", english: "How to ask" },
    Entry { command: Command::Start, name: "start", chinese: "开始", english: "Start" },
];

impl Command {
    /// The command of that name, without its slash; case does not matter.
    pub fn named(name: &str) -> Option<Self> {
        COMMANDS.iter().find(|entry| entry.name.eq_ignore_ascii_case(name)).map(|entry| entry.command)
    }
}

impl Entry {
    /// What it does, in `language`.
    pub fn description(&self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.chinese,
            Language::English => self.english,
        }
    }
}
