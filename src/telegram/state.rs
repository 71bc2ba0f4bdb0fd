//! What the bot remembers over a restart: which updates it has handled, and which messages answer which question.
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

/// A handled update.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    update: i64,
    question: Option<Question>,
    answer: Vec<Sent>,
    /// When it was handled, in seconds of Unix time.
    #[serde(default)]
    at: u64,
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
    pub(crate) async fn remember(&self, update: i64, question: Option<Question>, answer: Vec<Sent>) {
        self.memory().add(Entry { update, question, answer, at: now() });
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
        }
        self.order.push_back((number, entry));
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
                state.remember(n.into(), Some(question(n)), sent(n + 100)).await;
            }
            state.remember(50, None, Vec::new()).await;
            assert!(State::open(&file, 3).unwrap_err().to_string().contains("another wenbao bot"));
        }
        let state = State::open(&file, 3).unwrap();
        let recent: Vec<_> = state.sent_within(Duration::from_secs(60)).into_iter().map(|(chat, _)| chat).collect();
        assert_eq!(recent, [ChatId(5), ChatId(5)]);
        assert_eq!([1, 2, 3, 4, 50, 51].map(|id| state.knows(id)), [false, false, true, true, true, false]);
        assert_eq!(state.answer(question(4)), Some(sent(104)));
        assert_eq!(state.answer(question(2)), None);
        // An edit's answer takes the place of the first one, and outlives it.
        state.remember(60, Some(question(3)), sent(103)).await;
        assert_eq!(state.answer(question(3)), Some(sent(103)));
        state.remember(61, None, Vec::new()).await;
        assert_eq!(state.answer(question(3)), Some(sent(103)));
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
