//! What is done once at the start: who we are, and what Telegram shows about the bot.

use std::{sync::Arc, time::Duration};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use teloxide::{
    payloads::{
        GetMe, GetMyCommands, GetMyDescription, GetMyShortDescription, SetMyCommands, SetMyDescription,
        SetMyShortDescription,
    },
    requests::Payload,
    types::BotCommand,
};
use tokio::sync::watch;

use super::{
    api::{Api, ApiError},
    asked::Myself,
    outage::{Backoff, Outage, Trouble, advice},
};
use crate::{
    chat::{Language, command::COMMANDS},
    config::Token,
};

/// Calls about what Telegram shows are tried so often.
const ATTEMPTS: u32 = 4;

/// A longer pause is not waited out for them; the next start does it.
const LONGEST_WAIT: Duration = Duration::from_secs(120);

/// Chinese for everybody, English for whose client is English.
const LANGUAGES: [(Language, Option<&str>); 2] = [(Language::Chinese, None), (Language::English, Some("en"))];

/// Shown in a chat that is still empty; up to 512 characters.
fn description(language: Language) -> &'static str {
    match language {
        Language::Chinese => {
            "直接提问，例如：2023 年营业收入是多少？\n我从收录的中文报告里找出你要的那个事实，附上原文和出处；报告里没有的，我会直说。"
        }
        Language::English => {
            "Just ask, in Chinese. I find the one fact you ask for in the reports I have read, and show it verbatim \
             with its source. What is not in the reports, I say so."
        }
    }
}

/// Shown in the bot's profile, and when it is shared; up to 120 characters.
fn short_description(language: Language) -> &'static str {
    match language {
        Language::Chinese => "问报：向中文报告提问，一问一答，答案有原文、有出处。",
        Language::English => "Answers questions from Chinese reports: one fact, verbatim, with its source.",
    }
}

/// Checks that a token looks like one, before it is sent anywhere.
///
/// # Errors
///
/// It does not.
pub(crate) fn check_format(token: &Token) -> anyhow::Result<()> {
    let of_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let looks_right = token.expose().split_once(':').is_some_and(|(id, key)| {
        !id.is_empty() && id.chars().all(|c| c.is_ascii_digit()) && !key.is_empty() && key.chars().all(of_key)
    });
    anyhow::ensure!(
        looks_right,
        "TELOXIDE_TOKEN is no token: one looks like 123456789:AAE-35_letters_digits_and_dashes; copy it whole from \
         @BotFather (/mybots, API Token)"
    );
    Ok(())
}

#[derive(Deserialize)]
struct Me {
    id: i64,
    #[serde(default)]
    username: String,
    // Absent means that there is nothing to complain about.
    #[serde(default = "yes")]
    can_join_groups: bool,
    #[serde(default = "yes")]
    can_read_all_group_messages: bool,
    #[serde(default = "yes")]
    supports_inline_queries: bool,
}

fn yes() -> bool {
    true
}

/// Asks who we are, until the server answers; `None` when the bot was stopped before.
///
/// # Errors
///
/// The token is wrong.
pub(crate) async fn identify(api: &Api, mut stop: watch::Receiver<bool>) -> anyhow::Result<Option<Myself>> {
    let (mut backoff, outage) = (Backoff::default(), Outage::new("starting"));
    let get_me = GetMe::new();
    loop {
        let result = tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return Ok(None),
            result = api.call_for::<_, Me>(&get_me) => result,
        };
        let error = match result {
            Ok(me) => {
                outage.over();
                hints(&me);
                return Ok(Some(Myself { id: me.id, username: me.username }));
            }
            Err(error) => error,
        };
        if matches!(Trouble::of(&error), Trouble::Token | Trouble::Refused) {
            anyhow::bail!("{}", advice(&error, api));
        }
        outage.failed(&error, api);
        let pause = error.retry_after().unwrap_or_else(|| backoff.pause());
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return Ok(None),
            () = tokio::time::sleep(pause) => {}
        }
    }
}

fn hints(me: &Me) {
    tracing::info!("this is @{}", me.username);
    if !me.can_join_groups {
        tracing::info!("it cannot be added to groups; @BotFather: /setjoingroups changes that");
    } else if !me.can_read_all_group_messages {
        tracing::info!(
            "in groups it sees /ask and replies to its messages only, which is enough; for mentions too, make it an \
             admin there, or @BotFather: /setprivacy, Disable"
        );
    }
    if !me.supports_inline_queries {
        tracing::info!("inline mode is off; @BotFather: /setinline switches it on");
    }
}

/// Sets the menu and the descriptions where they differ from ours.
pub(crate) async fn introduce(api: Arc<Api>) {
    for (language, code) in LANGUAGES {
        if let Err(error) = introduce_in(&api, language, code.map(str::to_owned)).await {
            tracing::warn!("the bot's menu and descriptions are not up to date ({language:?}): {error}");
        }
    }
}

async fn introduce_in(api: &Api, language: Language, code: Option<String>) -> Result<(), ApiError> {
    let commands: Vec<_> =
        COMMANDS.iter().map(|entry| BotCommand::new(entry.name, entry.description(language))).collect();
    let current: Vec<BotCommand> = patiently(api, &GetMyCommands { scope: None, language_code: code.clone() }).await?;
    if current != commands {
        let set = SetMyCommands { commands, scope: None, language_code: code.clone() };
        patiently(api, &set).await?;
    }
    let ours = description(language);
    let current = patiently(api, &GetMyDescription { language_code: code.clone() }).await?;
    if current.description != ours {
        let set = SetMyDescription { description: Some(ours.to_owned()), language_code: code.clone() };
        patiently(api, &set).await?;
    }
    let ours = short_description(language);
    let current = patiently(api, &GetMyShortDescription { language_code: code.clone() }).await?;
    if current.short_description != ours {
        let set = SetMyShortDescription { short_description: Some(ours.to_owned()), language_code: code };
        patiently(api, &set).await?;
    }
    Ok(())
}

async fn patiently<P>(api: &Api, payload: &P) -> Result<P::Output, ApiError>
where
    P: Payload + Serialize + Sync,
    P::Output: DeserializeOwned,
{
    let mut backoff = Backoff::default();
    loop {
        let error = match api.call(payload).await {
            Ok(result) => return Ok(result),
            Err(error) => error,
        };
        let pause = error.retry_after().unwrap_or_else(|| backoff.pause());
        if !error.is_passing() || backoff.failures() >= ATTEMPTS || pause > LONGEST_WAIT {
            return Err(error);
        }
        tokio::time::sleep(pause).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_telegram_shows_is_within_its_limits() {
        for (language, _) in LANGUAGES {
            assert!(description(language).encode_utf16().count() <= 512);
            assert!(short_description(language).encode_utf16().count() <= 120);
        }
    }

    #[test]
    fn the_format_of_a_token() {
        for (token, right) in [
            ("123456789:AAEmulatorTokenForLocalTestsOnly_0123456", true),
            ("123456789", false),
            ("123456789:", false),
            (":AAE", false),
            ("bot1:AAE", false),
            ("1:AA E", false),
            ("1:AA/E", false),
        ] {
            assert_eq!(check_format(&Token::new(token).unwrap()).is_ok(), right, "{token}");
        }
    }
}
