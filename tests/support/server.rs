//! A Bot API server of our own: HTTP on 127.0.0.1, the semantics of `getUpdates`, faults on demand, and a log.
//!
//! Threads and a condition variable, no framework: a fault may then do to a connection whatever it likes.

use std::{
    collections::{HashMap, VecDeque},
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Condvar, Mutex, MutexGuard},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::rules;

pub(crate) const TOKEN: &str = "123456:AA-our_own_Secret";
pub(crate) const BOT: &str = "wen_test_bot";
pub(crate) const BOT_ID: i64 = 123_456;

/// What strikes instead of an answer, or together with it.
#[derive(Debug, Clone)]
pub(crate) enum Fault {
    /// This status and body; the call is not carried out.
    Answer(u16, String),
    /// The connection closes; the call is not carried out.
    Drop,
    /// The call is carried out; then the connection breaks within the answer.
    Break,
    /// The call is carried out; the answer is garbage.
    Garbage,
    /// Nothing happens for so long; then the connection closes, and the call is not carried out.
    Stall(Duration),
}

impl Fault {
    /// The server's refusal in its usual form.
    pub(crate) fn refusal(code: u16, description: &str) -> Self {
        Self::Answer(code, json!({"ok": false, "error_code": code, "description": description}).to_string())
    }

    /// Too many requests.
    pub(crate) fn flood(seconds: u64) -> Self {
        let body = json!({"ok": false, "error_code": 429, "description": format!("Too Many Requests: retry after {seconds}"),
            "parameters": {"retry_after": seconds}});
        Self::Answer(429, body.to_string())
    }
}

/// A call of the bot's.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) method: String,
    pub(crate) params: Value,
    pub(crate) at: Instant,
    /// 0 while it is not answered.
    pub(crate) status: u16,
    /// The refusal of our rules, if any.
    pub(crate) violation: Option<String>,
}

/// A message of the bot's.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub(crate) chat: i64,
    pub(crate) id: i64,
    pub(crate) text: String,
    pub(crate) reply_to: Option<i64>,
    pub(crate) thread: Option<i64>,
    pub(crate) edits: usize,
    pub(crate) deleted: bool,
}

#[derive(Debug, Default)]
pub(super) struct World {
    pub(super) updates: VecDeque<(i64, Value)>,
    pub(super) again: Vec<Value>,
    pub(super) next_update: i64,
    pub(super) next_message: i64,
    pub(super) questions: Vec<(i64, i64)>,
    pub(super) messages: Vec<Message>,
    pub(super) calls: Vec<Call>,
    pub(super) faults: Vec<(String, usize, Fault)>,
    pub(super) poll: u64,
    pub(super) webhook: bool,
    pub(super) commands: HashMap<String, Value>,
    pub(super) texts: HashMap<String, Value>,
}

/// The server. Its threads end with the test.
#[derive(Clone)]
pub(crate) struct Server {
    pub(super) shared: Arc<(Mutex<World>, Condvar)>,
    pub(crate) url: String,
}

