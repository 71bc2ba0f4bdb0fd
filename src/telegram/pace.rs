//! The pace of sending, so that no refusal is earned: per chat, and over all.
//!
//! Telegram publishes no exact limits. A group is counted in a true window of a minute, a private chat as a bucket that
//! allows a short burst, all chats together in a window of a second.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use teloxide::types::ChatId;
use tokio::time::Instant;

use crate::config::TelegramConfig;

/// A minute, and a little more because the server counts from the arrival.
pub(crate) const GROUP_SPAN: Duration = Duration::from_millis(60_500);

/// Chats remembered before idle ones are forgotten.
const CHATS: usize = 2048;

/// The limits of one bot.
#[derive(Debug)]
pub(crate) struct Pace {
    private_per_second: f64,
    private_burst: f64,
    group_per_minute: usize,
    chats: Mutex<HashMap<ChatId, ChatPace>>,
    // Of tokio, because it is held while waiting and hands itself over in the order of asking.
    overall: tokio::sync::Mutex<Window>,
}

#[derive(Debug)]
struct ChatPace {
    limit: Limit,
    paused_until: Option<Instant>,
}

#[derive(Debug)]
enum Limit {
    Bucket(Bucket),
    Window(Window),
}

#[derive(Debug)]
struct Bucket {
    rate: f64,
    burst: f64,
    tokens: f64,
    at: Instant,
}

#[derive(Debug)]
struct Window {
    size: usize,
    span: Duration,
    sent: VecDeque<Instant>,
}

impl Pace {
    /// The pace of the settings.
    pub(crate) fn new(settings: &TelegramConfig) -> Self {
        let overall = usize::try_from(settings.overall_per_second).unwrap_or(usize::MAX);
        Self {
            private_per_second: settings.private_per_second,
            private_burst: f64::from(settings.private_burst),
            group_per_minute: usize::try_from(settings.group_per_minute).unwrap_or(usize::MAX),
            chats: Mutex::default(),
            overall: tokio::sync::Mutex::new(Window::new(overall, Duration::from_secs(1))),
        }
    }

    /// A message went to `chat` so long ago, before the bot was started anew; to be told from the oldest on.
    pub(crate) fn went(&self, chat: ChatId, ago: Duration) {
        let now = Instant::now();
        self.with_at(chat, now.checked_sub(ago).unwrap_or(now), |pace, at| {
            // Fills up what was regained since the message before.
            pace.wait(at);
            pace.spend(at);
        });
    }

    /// Returns when a message may go to `chat`. Waiting for one chat holds up no other one.
    pub(crate) async fn turn(&self, chat: ChatId) {
        loop {
            let wait = self.with(chat, ChatPace::wait);
            if wait > Duration::ZERO {
                tokio::time::sleep(wait).await;
                continue;
            }
            let mut overall = self.overall.lock().await;
            let wait = overall.wait(Instant::now());
            tokio::time::sleep(wait).await;
            // The chat may have been paused, or served by somebody else, in the meantime.
            let now = Instant::now();
            if self.with(chat, |pace, now| {
                pace.wait(now).is_zero() && {
                    pace.spend(now);
                    true
                }
            }) {
                overall.spend(now);
                return;
            }
        }
    }

    /// Nothing goes to `chat` for so long: the server said so.
    pub(crate) fn pause(&self, chat: ChatId, wait: Duration) {
        self.with(chat, |pace, now| pace.paused_until = Some(now + wait));
    }

    fn with<T>(&self, chat: ChatId, f: impl FnOnce(&mut ChatPace, Instant) -> T) -> T {
        self.with_at(chat, Instant::now(), f)
    }

    fn with_at<T>(&self, chat: ChatId, now: Instant, f: impl FnOnce(&mut ChatPace, Instant) -> T) -> T {
        let mut chats = self.chats.lock().unwrap_or_else(PoisonError::into_inner);
        if chats.len() >= CHATS && !chats.contains_key(&chat) {
            chats.retain(|_, pace| !pace.is_idle(now));
        }
        let pace = chats.entry(chat).or_insert_with(|| ChatPace { limit: self.limit(chat, now), paused_until: None });
        f(pace, now)
    }

    fn limit(&self, chat: ChatId, now: Instant) -> Limit {
        if chat.is_user() {
            let (rate, burst) = (self.private_per_second, self.private_burst);
            Limit::Bucket(Bucket { rate, burst, tokens: burst, at: now })
        } else {
            Limit::Window(Window::new(self.group_per_minute, GROUP_SPAN))
        }
    }
}

impl ChatPace {
    fn wait(&mut self, now: Instant) -> Duration {
        let paused = self.paused_until.map_or(Duration::ZERO, |until| until.saturating_duration_since(now));
        paused.max(match &mut self.limit {
            Limit::Bucket(bucket) => bucket.wait(now),
            Limit::Window(window) => window.wait(now),
        })
    }

    fn spend(&mut self, now: Instant) {
        match &mut self.limit {
            Limit::Bucket(bucket) => bucket.tokens -= 1.0,
            Limit::Window(window) => window.spend(now),
        }
    }

