//! What is wrong with the server or the way to it: said once when it begins and once when it is over.

use std::{
    hash::{BuildHasher as _, Hasher as _, RandomState},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

use super::api::{Api, ApiError, Network};

/// The first pause after a failure.
const FIRST_PAUSE: Duration = Duration::from_secs(1);

/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// With another poller every other poll may succeed, so this outage is over only when there was no conflict for so long.
const CONFLICT_LASTS: Duration = Duration::from_secs(70);

/// What a failure means to whoever runs the bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The token is wrong or was revoked.
    Token,
    /// A webhook is set.
    Webhook,
    /// Somebody else polls.
    OtherPoller,
    /// Too many requests.
    Flood,
    /// A fault of the server's.
    Server,
    /// The server cannot be reached.
    Unreachable,
    /// Something answers, but no Bot API server.
    Nonsense,
    /// Another refusal.
    Refused,
}

impl Trouble {
    /// Of which kind `error` is.
    pub(crate) fn of(error: &ApiError) -> Self {
        match error {
            ApiError::Network { .. } => Self::Unreachable,
            ApiError::Malformed(_) => Self::Nonsense,
            ApiError::Refused { code: 401 | 404, .. } => Self::Token,
            ApiError::Refused { code: 409, .. } if error.says("webhook") => Self::Webhook,
            ApiError::Refused { code: 409, .. } => Self::OtherPoller,
            ApiError::Refused { code: 429, .. } => Self::Flood,
            ApiError::Refused { code: 500.., .. } => Self::Server,
            ApiError::Refused { .. } => Self::Refused,
        }
    }
}

/// What happened and what mends it, in a sentence.
pub(crate) fn advice(error: &ApiError, api: &Api) -> String {
    let host = api.host();
    match Trouble::of(error) {
        Trouble::Token => format!(
            "Telegram does not know the token ({error}): check TELOXIDE_TOKEN in .env; @BotFather shows it under /mybots"
        ),
        Trouble::Webhook => "a webhook is set for this bot, so its updates go to another program: stop that one; \
                             `wenbao bot` removes the webhook when it starts"
            .to_owned(),
        Trouble::OtherPoller => "another program gets this bot's updates with the same token: stop it, for only one \
                                 may run, or get a token of its own from @BotFather"
            .to_owned(),
        Trouble::Flood => format!("Telegram wants to be asked less often ({error})"),
        Trouble::Server => format!("{host} has a fault of its own ({error}); nothing to be done here but wait"),
        Trouble::Unreachable if matches!(error, ApiError::Network { kind: Network::Connect, .. }) => {
            format!("cannot reach {host} ({error}): check the network, the proxy (HTTPS_PROXY) and telegram.api_url")
        }
        Trouble::Unreachable => format!("{host} does not answer ({error}): check the network and the proxy"),
        Trouble::Nonsense => format!("{host} gives {error}: is telegram.api_url a Bot API server?"),
        Trouble::Refused => format!("Telegram refuses: {error}"),
    }
}

/// Pauses from 1 to 60 seconds, each about twice the last one.
#[derive(Debug, Default)]
pub(crate) struct Backoff {
    failures: u32,
}

impl Backoff {
    /// The pause after one more failure, with jitter, so that many bots do not come back at the same moment.
    pub(crate) fn pause(&mut self) -> Duration {
        let full = FIRST_PAUSE.saturating_mul(1 << self.failures.min(6)).min(LONGEST_PAUSE);
        self.failures += 1;
        let random = u32::try_from(RandomState::new().build_hasher().finish() % 1000).unwrap_or_default();
        full / 2 + full * random / 2000
    }

    /// How many times in a row it failed.
    pub(crate) fn failures(&self) -> u32 {
        self.failures
    }

    /// It worked.
    pub(crate) fn reset(&mut self) {
        self.failures = 0;
    }
}

/// Keeps the log to a line when something stops working and one when it works again.
#[derive(Debug)]
pub(crate) struct Outage {
    what: &'static str,
    now: Mutex<Option<Ongoing>>,
}

#[derive(Debug)]
struct Ongoing {
    since: Instant,
    latest: Instant,
    trouble: Trouble,
}

impl Outage {
    /// `what` begins the log lines: "getting updates".
    pub(crate) fn new(what: &'static str) -> Self {
        Self { what, now: Mutex::new(None) }
    }

    /// It failed. Logged if it worked before, or if another remedy is called for now.
    pub(crate) fn failed(&self, error: &ApiError, api: &Api) {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        let (latest, trouble) = (Instant::now(), Trouble::of(error));
        match &mut *now {
            Some(ongoing) if ongoing.trouble == trouble => ongoing.latest = latest,
            ongoing => {
                tracing::warn!("{}: {}; trying again", self.what, advice(error, api));
                let since = ongoing.as_ref().map_or(latest, |ongoing| ongoing.since);
                *ongoing = Some(Ongoing { since, latest, trouble });
            }
        }
    }

    /// It worked.
    pub(crate) fn over(&self) {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        match &*now {
            Some(ongoing) if ongoing.trouble == Trouble::OtherPoller && ongoing.latest.elapsed() < CONFLICT_LASTS => {}
            Some(ongoing) => {
                tracing::info!("{}: works again after {} s", self.what, ongoing.since.elapsed().as_secs());
                *now = None;
            }
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_a_minute() {
        let mut backoff = Backoff::default();
        for full in [1, 2, 4, 8, 16, 32, 60, 60, 60] {
            let pause = backoff.pause();
            assert!(Duration::from_secs(full) / 2 <= pause && pause < Duration::from_secs(full), "{full}: {pause:?}");
        }
        backoff.reset();
        assert!(backoff.pause() < Duration::from_secs(1));
    }
}