impl Server {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let world = World { next_update: 7000, next_message: 100, ..World::default() };
        let server = Self { shared: Arc::new((Mutex::new(world), Condvar::new())), url };
        let serving = server.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let server = serving.clone();
                std::thread::spawn(move || server.serve(stream));
            }
        });
        server
    }

    pub(super) fn world(&self) -> MutexGuard<'_, World> {
        self.shared.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    // ---- what tests do

    /// Queues an update of `kind`; returns its id.
    pub(crate) fn push(&self, kind: &str, content: Value) -> i64 {
        let mut world = self.world();
        let id = world.next_update;
        world.next_update += 1;
        world.updates.push_back((id, json!({"update_id": id, kind: content})));
        self.shared.1.notify_all();
        id
    }

    /// Queues a new message with these fields; returns its id.
    pub(crate) fn say(&self, chat: i64, fields: Value) -> i64 {
        let id = {
            let mut world = self.world();
            world.next_message += 1;
            let id = world.next_message;
            world.questions.push((chat, id));
            id
        };
        self.push("message", message(chat, id, fields));
        id
    }

    /// Queues the edit of a message.
    pub(crate) fn edit(&self, chat: i64, id: i64, fields: Value) {
        self.push("edited_message", message(chat, id, fields));
    }

    /// Queues an inline query; returns its id.
    pub(crate) fn inline(&self, query: &str, offset: &str) -> String {
        let id = format!("q{}", self.world().next_update);
        let from = json!({"id": 5, "is_bot": false, "first_name": "Ann", "language_code": "zh-hans"});
        self.push("inline_query", json!({"id": id, "from": from, "query": query, "offset": offset}));
        id
    }

    /// Somebody taps the button of a message of the bot's; returns the id of the tap.
    pub(crate) fn tap(&self, chat: i64, message: i64, data: &str) -> String {
        let id = format!("t{}", self.world().next_update);
        let from = json!({"id": 5, "is_bot": false, "first_name": "Ann", "language_code": "zh-hans"});
        let mut message = self::message(chat, message, json!({"text": "…"}));
        message["from"] = json!({"id": BOT_ID, "is_bot": true, "first_name": "问报"});
        let tap = json!({"id": id, "from": from, "message": message, "chat_instance": "1", "data": data});
        self.push("callback_query", tap);
        id
    }

    /// Queues an update once more, though it was confirmed.
    pub(crate) fn redeliver(&self, update: Value) {
        self.world().again.push(update);
        self.shared.1.notify_all();
    }

    /// The next `times` calls of `method` are struck.
    pub(crate) fn fault(&self, method: &str, times: usize, fault: Fault) {
        self.world().faults.push((method.to_lowercase(), times, fault));
    }

    pub(crate) fn set_webhook(&self) {
        self.world().webhook = true;
    }

    /// Somebody else polls once.
    pub(crate) fn other_poller(&self) {
        self.world().poll += 1;
        self.shared.1.notify_all();
    }

    // ---- what tests look at

    pub(crate) fn calls(&self, method: &str) -> Vec<Call> {
        self.world().calls.iter().filter(|call| call.method.eq_ignore_ascii_case(method)).cloned().collect()
    }

    pub(crate) fn messages(&self, chat: i64) -> Vec<Message> {
        self.world().messages.iter().filter(|message| message.chat == chat).cloned().collect()
    }

    pub(crate) fn pending(&self) -> usize {
        let world = self.world();
        world.updates.len() + world.again.len()
    }

    /// Fails if the bot broke a rule.
    pub(crate) fn assert_clean(&self) {
        let bad: Vec<_> = self.world().calls.iter().filter(|call| call.violation.is_some()).cloned().collect();
        assert!(bad.is_empty(), "violations: {bad:#?}");
    }

    /// Waits until `f` gives something.
    #[track_caller]
    pub(crate) fn wait<T>(&self, what: &str, f: impl Fn(&Self) -> Option<T>) -> T {
        let end = Instant::now() + Duration::from_secs(20);
        loop {
            if let Some(value) = f(self) {
                return value;
            }
            assert!(Instant::now() < end, "no {what}; calls: {:#?}", self.world().calls);
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Waits for `count` messages in a chat, all that were ever sent there.
    #[track_caller]
    pub(crate) fn wait_messages(&self, chat: i64, count: usize) -> Vec<Message> {
        self.wait(&format!("{count} messages in {chat}"), |server| {
            Some(server.messages(chat)).filter(|messages| messages.len() >= count)
        })
    }

    #[track_caller]
    pub(crate) fn wait_calls(&self, method: &str, count: usize) -> Vec<Call> {
        self.wait(&format!("{count} calls of {method}"), |server| {
            Some(server.calls(method)).filter(|calls| calls.iter().filter(|call| call.status > 0).count() >= count)
        })
    }

    /// Waits until everything is confirmed.
    #[track_caller]
    pub(crate) fn wait_confirmed(&self) {
        self.wait("confirmation", |server| (server.pending() == 0).then_some(()));
    }

    // ---- HTTP

    fn serve(&self, stream: TcpStream) -> Option<()> {
        stream.set_nodelay(true).ok()?;
        let mut reader = BufReader::new(stream.try_clone().ok()?);
        let mut stream = stream;
        loop {
            let (mut line, mut length) = (String::new(), 0);
            reader.read_line(&mut line).ok().filter(|&read| read > 0)?;
            let path = line.split(' ').nth(1)?.to_owned();
            loop {
                let mut header = String::new();
                reader.read_line(&mut header).ok().filter(|&read| read > 0)?;
                if header.trim().is_empty() {
                    break;
                }
                let (name, value) = header.split_once(':')?;
                if name.eq_ignore_ascii_case("content-length") {
                    length = value.trim().parse().ok()?;
                }
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).ok()?;
            let (status, answer, broken) = self.answer(&path, &body)?;
            let head = format!("HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: ");
            let sent = if broken { &answer[..answer.len() / 2] } else { &answer[..] };
            write!(stream, "{head}{}\r\n\r\n{sent}", answer.len()).ok()?;
            stream.flush().ok()?;
            if broken {
                return None;
            }
        }
    }

    /// Status, body and whether the connection breaks within it; `None` closes it without an answer.
    fn answer(&self, path: &str, body: &[u8]) -> Option<(u16, String, bool)> {
        let method = path.rsplit('/').next()?.to_owned();
        let params = serde_json::from_slice(body).ok().or_else(|| rules::form(body)).unwrap_or(Value::Null);
        let (index, fault) = {
            let mut world = self.world();
            let fault = world.faults.iter_mut().find(|(name, times, _)| *name == method.to_lowercase() && *times > 0);
            let fault = fault.map(|(_, times, fault)| {
                *times -= 1;
                fault.clone()
            });
            world.calls.push(Call {
                method: method.clone(),
                params: params.clone(),
                at: Instant::now(),
                status: 0,
                violation: None,
            });
            (world.calls.len() - 1, fault)
        };
        match &fault {
            Some(Fault::Drop) => return None,
            Some(Fault::Stall(time)) => {
                std::thread::sleep(*time);
                return None;
            }
            Some(Fault::Answer(status, body)) => {
                self.world().calls[index].status = *status;
                return Some((*status, body.clone(), false));
            }
            _ => {}
        }
        let result = if path.starts_with(&format!("/bot{TOKEN}/")) {
            self.execute(&method.to_lowercase(), &params)
        } else {
            Err((401, "Unauthorized".to_owned()))
        };
        let mut world = self.world();
        let call = &mut world.calls[index];
        call.status = result.as_ref().map_or_else(|(code, _)| *code, |_| 200);
        call.violation = result.as_ref().err().filter(|(code, _)| *code == 400 || *code == 404).map(|(_, e)| e.clone());
        let body = match result {
            Ok(result) => json!({"ok": true, "result": result}),
            Err((code, words)) => json!({"ok": false, "error_code": code, "description": words}),
        };
        match fault {
            Some(Fault::Garbage) => Some((200, body.to_string()[..20].to_owned(), false)),
            fault => Some((call.status, body.to_string(), matches!(fault, Some(Fault::Break)))),
        }
    }
}

fn message(chat: i64, id: i64, fields: Value) -> Value {
    let kind = if chat > 0 { "private" } else { "supergroup" };
    let mut message = json!({"message_id": id, "date": 1_795_000_000, "chat": {"id": chat, "type": kind},
        "from": {"id": 5, "is_bot": false, "first_name": "Ann", "language_code": "zh-hans"}});
    message.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    message
}
