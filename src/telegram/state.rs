//! What the bot remembers over a restart: which updates it has handled, which messages answer which question, and what
//! was spoken of, for follow-ups.
//!
//! A log in an embedded database, of a bounded length, kept in memory too. It is written when an answer has been sent,
//! before the update is confirmed; so a crash in between costs nothing, and one between sending and writing one answer
//! said twice.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use anyhow::Context as _;
use redb::{Database, DatabaseError, ReadableDatabase as _, ReadableTable as _, TableDefinition};
use serde::{Deserialize, Serialize};
use teloxide::types::{ChatId, MessageId};

use crate::chat::Topic;

/// Number in the order of writing → an [`Entry`] as JSON.
const LOG: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("handled");

/// A question: its chat and its message.
pub(crate) type Question = (ChatId, MessageId);

/// A message that answers a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sent {
    /// Its id.
    pub(crate) message: MessageId,
    /// Of its text, to see whether an edit would change anything.
    pub(crate) hash: u64,
}

/// Who speaks in a chat, and in which topic of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Speaker {
    /// The topic.
    pub(crate) thread: Option<MessageId>,
    /// The user.
    pub(crate) user: i64,
}

/// A question's part in a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Turn {
    /// Who asked.
    pub(crate) speaker: Speaker,
    /// What had been spoken of, by which the question was understood, and is once more when it is edited.
    pub(crate) before: Option<Topic>,
    /// What is spoken of now; `None` where nothing was asked.
    pub(crate) topic: Option<Topic>,
}

/// A handled update.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    update: i64,
    question: Option<Question>,
    answer: Vec<Sent>,
    #[serde(default)]
    turn: Option<Turn>,
    /// When it was handled, in seconds of Unix time.
    #[serde(default)]
    at: u64,
}

impl Entry {
    /// The question and what answers it.
    fn messages(&self) -> impl Iterator<Item = Question> + '_ {
        let question = self.question.into_iter();
        question.flat_map(|(chat, id)| {
            std::iter::once((chat, id)).chain(self.answer.iter().map(move |sent| (chat, sent.message)))
        })
    }
}

/// The bot's memory.
#[derive(Debug)]
pub(crate) struct State {
    database: Arc<Database>,
    memory: Mutex<Memory>,
    // Held while writing. Whoever has it writes for all who came meanwhile: the disk is slower than the network.
    writing: tokio::sync::Mutex<()>,
    most: usize,
}

#[derive(Debug, Default)]
struct Memory {
    next: u64,
    order: VecDeque<(u64, Entry)>,
    updates: HashSet<i64>,
    answers: HashMap<Question, (u64, Vec<Sent>)>,
    /// By the message, ours or theirs, in which something was spoken of: its entry.
    turns: HashMap<Question, u64>,
    /// The latest question that each speaker asked in a chat, and its entry.
    latest: HashMap<(ChatId, Speaker), (MessageId, u64)>,
    unwritten: Vec<(u64, Vec<u8>)>,
}

