//! One call of the Bot API: a payload of teloxide's out, its typed result or a typed error back.
//!
//! teloxide's own `Bot` is not used: it sleeps 10 s within every 5xx answer, hands today's error texts over as unknown,
//! and prints the token with `{:?}`. Here the token is in the address of a call and nowhere else.

use std::{error::Error as _, fmt, time::Duration};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use teloxide::requests::Payload;

use crate::config::Token;

/// How long a call may take, but for those that wait by their nature.
const TIMEOUT: Duration = Duration::from_secs(30);

/// How long a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// The Bot API.
#[derive(Debug)]
pub(crate) struct Api {
    client: reqwest::Client,
    base: reqwest::Url,
    token: Token,
}

/// Why a call brought nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ApiError {
    /// The server answered, and said no.
    #[error("{description} ({code})")]
    Refused {
        /// HTTP's codes.
        code: u16,
        /// The server's words.
        description: String,
        /// To be tried again after so long.
        retry_after: Option<Duration>,
        /// The group is a supergroup now, with this id.
        migrate_to: Option<i64>,
    },
    /// No answer came.
    #[error("{kind}: {reason}")]
    Network {
        /// At which point.
        kind: Network,
        /// The system's words, without the address.
        reason: String,
    },
    /// The server said that it was done (200), in an answer that cannot be read.
    #[error("an answer that cannot be read: {0}")]
    Malformed(String),
}

/// At which point a call failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Network {
    /// No connection; the call was not made.
    Connect,
    /// No answer in time; the call may have been carried out.
    Timeout,
    /// The connection broke; the call may have been carried out.
    Broken,
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Connect => "no connection",
            Self::Timeout => "no answer in time",
            Self::Broken => "the connection broke",
        })
    }
}

impl ApiError {
    /// The server's code, where it answered.
    pub(crate) fn code(&self) -> Option<u16> {
        match self {
            Self::Refused { code, .. } => Some(*code),
            _ => None,
        }
    }

    /// Whether the server's words contain `words`, in any case.
    pub(crate) fn says(&self, words: &str) -> bool {
        matches!(self, Self::Refused { description, .. }
            if description.to_ascii_lowercase().contains(&words.to_ascii_lowercase()))
    }

    /// How long the server told us to wait.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Refused { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Whether the same call may well succeed later.
    pub(crate) fn is_passing(&self) -> bool {
        match self {
            Self::Refused { code, retry_after, .. } => *code == 429 || *code >= 500 || retry_after.is_some(),
            Self::Network { .. } => true,
            Self::Malformed(_) => false,
        }
    }
}

/// What every answer is wrapped in.
#[derive(Deserialize)]
struct Envelope {
    ok: bool,
    #[serde(default)]
    result: Value,
    #[serde(default)]
    error_code: Option<u16>,
    #[serde(default)]
    description: String,
    #[serde(default)]
    parameters: Parameters,
}

#[derive(Deserialize, Default)]
struct Parameters {
    #[serde(default)]
    retry_after: Option<u64>,
    #[serde(default)]
    migrate_to_chat_id: Option<i64>,
}

impl Api {
    /// Calls go to `base`, in the name of `token`.
    ///
    /// # Errors
    ///
    /// `base` is no address, or TLS cannot be set up.
    pub(crate) fn new(base: &str, token: Token) -> anyhow::Result<Self> {
        let url = reqwest::Url::parse(base).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        let base = url.ok_or_else(|| {
            anyhow::anyhow!("telegram.api_url or TELOXIDE_API_URL must be like https://api.telegram.org, not {base:?}")
        })?;
        let mut client = reqwest::Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .tcp_nodelay(true)
            .tcp_keepalive(Duration::from_secs(30))
            // The address holds the token, which no other place is to see.
            .redirect(reqwest::redirect::Policy::none());
        if matches!(base.host_str(), Some("localhost" | "127.0.0.1" | "[::1]")) {
            client = client.no_proxy();
        }
        Ok(Self { client: client.build()?, base, token })
    }

    /// The server's name, for messages.
    pub(crate) fn host(&self) -> String {
        let host = self.base.host_str().unwrap_or_default();
        self.base.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }

    /// Calls the method of `payload`.
    pub(crate) async fn call<P>(&self, payload: &P) -> Result<P::Output, ApiError>
    where
        P: Payload + Serialize + Sync,
        P::Output: DeserializeOwned,
    {
        self.call_for(payload).await
    }

    /// Calls the method of `payload` for a result of our own making: what we do not read cannot break on a new version
    /// of the Bot API.
    pub(crate) async fn call_for<P, T>(&self, payload: &P) -> Result<T, ApiError>
    where
        P: Payload + Serialize + Sync,
        T: DeserializeOwned,
    {
        let body = serde_json::to_vec(payload).map_err(|error| ApiError::Malformed(error.to_string()))?;
        let json = |request: reqwest::RequestBuilder| {
            request.header(reqwest::header::CONTENT_TYPE, "application/json").body(body)
        };
        self.request(payload, json).await
    }

