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
const GROUP_SPAN: Duration = Duration::from_millis(60_500);

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
        let now = Instant::now();
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

    async fn times(pace: &Pace, chat: ChatId, count: usize) -> Vec<u64> {
        let start = Instant::now();
        let mut times = Vec::new();
        for _ in 0..count {
            pace.turn(chat).await;
            times.push(u64::try_from(start.elapsed().as_millis()).unwrap());
        }
        times
    }

    #[tokio::test(start_paused = true)]
    async fn a_private_chat_gets_a_burst_and_then_one_a_second() {
        let pace = Pace::new(&Config::default().telegram);
        let times = times(&pace, PERSON, 7).await;
        assert_eq!(times[3], 0);
        for (n, at) in (1..).zip(&times[4..]) {
            assert!((n * 1000..n * 1000 + 10).contains(at), "{times:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn no_minute_of_a_group_sees_more_than_its_share() {
        let pace = Pace::new(&Config::default().telegram);
        let mut all = times(&pace, GROUP, 10).await;
        tokio::time::sleep(Duration::from_secs(40)).await;
        let gone = all[9] + 40_000;
        all.extend(times(&pace, GROUP, 30).await.into_iter().map(|at| at + gone));
        for start in &all {
            let within = all.iter().filter(|at| (*start..start + 60_000).contains(at)).count();
            assert!(within <= 19, "{within} from {start}: {all:?}");
        }
        assert!(*all.last().unwrap() < 130_000, "{all:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_paused_chat_holds_up_no_other_one() {
        let pace = Pace::new(&Config::default().telegram);
        pace.pause(PERSON, Duration::from_secs(30));
        assert_eq!(times(&pace, ChatId(6), 1).await, [0]);
        let waited = times(&pace, PERSON, 1).await[0];
        assert!((30_000..30_010).contains(&waited), "{waited}");
    }

    #[tokio::test(start_paused = true)]
    async fn all_chats_together_stay_below_the_limit() {
        let pace = std::sync::Arc::new(Pace::new(&Config::default().telegram));
        let start = Instant::now();
        let tasks: Vec<_> = (1..=100)
            .map(|id| {
                let pace = std::sync::Arc::clone(&pace);
                tokio::spawn(async move {
                    pace.turn(ChatId(id)).await;
                    Instant::now()
                })
            })
            .collect();
        let mut times = Vec::new();
        for task in tasks {
            times.push(task.await.unwrap());
        }
        for at in &times {
            assert!(times.iter().filter(|other| (*at..*at + Duration::from_millis(999)).contains(other)).count() <= 28);
        }
        assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    }
}