impl State {
    /// Opens the memory in `file`, or begins a new one; `most` updates are remembered.
    ///
    /// # Errors
    ///
    /// The file cannot be used; the error says what to do about it.
    pub(crate) fn open(file: &Path, most: usize) -> anyhow::Result<Self> {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
        }
        let database = match Database::create(file) {
            Ok(database) => database,
            Err(DatabaseError::DatabaseAlreadyOpen) => anyhow::bail!(
                "{}: in use: another wenbao bot runs on this index folder; stop it, or give this one another --index",
                file.display()
            ),
            Err(error) => {
                return Err(error).with_context(|| {
                    format!(
                        "{}: the bot's memory cannot be used; mend its permissions, or delete it (the bot then forgets \
                         which questions it has answered)",
                        file.display()
                    )
                });
            }
        };
        let mut memory = Memory::default();
        load(&database, &mut memory).with_context(|| format!("{}: cannot read the bot's memory", file.display()))?;
        Ok(Self {
            database: Arc::new(database),
            memory: Mutex::new(memory),
            writing: tokio::sync::Mutex::default(),
            most,
        })
    }

    /// Whether that update was handled.
    pub(crate) fn knows(&self, update: i64) -> bool {
        self.memory().updates.contains(&update)
    }

    /// The messages that answer `question`, if it was answered.
    pub(crate) fn answer(&self, question: Question) -> Option<Vec<Sent>> {
        self.memory().answers.get(&question).map(|(_, sent)| sent.clone())
    }

    /// What was spoken of when `question` was asked: what it replies to, else what its speaker asked last within `span`.
    /// A question that is asked again, edited, is understood as the first time.
    pub(crate) fn spoken(
        &self,
        question: Question,
        speaker: Speaker,
        replies_to: Option<MessageId>,
        span: Duration,
    ) -> Option<Topic> {
        let (memory, now) = (self.memory(), now());
        if let Some(turn) = memory.turn(question).and_then(|entry| entry.turn.as_ref()) {
            return turn.before.clone();
        }
        let replied = replies_to.and_then(|message| memory.turn((question.0, message)));
        let entry = replied.or_else(|| {
            let &(message, number) = memory.latest.get(&(question.0, speaker))?;
            let entry = memory.entry(number)?;
            (message.0 < question.1.0 && now.saturating_sub(entry.at) < span.as_secs()).then_some(entry)
        })?;
        entry.turn.as_ref()?.topic.clone()
    }

    /// The turn that `message`, a question or an answer of ours, belongs to; and whether it was answered itself: an
    /// answer of ours is by its chart.
    pub(crate) fn turn(&self, message: Question) -> Option<(Turn, bool)> {
        let memory = self.memory();
        let entry = memory.turn(message)?;
        Some((entry.turn.clone()?, entry.question == Some(message)))
    }

    /// The chats that messages were sent to within the last `span`, one for each message, with its age.
    pub(crate) fn sent_within(&self, span: Duration) -> Vec<(ChatId, Duration)> {
        let (memory, now) = (self.memory(), now());
        let age = |entry: &Entry| Duration::from_secs(now.saturating_sub(entry.at));
        let recent = memory.order.iter().rev().map(|(_, entry)| entry).take_while(|entry| age(entry) <= span);
        let mut sent: Vec<_> = recent
            .filter_map(|entry| Some((entry.question?.0, age(entry), entry.answer.len())))
            .flat_map(|(chat, age, count)| std::iter::repeat_n((chat, age), count))
            .collect();
        sent.reverse();
        sent
    }

    /// Remembers that `update` was handled, and what answers which question; returns once it is on disk.
    pub(crate) async fn remember(
        &self,
        update: i64,
        question: Option<Question>,
        answer: Vec<Sent>,
        turn: Option<Turn>,
    ) {
        self.memory().add(Entry { update, question, answer, turn, at: now() });
        let _writing = self.writing.lock().await;
        let (unwritten, forgotten) = {
            let mut memory = self.memory();
            (std::mem::take(&mut memory.unwritten), memory.trim(self.most))
        };
        if unwritten.is_empty() && forgotten.is_empty() {
            return;
        }
        let database = Arc::clone(&self.database);
        let written = tokio::task::spawn_blocking(move || write(&database, &unwritten, &forgotten)).await;
        if let Ok(Err(error)) = written {
            tracing::warn!("the bot's memory cannot be written, so a restart may answer twice: {error}");
        }
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Memory {
    fn add(&mut self, entry: Entry) {
        let number = self.next;
        if let Ok(bytes) = serde_json::to_vec(&entry) {
            self.unwritten.push((number, bytes));
        }
        self.insert(number, entry);
    }

    fn insert(&mut self, number: u64, entry: Entry) {
        self.next = number + 1;
        self.updates.insert(entry.update);
        if let Some(question) = entry.question {
            self.answers.insert(question, (number, entry.answer.clone()));
            self.turns.extend(entry.messages().map(|message| (message, number)));
            if let Some(turn) = entry.turn.as_ref().filter(|turn| turn.topic.is_some()) {
                let latest = self.latest.entry((question.0, turn.speaker)).or_insert((question.1, number));
                if latest.0.0 <= question.1.0 {
                    *latest = (question.1, number);
                }
            }
        }
        self.order.push_back((number, entry));
    }

    fn entry(&self, number: u64) -> Option<&Entry> {
        let at = self.order.binary_search_by_key(&number, |(number, _)| *number).ok()?;
        self.order.get(at).map(|(_, entry)| entry)
    }

    /// The entry of a question, or of a message that answers one.
    fn turn(&self, message: Question) -> Option<&Entry> {
        self.turns.get(&message).and_then(|&number| self.entry(number))
    }

    /// Forgets the oldest; returns their numbers.
    fn trim(&mut self, most: usize) -> Vec<u64> {
        let mut forgotten = Vec::new();
        while self.order.len() > most {
            let Some((number, entry)) = self.order.pop_front() else { break };
            self.updates.remove(&entry.update);
            if let Some(question) = entry.question
                && self.answers.get(&question).is_some_and(|(latest, _)| *latest == number)
            {
                self.answers.remove(&question);
            }
            for message in entry.messages() {
                if self.turns.get(&message) == Some(&number) {
                    self.turns.remove(&message);
                }
            }
            if let (Some(question), Some(turn)) = (entry.question, &entry.turn) {
                let speaker = (question.0, turn.speaker);
                if self.latest.get(&speaker).is_some_and(|&(_, latest)| latest == number) {
                    self.latest.remove(&speaker);
                }
            }
            forgotten.push(number);
        }
        forgotten
    }
}

fn now() -> u64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default().as_secs()
}

fn load(database: &Database, memory: &mut Memory) -> Result<(), redb::Error> {
    let writing = database.begin_write()?;
    writing.open_table(LOG)?;
    writing.commit()?;
    for row in database.begin_read()?.open_table(LOG)?.iter()? {
        let (number, bytes) = row?;
        // An entry of another version is as good as forgotten.
        if let Ok(entry) = serde_json::from_slice(bytes.value()) {
            memory.insert(number.value(), entry);
        }
    }
    Ok(())
}