    /// The same with a picture, PNG, as `photo`.
    pub(crate) async fn call_with_photo<P, T>(&self, payload: &P, photo: &[u8]) -> Result<T, ApiError>
    where
        P: Payload + Serialize + Sync,
        T: DeserializeOwned,
    {
        let fields = serde_json::to_value(payload).map_err(|error| ApiError::Malformed(error.to_string()))?;
        let picture = reqwest::multipart::Part::bytes(photo.to_vec()).file_name("chart.png").mime_str("image/png");
        let picture = picture.map_err(|error| ApiError::Malformed(error.to_string()))?;
        let mut form = reqwest::multipart::Form::new().part("photo", picture);
        for (name, value) in fields.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null()) {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            form = form.text(name.clone(), value);
        }
        self.request(payload, |request| request.multipart(form)).await
    }

    async fn request<P, T>(
        &self,
        payload: &P,
        fill: impl FnOnce(reqwest::RequestBuilder) -> reqwest::RequestBuilder,
    ) -> Result<T, ApiError>
    where
        P: Payload,
        T: DeserializeOwned,
    {
        // A long poll ends by itself; the share on top is for slow networks.
        let timeout = payload.timeout_hint().map_or(TIMEOUT, |wait| wait + wait / 5 + Duration::from_secs(3));
        let request = self.client.post(self.address(P::NAME)).timeout(timeout);
        let response = fill(request).send().await.map_err(|error| self.network(error))?;
        let status = response.status();
        match response.bytes().await {
            Ok(body) => self.read(status.as_u16(), &body),
            Err(error) if status.is_success() => Err(ApiError::Malformed(self.network(error).to_string())),
            Err(error) => Err(self.network(error)),
        }
    }

    fn address(&self, method: &str) -> reqwest::Url {
        let mut url = self.base.clone();
        let mut name = method.to_owned();
        if let Some(first) = name.get_mut(..1) {
            first.make_ascii_lowercase();
        }
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().push(&format!("bot{}", self.token.expose())).push(&name);
        }
        url
    }

    fn read<T: DeserializeOwned>(&self, status: u16, body: &[u8]) -> Result<T, ApiError> {
        let refused = |code, description: &str, parameters: Parameters| ApiError::Refused {
            code,
            description: self.hidden(description),
            retry_after: parameters.retry_after.map(Duration::from_secs),
            migrate_to: parameters.migrate_to_chat_id,
        };
        match serde_json::from_slice::<Envelope>(body) {
            Ok(Envelope { ok: true, result, .. }) => {
                T::deserialize(result).map_err(|error| ApiError::Malformed(self.hidden(&error.to_string())))
            }
            Ok(answer) => Err(refused(answer.error_code.unwrap_or(status), &answer.description, answer.parameters)),
            // A page of some proxy's in between.
            Err(_) if !(200..300).contains(&status) => Err(refused(status, "no Bot API answer", Parameters::default())),
            Err(error) => Err(ApiError::Malformed(self.hidden(&error.to_string()))),
        }
    }

    fn network(&self, error: reqwest::Error) -> ApiError {
        let kind = match &error {
            error if error.is_connect() => Network::Connect,
            error if error.is_timeout() => Network::Timeout,
            _ => Network::Broken,
        };
        let error = error.without_url();
        // The outer errors only say that a request failed; the innermost says why.
        let mut reason = error.to_string();
        let mut source = error.source();
        while let Some(inner) = source {
            reason = inner.to_string();
            source = inner.source();
        }
        ApiError::Network { kind, reason: self.hidden(&reason) }
    }

    fn hidden(&self, text: &str) -> String {
        text.replace(self.token.expose(), "[token]")
    }
}

#[cfg(test)]
mod tests {
    use teloxide::{payloads::GetMe, requests::Payload as _};

    use super::*;

    fn api(base: &str) -> Api {
        Api::new(base, Token::new("12:secret").unwrap()).unwrap()
    }

    #[test]
    fn an_address_holds_the_token_and_nothing_that_prints_does() {
        let api = api("http://127.0.0.1:9/sub/");
        assert_eq!(api.address(GetMe::NAME).as_str(), "http://127.0.0.1:9/sub/bot12:secret/getMe");
        assert!(!format!("{api:?}").contains("secret"));
        assert_eq!(api.host(), "127.0.0.1:9");
    }

    #[tokio::test]
    async fn a_failed_connection_says_why_without_the_token() {
        let error = api("http://127.0.0.1:9").call(&GetMe::new()).await.unwrap_err();
        assert!(matches!(error, ApiError::Network { kind: Network::Connect, .. }), "{error:?}");
        assert!(!format!("{error:?} {error}").contains("secret") && error.to_string().contains("refused"), "{error}");
    }

    #[test]
    fn answers_are_read() {
        let api = api("http://x");
        let read = |status, body: &str| api.read::<i64>(status, body.as_bytes());
        assert_eq!(read(200, r#"{"ok":true,"result":7,"new":1}"#), Ok(7));
        let flood = read(429, r#"{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":9}}"#);
        let flood = flood.unwrap_err();
        assert_eq!((flood.code(), flood.retry_after()), (Some(429), Some(Duration::from_secs(9))));
        let moved = read(400, r#"{"ok":false,"description":"x 12:secret","parameters":{"migrate_to_chat_id":-100}}"#);
        assert!(
            matches!(&moved, Err(ApiError::Refused { code: 400, migrate_to: Some(-100), description, .. })
                if description == "x [token]"),
            "{moved:?}"
        );
        assert_eq!(read(502, "<html>").unwrap_err().code(), Some(502));
        for garbage in ["", "<html>", r#"{"ok":true,"resu"#, r#"{"ok":true,"result":"x"}"#] {
            assert!(matches!(read(200, garbage), Err(ApiError::Malformed(_))), "{garbage}");
        }
    }
}
