//! The program as a running bot.

use std::{
    fs::File,
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use super::server::{Server, TOKEN};
use crate::common::Wenbao;

/// A running bot, with its folder and its output. Killed when dropped.
pub(crate) struct Bot {
    pub(crate) wenbao: Wenbao,
    child: Child,
}

/// How a bot is started.
pub(crate) struct Start<'a> {
    pub(crate) url: &'a str,
    pub(crate) token: &'a str,
    pub(crate) settings: &'a str,
}

impl Default for Start<'_> {
    fn default() -> Self {
        Self { url: "http://127.0.0.1:9", token: TOKEN, settings: "" }
    }
}

/// The program with an index of a small report.
pub(crate) fn prepared() -> Wenbao {
    Wenbao::with_files(&[("report.md", include_str!("report.md").as_bytes())])
}

impl Bot {
    /// Starts the bot on `server` and waits until it polls.
    pub(crate) fn start(server: &Server) -> Self {
        Self::start_with(server, "")
    }

    /// The same with lines for `[telegram]`.
    pub(crate) fn start_with(server: &Server, settings: &str) -> Self {
        let polls = server.calls("getUpdates").len();
        let bot = Self::launch(prepared(), &Start { url: &server.url, settings, ..Start::default() });
        server.wait("first poll", |server| (server.calls("getUpdates").len() > polls).then_some(()));
        bot
    }

    /// Starts the bot and waits for nothing.
    pub(crate) fn launch(wenbao: Wenbao, start: &Start<'_>) -> Self {
        let settings = wenbao.folder.path().join("settings.toml");
        std::fs::write(&settings, format!("[telegram]\n{}\n", start.settings)).unwrap();
        let child = spawn(&wenbao, start);
        Self { wenbao, child }
    }

    /// The same bot once more, on the same folder.
    pub(crate) fn restart(&mut self, server: &Server) {
        let polls = server.calls("getUpdates").len();
        self.kill();
        self.child = spawn(&self.wenbao, &Start { url: &server.url, ..Start::default() });
        server.wait("first poll", |server| (server.calls("getUpdates").len() > polls).then_some(()));
    }

    pub(crate) fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([format!("-{name}"), self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits for the end of the process.
    #[track_caller]
    pub(crate) fn ended(&mut self) -> ExitStatus {
        let end = Instant::now() + Duration::from_secs(20);
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < end, "the bot does not end: {}", self.output());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Stops it, which must succeed.
    #[track_caller]
    pub(crate) fn stop(&mut self) {
        self.signal("INT");
        assert_eq!(self.ended().code(), Some(0), "{}", self.output());
    }

    /// Like a power failure.
    pub(crate) fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// All it has printed so far; the token must never be in it.
    #[track_caller]
    pub(crate) fn output(&self) -> String {
        let output = std::fs::read_to_string(self.wenbao.folder.path().join("output")).unwrap();
        assert!(!output.contains("our_own_Secret"), "the token is in the output: {output}");
        output
    }

    /// Waits until it has printed `words`.
    #[track_caller]
    pub(crate) fn wait_output(&self, words: &str) -> String {
        let end = Instant::now() + Duration::from_secs(20);
        loop {
            let output = self.output();
            if output.contains(words) {
                return output;
            }
            assert!(Instant::now() < end, "{words:?} was not printed: {output}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        self.kill();
    }
}

fn spawn(wenbao: &Wenbao, start: &Start<'_>) -> Child {
    let output = wenbao.folder.path().join("output");
    let output = File::options().create(true).append(true).open(output).unwrap();
    wenbao
        .command(&["--config", "settings.toml", "--verbose", "bot"])
        .env("TELOXIDE_TOKEN", start.token)
        .env("TELOXIDE_API_URL", start.url)
        .stdin(Stdio::null())
        .stdout(output.try_clone().unwrap())
        .stderr(output)
        .spawn()
        .unwrap()
}