    fn is_idle(&mut self, now: Instant) -> bool {
        self.wait(now).is_zero()
            && match &self.limit {
                Limit::Bucket(bucket) => bucket.tokens >= bucket.burst,
                Limit::Window(window) => window.sent.is_empty(),
            }
    }
}

impl Bucket {
    fn wait(&mut self, now: Instant) -> Duration {
        let gained = now.saturating_duration_since(self.at).as_secs_f64() * self.rate;
        self.tokens = (self.tokens + gained).min(self.burst);
        self.at = now;
        if self.tokens >= 1.0 {
            return Duration::ZERO;
        }
        // A nanosecond more, so that rounding cannot make a wait of nothing.
        Duration::try_from_secs_f64((1.0 - self.tokens) / self.rate).unwrap_or(Duration::from_secs(3600))
            + Duration::from_nanos(100)
    }
}

impl Window {
    fn new(size: usize, span: Duration) -> Self {
        Self { size: size.max(1), span, sent: VecDeque::new() }
    }

    fn wait(&mut self, now: Instant) -> Duration {
        while self.sent.front().is_some_and(|&at| at + self.span <= now) {
            self.sent.pop_front();
        }
        match self.sent.front() {
            Some(&oldest) if self.sent.len() >= self.size => (oldest + self.span).saturating_duration_since(now),
            _ => Duration::ZERO,
        }
    }

    fn spend(&mut self, now: Instant) {
        self.sent.push_back(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    const GROUP: ChatId = ChatId(-5);
    const PERSON: ChatId = ChatId(5);

    fn pace() -> Pace {
        Pace::new(&Config::default().telegram)
    }

    /// When `count` messages go out that want to go from `from` on, in milliseconds after `start`.
    fn times(pace: &mut ChatPace, start: Instant, from: Duration, count: usize) -> Vec<u128> {
        let mut now = start + from;
        let mut times = Vec::new();
        for _ in 0..count {
            now += pace.wait(now);
            assert_eq!(pace.wait(now), Duration::ZERO);
            pace.spend(now);
            times.push((now - start).as_millis());
        }
        times
    }

    fn chat(id: ChatId, start: Instant) -> ChatPace {
        ChatPace { limit: pace().limit(id, start), paused_until: None }
    }

    #[test]
    fn a_private_chat_gets_a_burst_and_then_one_a_second() {
        let start = Instant::now();
        let mut chat = chat(PERSON, start);
        assert_eq!(times(&mut chat, start, Duration::ZERO, 7), [0, 0, 0, 0, 1000, 2000, 3000]);
        assert_eq!(times(&mut chat, start, Duration::from_secs(5), 3), [5000, 5000, 6000]);
    }

    #[test]
    fn no_minute_of_a_group_sees_more_than_its_share() {
        let start = Instant::now();
        let mut chat = chat(GROUP, start);
        let mut all = times(&mut chat, start, Duration::ZERO, 10);
        all.extend(times(&mut chat, start, Duration::from_secs(40), 30));
        for from in &all {
            assert!(all.iter().filter(|at| (*from..from + 60_000).contains(at)).count() <= 19, "{all:?}");
        }
        assert_eq!(*all.last().unwrap(), 121_000, "{all:?}");
    }

    #[test]
    fn all_chats_together_stay_below_the_limit() {
        let start = Instant::now();
        let mut overall = Window::new(28, Duration::from_secs(1));
        let mut now = start;
        for number in 0..100 {
            now += overall.wait(now);
            overall.spend(now);
            assert_eq!((now - start).as_secs(), number / 28);
        }
    }

    #[tokio::test]
    async fn a_paused_chat_holds_up_no_other_one() {
        let (pace, start) = (pace(), Instant::now());
        pace.pause(PERSON, Duration::from_millis(300));
        let paused = async {
            pace.turn(PERSON).await;
            start.elapsed()
        };
        let other = async {
            pace.turn(ChatId(6)).await;
            start.elapsed()
        };
        let (paused, other) = tokio::join!(paused, other);
        assert!(other < Duration::from_millis(200) && paused >= Duration::from_millis(300), "{other:?} {paused:?}");
    }

    #[test]
    fn what_went_before_the_start_counts() {
        let pace = pace();
        for _ in 0..19 {
            pace.went(GROUP, Duration::from_secs(20));
        }
        let wait = pace.with(GROUP, ChatPace::wait).as_secs();
        assert!((39..=40).contains(&wait), "{wait}");
        for ago in [30, 20, 10, 2, 1] {
            pace.went(PERSON, Duration::from_secs(ago));
        }
        assert_eq!(pace.with(PERSON, ChatPace::wait), Duration::ZERO);
    }

    #[tokio::test]
    async fn idle_chats_are_forgotten() {
        let pace = pace();
        for id in 1..=3000 {
            pace.with(ChatId(id), |_, _| ());
        }
        assert!(pace.chats.lock().unwrap().len() <= CHATS);
    }
}