fn write(database: &Database, added: &[(u64, Vec<u8>)], forgotten: &[u64]) -> Result<(), redb::Error> {
    let writing = database.begin_write()?;
    {
        let mut log = writing.open_table(LOG)?;
        for (number, bytes) in added {
            log.insert(number, bytes.as_slice())?;
        }
        for number in forgotten {
            log.remove(number)?;
        }
    }
    writing.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(id: i32) -> Vec<Sent> {
        vec![Sent { message: MessageId(id), hash: u64::MAX }]
    }

    #[tokio::test]
    async fn a_restart_remembers_the_latest() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("new").join("state.redb");
        let question = |n: i32| (ChatId(5), MessageId(n));
        {
            let state = State::open(&file, 3).unwrap();
            for n in 1..=4 {
                state.remember(n.into(), Some(question(n)), sent(n + 100), None).await;
            }
            state.remember(50, None, Vec::new(), None).await;
            assert!(State::open(&file, 3).unwrap_err().to_string().contains("another wenbao bot"));
        }
        let state = State::open(&file, 3).unwrap();
        let recent: Vec<_> = state.sent_within(Duration::from_secs(60)).into_iter().map(|(chat, _)| chat).collect();
        assert_eq!(recent, [ChatId(5), ChatId(5)]);
        assert_eq!([1, 2, 3, 4, 50, 51].map(|id| state.knows(id)), [false, false, true, true, true, false]);
        assert_eq!(state.answer(question(4)), Some(sent(104)));
        assert_eq!(state.answer(question(2)), None);
        // An edit's answer takes the place of the first one, and outlives it.
        state.remember(60, Some(question(3)), sent(103), None).await;
        assert_eq!(state.answer(question(3)), Some(sent(103)));
        state.remember(61, None, Vec::new(), None).await;
        assert_eq!(state.answer(question(3)), Some(sent(103)));
    }

    #[tokio::test]
    async fn what_was_spoken_of_is_kept_for_each_speaker_and_within_bounds() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("state.redb");
        let (chat, span) = (ChatId(-5), Duration::from_secs(600));
        let ann = Speaker { thread: None, user: 1 };
        let others = [Speaker { thread: None, user: 2 }, Speaker { thread: Some(MessageId(9)), user: 1 }];
        let topic = |words: &str| Some(Topic { question: words.to_owned(), answer: None, year: None });
        let turn = |speaker, words: &str| Some(Turn { speaker, before: topic("先前"), topic: topic(words) });
        let question = |n: i32| (chat, MessageId(n));
        let mut state = State::open(&file, 4).unwrap();
        state.remember(1, Some(question(10)), sent(11), turn(ann, "甲")).await;
        state.remember(2, Some(question(12)), sent(13), turn(others[0], "乙")).await;
        // A command changes no topic.
        let command = Some(Turn { speaker: ann, before: None, topic: None });
        state.remember(3, Some(question(14)), sent(15), command).await;
        for restarted in [false, true] {
            if restarted {
                drop(state);
                state = State::open(&file, 4).unwrap();
            }
            let spoken =
                |speaker, replies_to: Option<i32>| state.spoken(question(20), speaker, replies_to.map(MessageId), span);
            assert_eq!(spoken(ann, None), topic("甲"));
            assert_eq!(spoken(others[0], None), topic("乙"));
            assert_eq!(spoken(others[1], None), None, "another topic of the chat");
            // A reply to an answer of ours, or to a question, is about that.
            assert_eq!((spoken(ann, Some(13)), spoken(ann, Some(12))), (topic("乙"), topic("乙")));
            assert_eq!(spoken(ann, Some(99)), topic("甲"));
            // Long ago, elsewhere, later than the question, and edited.
            assert_eq!(state.spoken(question(20), ann, None, Duration::ZERO), None);
            assert_eq!(state.spoken((ChatId(5), MessageId(20)), ann, None, span), None);
            assert_eq!(state.spoken(question(9), ann, None, span), None);
            assert_eq!(state.spoken(question(10), ann, None, span), topic("先前"));
        }
        // The edit of an older question does not make it the latest.
        state.remember(4, Some(question(16)), sent(17), turn(ann, "丙")).await;
        state.remember(5, Some(question(10)), sent(11), turn(ann, "丁")).await;
        assert_eq!(state.spoken(question(20), ann, None, span), topic("丙"));
        assert_eq!(state.spoken(question(20), ann, Some(MessageId(11)), span), topic("丁"));
        for n in 30..34 {
            state.remember(n.into(), None, Vec::new(), None).await;
        }
        assert_eq!(state.spoken(question(40), ann, Some(MessageId(11)), span), None);
        let memory = state.memory();
        assert_eq!((memory.turns.len(), memory.latest.len(), memory.answers.len()), (0, 0, 0));
    }

    #[test]
    fn a_file_that_is_no_database_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("state.redb");
        std::fs::write(&file, "hello".repeat(9999)).unwrap();
        let error = State::open(&file, 3).unwrap_err().to_string();
        assert!(error.contains("state.redb") && error.contains("delete it"), "{error}");
    }
}
