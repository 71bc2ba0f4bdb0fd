//! The real program, run on real files.
#![expect(clippy::unwrap_used, reason = "what a test stands on fails with the test")]

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

use tempfile::TempDir;

/// A report of our own making: places, people and figures are invented.
pub(crate) const REPORT: &str = "\
青河市工业经济稳中有进
2024年7月18日
本报记者 林一帆
一、工业投资较快增长
上半年，青河市完成工业投资52.8亿元，同比增长18.6%，高于全省6.1个百分点。其中，锂电池产业投资21.3亿元，占比超四成。
二、绿色算力起步
5月12日，青河市首个绿色算力联盟在东山园区成立，由市大数据局局长陈默担任召集人。因为当地电价低、气候凉爽，多家企业把数据中心设在青河。
全长不足3公里的“电池街”聚集了12家电池企业，2023年产值达到148.5亿元。
";

/// A folder with an index of [`REPORT`], and what runs the program on it.
pub(crate) struct Wenbao {
    pub(crate) folder: TempDir,
}

impl Wenbao {
    /// Builds the index of [`REPORT`].
    pub(crate) fn with_report() -> Self {
        Self::with_files(&[("qinghe-2024h1.txt", REPORT.as_bytes())])
    }

    /// Builds an index of `files`, name and content.
    pub(crate) fn with_files(files: &[(&str, &[u8])]) -> Self {
        let wenbao = Self::empty();
        for (name, content) in files {
            std::fs::write(wenbao.reports().join(name), content).unwrap();
        }
        let output = wenbao.rebuild();
        assert!(output.status.success(), "{}", text(&output.stderr));
        wenbao
    }

    /// A folder without an index.
    pub(crate) fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("reports")).unwrap();
        Self { folder }
    }

    pub(crate) fn reports(&self) -> PathBuf {
        self.folder.path().join("reports")
    }

    pub(crate) fn index(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    pub(crate) fn rebuild(&self) -> Output {
        self.run(&["index", "rebuild", "--reports", self.reports().to_str().unwrap()])
    }

    /// Runs the program with this index, in this folder, without a token.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = program(self.folder.path());
        command.arg("--index").arg(self.index()).args(arguments);
        command
    }
}

/// The program in `folder`, with nothing of this machine's environment that it looks at.
pub(crate) fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wenbao"));
    command.current_dir(folder);
    for name in ["TELOXIDE_TOKEN", "TELOXIDE_API_URL", "LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(name);
    }
    command
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
