//! The real program as a child process.

use std::{
    fs::File,
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use tempfile::TempDir;

use super::server::{Server, TOKEN};

/// A running bot, its index folder and its output. Killed when dropped.
pub(crate) struct Bot {
    pub(crate) folder: TempDir,
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

/// A folder with an index of a small report in it.
pub(crate) fn prepared_index() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let report = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/report.md");
    let built = Command::new(env!("CARGO_BIN_EXE_wenbao"))
        .args(["index", "rebuild", "--reports", report, "--index", "index"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(built.status.success(), "{built:?}");
    folder
}

impl Bot {
    /// Starts the bot on `server` and waits until it polls.
    pub(crate) fn start(server: &Server) -> Self {
        Self::start_with(server, "")
    }

    /// The same with lines for `[telegram]`.
    pub(crate) fn start_with(server: &Server, settings: &str) -> Self {
        let polls = server.calls("getUpdates").len();
        let bot = Self::launch(prepared_index(), &Start { url: &server.url, settings, ..Start::default() });
        server.wait("first poll", |server| (server.calls("getUpdates").len() > polls).then_some(()));
        bot
    }

    /// Starts the bot and waits for nothing.
    pub(crate) fn launch(folder: TempDir, start: &Start<'_>) -> Self {
        let settings = folder.path().join("settings.toml");
        std::fs::write(&settings, format!("[telegram]\n{}\n", start.settings)).unwrap();
        let child = spawn(folder.path(), start);
        Self { folder, child }
    }

    /// The same bot once more, on the same folder.
    pub(crate) fn restart(&mut self, server: &Server) {
        let polls = server.calls("getUpdates").len();
        self.kill();
        self.child = spawn(self.folder.path(), &Start { url: &server.url, ..Start::default() });
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
        let output = std::fs::read_to_string(self.folder.path().join("output")).unwrap();
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

fn spawn(folder: &Path, start: &Start<'_>) -> Child {
    let output = File::options().create(true).append(true).open(folder.join("output")).unwrap();
    Command::new(env!("CARGO_BIN_EXE_wenbao"))
        .args(["--config", "settings.toml", "--index", "index", "--verbose", "bot"])
        .current_dir(folder)
        .env("TELOXIDE_TOKEN", start.token)
        .env("TELOXIDE_API_URL", start.url)
        .env_remove("RUST_LOG")
        .stdin(Stdio::null())
        .stdout(output.try_clone().unwrap())
        .stderr(output)
        .spawn()
        .unwrap()
}
