//! What an index promises: what is built is what was read, readers see one whole snapshot or another, and whatever goes
//! wrong is said with its remedy.
#![expect(clippy::unwrap_used, reason = "what a test stands on fails with the test")]

mod common;

use std::{fs, path::Path, time::Duration};

use common::{REPORT, Wenbao, text};
use wenbao::{
    index::{
        IndexError, Live, QueryTerm, Snapshot,
        build::{Options, Progress, rebuild},
        verify::verify,
    },
    report::Limits,
    text::tokenizer::tokens,
};

fn query(words: &str) -> Vec<QueryTerm> {
    let mut terms = Vec::new();
    tokens(words, |token| terms.push(QueryTerm { text: token.text.to_owned(), weight: 1.0 }));
    terms
}

/// A collection of `count` reports, all with `word` in each of their two paragraphs.
fn collection(count: usize, word: &str) -> String {
    (0..count)
        .map(|number| {
            let text = format!(
                "第{number}季度，{word}市完成投资{number}.5亿元。其中第{}项占一半。\n\n{word}市还有{}家企业，分布在各区。",
                number * 7,
                number * 13
            );
            format!("{{\"id\":\"r{number}\",\"title\":\"报告{number}\",\"text\":{text:?}}}\n")
        })
        .collect()
}

/// The files below `folder/snapshots`.
fn snapshots(index: &Path) -> Vec<String> {
    let entries = fs::read_dir(index.join("snapshots")).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn in_use(index: &Path) -> std::path::PathBuf {
    index.join("snapshots").join(fs::read_to_string(index.join("current")).unwrap().trim())
}

/// The command fails with a message on stderr that holds all of `expected`.
fn fails(wenbao: &Wenbao, arguments: &[&str], expected: &[&str]) {
    let output = wenbao.run(arguments);
    let message = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {message}");
    for part in expected {
        assert!(message.contains(part), "{arguments:?}: {part:?} is not in {message:?}");
    }
    assert!(!message.contains("panicked"), "{message}");
}

#[test]
fn what_is_built_is_what_was_read() {
    let wenbao = Wenbao::with_files(&[
        ("qinghe.txt", REPORT.as_bytes()),
        ("many.jsonl", collection(30, "白沙").as_bytes()),
        ("broken.jsonl", b"{\"id\": \"x\"\n"),
        ("zweite.jsonl", b"{\"id\": \"r3\", \"title\": \"t\", \"text\": \"\xe5\xba\x8f\xe3\x80\x82\"}\n"),
    ]);
    let output = wenbao.rebuild();
    let (summary, skipped) = (text(&output.stdout), text(&output.stderr));
    assert!(summary.starts_with("31 reports, ") && summary.trim_end().ends_with("2 skipped"), "{summary}");
    assert_eq!(skipped.lines().filter(|line| line.starts_with("skipped: ")).count(), 2, "{skipped}");
    assert!(skipped.contains("broken.jsonl:1: "), "{skipped}");
    // Of two reports with one id the first is kept, and the line names both files.
    assert!(
        skipped.contains("`r3`") && skipped.contains("zweite.jsonl") && skipped.contains("many.jsonl"),
        "{skipped}"
    );

    let status = text(&wenbao.run(&["index", "status"]).stdout);
    assert!(status.contains("31 reports") && status.contains("times the text"), "{status}");
    let sound = wenbao.run(&["index", "verify"]);
    assert!(sound.status.success() && text(&sound.stdout).starts_with("sound: 31 reports, "), "{sound:?}");

    let list = text(&wenbao.run(&["report", "list"]).stdout);
    assert_eq!(list.lines().count(), 31);
    assert!(list.lines().any(|line| line.starts_with("qinghe ") && line.contains("2024-07-18")), "{list}");

    // Every passage is the slice of the shown text that its citation names.
    let snapshot = Snapshot::open(&wenbao.index()).unwrap();
    let hits = snapshot.search(&query("市投资企业"), 1000).unwrap();
    assert!(hits.len() > 60);
    for hit in &hits {
        let shown = wenbao::index::Snapshot::report_text(&snapshot, &hit.passage.report.id).unwrap().unwrap();
        let slice: String = shown.chars().skip(hit.passage.start).take(hit.passage.text.chars().count()).collect();
        assert_eq!(slice, hit.passage.text);
    }
    let shown = wenbao.run(&["report", "show", "qinghe"]);
    assert_eq!(text(&shown.stdout), snapshot.report_text("qinghe").unwrap().unwrap());
    let best = &snapshot.search(&query("绿色算力联盟召集人"), 1).unwrap()[0].passage;
    assert!(best.text.contains("陈默") && best.section.as_deref() == Some("二、绿色算力起步"), "{best:?}");

    let ids: Vec<_> = snapshot.reports().unwrap().into_iter().map(|entry| entry.info.id.clone()).collect();
    assert!(ids.is_sorted() && ids.len() == 31);
    let first: Vec<_> = snapshot.first_reports(5).unwrap().into_iter().map(|entry| entry.info.id.clone()).collect();
    assert_eq!(first, ids[..5]);
    assert_eq!(snapshot.document_frequency("白沙"), 60);
    assert_eq!(snapshot.document_frequency("没有"), 0);
    assert!(snapshot.search(&[], 5).unwrap().is_empty() && snapshot.search(&query("白沙"), 0).unwrap().is_empty());

    fails(&wenbao, &["report", "show", "qingho"], &["`qingho`", "did you mean `qinghe`?", "wenbao report list"]);
}

#[test]
fn the_same_reports_give_the_same_results_and_scores_however_they_are_built() {
    let files = [("many.jsonl", collection(12_000, "白沙"))];
    let files = files.each_ref().map(|(name, content)| (*name, content.as_bytes()));
    let one = Wenbao::with_files(&files);
    let other = Wenbao::empty();
    fs::write(other.reports().join("many.jsonl"), files[0].1).unwrap();
    // Little memory makes several parts, which become one again.
    let options = Options { writer_memory_mb: 15, limits: Limits { max_bytes: 1 << 20 }, strict: true };
    let mut parts = 0;
    let mut count_parts = |progress: Progress<'_>| {
        if matches!(progress, Progress::Merging) {
            let unfinished = snapshots(&other.index());
            let folder = unfinished.iter().find(|name| name.ends_with(".parts.tmp")).unwrap();
            parts = fs::read_dir(other.index().join("snapshots").join(folder)).unwrap().count();
        }
    };
    rebuild(&other.index(), &[other.reports()], &options, &mut count_parts).unwrap();
    assert!(parts > 1, "{parts}");
    let (one, other) = (Snapshot::open(&one.index()).unwrap(), Snapshot::open(&other.index()).unwrap());
    assert_eq!(one.average_length(), other.average_length());
    for words in ["白沙市", "第70季度投资", "2.5亿元", "家企业分布在各区", "报告7"] {
        let found = |snapshot: &Snapshot| -> Vec<_> {
            let hits = snapshot.search(&query(words), 300).unwrap();
            hits.into_iter().map(|hit| (hit.score.to_bits(), hit.passage)).collect()
        };
        let (one, other) = (found(&one), found(&other));
        assert_eq!(one, other, "{words}");
        // Equal scores stand in the order of the collection.
        let number = |hit: &(u32, wenbao::index::Passage)| hit.1.report.id[1..].parse::<u32>().unwrap();
        assert!(one.windows(2).all(|pair| pair[0].0 > pair[1].0 || number(&pair[0]) <= number(&pair[1])), "{words}");
    }
    assert!(verify(one.folder().ancestors().nth(2).unwrap()).unwrap().faults.is_empty());
    assert!(verify(other.folder().ancestors().nth(2).unwrap()).unwrap().faults.is_empty());
}

#[test]
fn a_rebuild_that_is_killed_at_any_moment_leaves_a_whole_snapshot() {
    const KILLS: u64 = 100;
    let collections = [collection(200, "旧城"), collection(300, "新城")];
    let wenbao = Wenbao::with_files(&[("reports.jsonl", collections[0].as_bytes())]);
    let begun = std::time::Instant::now();
    assert!(wenbao.rebuild().status.success());
    let duration = begun.elapsed().as_micros() as u64;

    let holds = |kill: u64| {
        let snapshot = Snapshot::open(&wenbao.index()).unwrap_or_else(|error| panic!("kill {kill}: {error}"));
        assert_eq!(snapshot.search(&query("季度投资"), 3).unwrap().len(), 3, "kill {kill}");
        assert_eq!(verify(&wenbao.index()).unwrap().faults, Vec::<String>::new(), "kill {kill}");
        match (snapshot.document_frequency("旧城"), snapshot.document_frequency("新城")) {
            (400, 0) => 0,
            (0, 600) => 1,
            other => panic!("kill {kill}: {other:?}"),
        }
    };
    let (mut random, mut killed, mut kept) = (0x2545_f491_4f6c_dd1d_u64, 0, 0);
    let mut held = 0;
    for kill in 0..KILLS {
        // Always the collection that is not in use.
        fs::write(wenbao.reports().join("reports.jsonl"), &collections[1 - held]).unwrap();
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let reports = wenbao.reports();
        let mut command = wenbao.command(&["index", "rebuild", "--reports", reports.to_str().unwrap()]);
        let mut child =
            command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_micros((random >> 16) % (duration + duration / 10)));
        child.kill().unwrap();
        let ended = child.wait().unwrap().success();
        let holds = holds(kill);
        assert!(!ended || holds != held, "kill {kill}: a rebuild that ended well is in use");
        killed += u64::from(!ended);
        kept += u64::from(holds == held);
        held = holds;
    }
    println!("{killed} of {KILLS} rebuilds were killed; {kept} times the old snapshot stayed in use");
    assert!(killed >= KILLS / 3, "only {killed} of {KILLS} were killed before they had ended");

    assert!(wenbao.rebuild().status.success());
    let left = snapshots(&wenbao.index());
    assert!(left.len() <= 2 && left.iter().all(|name| !name.contains("tmp")), "{left:?}");
    assert_eq!(left.last().map(String::as_str), in_use(&wenbao.index()).file_name().and_then(|name| name.to_str()));
}

#[test]
fn the_snapshot_before_is_kept_and_older_ones_go() {
    let wenbao = Wenbao::with_report();
    let mut names = vec![in_use(&wenbao.index())];
    for _ in 0..3 {
        assert!(wenbao.rebuild().status.success());
        names.push(in_use(&wenbao.index()));
    }
    let kept: Vec<_> = names[2..].iter().map(|path| path.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(snapshots(&wenbao.index()), kept);
}

#[test]
fn a_second_rebuild_at_the_same_time_is_refused() {
    let wenbao = Wenbao::with_report();
    let lock = fs::File::options().write(true).open(wenbao.index().join("lock")).unwrap();
    lock.try_lock().unwrap();
    let reports = wenbao.reports();
    let rebuild = ["index", "rebuild", "--reports", reports.to_str().unwrap()];
    fails(&wenbao, &rebuild, &["another `wenbao index rebuild` is running", wenbao.index().to_str().unwrap()]);
    assert!(wenbao.run(&["index", "status"]).status.success(), "reading needs no lock");
    drop(lock);
    assert!(wenbao.rebuild().status.success());
}

#[test]
fn nothing_to_read_leaves_the_old_snapshot_in_use() {
    let wenbao = Wenbao::with_report();
    let before = in_use(&wenbao.index());
    let empty = wenbao.folder.path().join("empty");
    fs::create_dir(&empty).unwrap();
    fs::write(empty.join("broken.jsonl"), "{\n").unwrap();
    let empty = empty.to_str().unwrap();
    fails(&wenbao, &["index", "rebuild", "--reports", empty], &["skipped: ", "nothing to index", empty, "--reports"]);
    fails(&wenbao, &["index", "rebuild", "--reports", "gone.txt"], &["gone.txt"]);
    assert_eq!(in_use(&wenbao.index()), before);
    assert_eq!(snapshots(&wenbao.index()).len(), 1, "leftovers are removed");
}

#[test]
fn strict_publishes_all_or_nothing() {
    let wenbao = Wenbao::with_report();
    let before = in_use(&wenbao.index());
    fs::write(wenbao.reports().join("a.jsonl"), "{\n").unwrap();
    fs::write(wenbao.reports().join("z.jsonl"), "{\n").unwrap();
    let reports = wenbao.reports();
    let strict = ["index", "rebuild", "--strict", "--reports", reports.to_str().unwrap()];
    fails(&wenbao, &strict, &["a.jsonl:1", "z.jsonl:1", "2 could not be read", "--strict"]);
    assert_eq!(in_use(&wenbao.index()), before);
    fs::remove_file(wenbao.reports().join("a.jsonl")).unwrap();
    fs::remove_file(wenbao.reports().join("z.jsonl")).unwrap();
    assert!(wenbao.run(&strict).status.success());
}

#[test]
fn every_damage_is_named_with_its_remedy_and_a_rebuild_mends_it() {
    const REMEDY: &str = "run `wenbao index rebuild`";
    let wenbao = Wenbao::empty();
    let index = wenbao.index();
    let name = index.to_str().unwrap().to_owned();
    fs::write(wenbao.reports().join("many.jsonl"), collection(50, "白沙")).unwrap();
    fails(&wenbao, &["index", "status"], &[&name, "there is no index yet", REMEDY]);
    assert!(matches!(Live::open(&index), Err(IndexError::Missing { .. })));

    let file = |ending: &str| {
        let files = fs::read_dir(in_use(&index)).unwrap().map(|entry| entry.unwrap().path());
        files.into_iter().find(|path| path.to_str().unwrap().ends_with(ending)).unwrap()
    };
    let rewrite = |path: &Path, change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = fs::read(path).unwrap();
        change(&mut bytes);
        fs::write(path, bytes).unwrap();
    };
    let manifest = || in_use(&index).join("manifest.json");
    type Damage<'a> = (&'a dyn Fn(), &'a [&'a str]);
    let damages: &[Damage<'_>] = &[
        (&|| rewrite(&file(".store"), &|bytes| bytes.truncate(bytes.len() / 2)), &[".store", "bytes instead of"]),
        (&|| rewrite(&file(".idx"), &|bytes| bytes.push(0)), &[".idx", "bytes instead of"]),
        (&|| fs::remove_file(file(".term")).unwrap(), &[".term", "missing"]),
        (&|| rewrite(&file("meta.json"), &|bytes| bytes.fill(b' ')), &["damaged"]),
        (&|| fs::remove_file(manifest()).unwrap(), &["manifest.json", "missing"]),
        (&|| rewrite(&manifest(), &|bytes| bytes.truncate(20)), &["manifest.json", "damaged"]),
        (&|| fs::remove_dir_all(in_use(&index)).unwrap(), &["snapshot in use is missing"]),
        (&|| fs::write(index.join("current"), "../elsewhere\n").unwrap(), &["current", "names no snapshot"]),
        (&|| fs::write(index.join("current"), "").unwrap(), &["current", "names no snapshot"]),
        (
            &|| {
                let text = fs::read_to_string(manifest()).unwrap();
                fs::write(manifest(), text.replace("\"format\": ", "\"format\": 99")).unwrap();
            },
            &["format 99", "reads format "],
        ),
    ];
    for (number, (damage, expected)) in damages.iter().enumerate() {
        assert!(wenbao.rebuild().status.success(), "before damage {number}");
        damage();
        for command in [["index", "status"], ["index", "verify"], ["report", "list"]] {
            fails(&wenbao, &command, expected);
            fails(&wenbao, &command, &[&name, REMEDY]);
        }
    }
    assert!(wenbao.rebuild().status.success());

    // What an opening cannot see, verifying does: one bit in the middle of a file.
    for ending in [".store", ".idx", ".term", ".fieldnorm"] {
        assert!(wenbao.rebuild().status.success());
        rewrite(&file(ending), &|bytes| {
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
        });
        fails(&wenbao, &["index", "verify"], &[ending, REMEDY]);
    }
}

#[test]
fn a_folder_that_cannot_be_used_is_named() {
    let wenbao = Wenbao::with_report();
    let reports = wenbao.reports();
    let file = wenbao.folder.path().join("file");
    fs::write(&file, "").unwrap();
    let mut command = common::program(wenbao.folder.path());
    let output = command.args(["--index", "file", "index", "rebuild", "--reports"]).arg(&reports).output().unwrap();
    let message = text(&output.stderr);
    assert!(output.status.code() == Some(1) && message.contains("file") && message.contains("--index"), "{message}");
    let mut command = common::program(wenbao.folder.path());
    let output = command.args(["--index", "file", "index", "status"]).output().unwrap();
    let message = text(&output.stderr);
    assert!(output.status.code() == Some(1) && message.contains("file") && message.contains("--index"), "{message}");
}

#[cfg(target_os = "linux")]
mod disk {
    use super::*;
    use std::process::Command;

    /// A disk of its own; unmounted when dropped.
    struct Disk(std::path::PathBuf);

    impl Drop for Disk {
        fn drop(&mut self) {
            let _ = Command::new("umount").arg(&self.0).status();
        }
    }

    /// Fills the disk with a file of noughts, but for `room` bytes.
    fn leave_room(folder: &Path, room: u64) {
        use std::io::Write as _;
        let mut ballast = fs::File::create(folder.join("ballast")).unwrap();
        let mut size = 0;
        while let Ok(written) = ballast.write(&[0; 4096]) {
            size += written as u64;
        }
        ballast.set_len(size.saturating_sub(room)).unwrap();
    }

    #[test]
    fn a_full_disk_is_said_and_the_old_snapshot_answers() {
        let wenbao = Wenbao::empty();
        fs::create_dir(wenbao.index()).unwrap();
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", "size=600k", "tmpfs"]).arg(wenbao.index()).output();
        if !mounted.is_ok_and(|output| output.status.success()) {
            println!("skipped: no small disk can be mounted here (that takes root)");
            return;
        }
        let _disk = Disk(wenbao.index());
        fs::write(wenbao.reports().join("reports.jsonl"), collection(100, "旧城")).unwrap();
        let output = wenbao.rebuild();
        assert!(output.status.success(), "{}", text(&output.stderr));
        fs::write(wenbao.reports().join("reports.jsonl"), collection(6000, "新城")).unwrap();
        let reports = wenbao.reports();
        let rebuild = ["index", "rebuild", "--reports", reports.to_str().unwrap()];
        // With several amounts of room, so that it fills up in different phases.
        for room in [0, 16_384, 65_536] {
            leave_room(&wenbao.index(), room);
            fails(&wenbao, &rebuild, &["the disk is full", wenbao.index().to_str().unwrap(), "Make room"]);
            let snapshot = Snapshot::open(&wenbao.index()).unwrap();
            assert_eq!(snapshot.document_frequency("旧城"), 200);
            assert_eq!(snapshots(&wenbao.index()), [snapshot.name()], "leftovers are removed");
        }
        assert_eq!(verify(&wenbao.index()).unwrap().faults, Vec::<String>::new());
    }

    #[test]
    fn memory_does_not_grow_with_the_collection() {
        const LIMIT_MB: u64 = 100;
        let wenbao = Wenbao::empty();
        fs::write(wenbao.folder.path().join("small.toml"), "[index]\nwriter_memory_mb = 15\n").unwrap();
        // Enough for several parts of 15 MB.
        fs::write(wenbao.reports().join("reports.jsonl"), collection(30_000, "白沙")).unwrap();
        let reports = wenbao.reports();
        let arguments = ["--config", "small.toml", "index", "rebuild", "--reports", reports.to_str().unwrap()];
        let mut child = wenbao.command(&arguments).stdout(std::process::Stdio::null()).spawn().unwrap();
        let status = format!("/proc/{}/status", child.id());
        let mut peak = 0;
        while child.try_wait().unwrap().is_none() {
            let text = fs::read_to_string(&status).unwrap_or_default();
            let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            peak = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(peak);
            std::thread::sleep(Duration::from_millis(20));
        }
        assert!(child.wait().unwrap().success());
        println!("at most {} MB in use", peak / 1024);
        assert!(peak > 0 && peak / 1024 < LIMIT_MB, "{peak} kB");
        let snapshot = Snapshot::open(&wenbao.index()).unwrap();
        assert_eq!(snapshot.passages(), 60_000);
    }
}

#[test]
fn live_answers_from_a_rebuilt_index_and_from_the_old_one_when_the_new_one_is_damaged() {
    let wenbao = Wenbao::with_files(&[("a.jsonl", collection(5, "旧城").as_bytes())]);
    let live = Live::open(&wenbao.index()).unwrap();
    let before = live.current();
    fs::write(wenbao.reports().join("a.jsonl"), collection(5, "新城")).unwrap();
    // Twice, so that the files of the first snapshot are gone.
    assert!(wenbao.rebuild().status.success() && wenbao.rebuild().status.success());
    assert!(!before.folder().exists());
    assert_eq!(before.search(&query("旧城"), 3).unwrap().len(), 3, "a question in hand ends on its snapshot");

    std::thread::sleep(Duration::from_millis(1100));
    let now = live.current();
    assert_eq!((now.document_frequency("旧城"), now.document_frequency("新城")), (0, 10));

    assert!(wenbao.rebuild().status.success());
    fs::remove_file(in_use(&wenbao.index()).join("manifest.json")).unwrap();
    std::thread::sleep(Duration::from_millis(1100));
    assert_eq!(live.current().name(), now.name());

    assert!(wenbao.rebuild().status.success());
    std::thread::sleep(Duration::from_millis(1100));
    assert!(live.current().name() > now.name());
    assert_eq!(Live::fixed(Snapshot::open(&wenbao.index()).unwrap()).current().passages(), 10);
}

#[test]
fn a_very_long_paragraph_is_several_passages_of_one_paragraph() {
    let long: String = (0..600).map(|number| format!("第{number}项指标保持增长。")).collect();
    let wenbao =
        Wenbao::with_files(&[("long.txt", format!("长报告\n开头一段。\n\n{long}\n\n结尾一段。\n").as_bytes())]);
    let snapshot = Snapshot::open(&wenbao.index()).unwrap();
    let shown = snapshot.report_text("long").unwrap().unwrap();
    let hits = snapshot.search(&query("指标保持增长"), 100).unwrap();
    // The title holds one of the characters, so that other paragraphs are found as well.
    let hits: Vec<_> = hits.iter().filter(|hit| hit.passage.paragraph == 2).collect();
    assert!(hits.len() > 2);
    for hit in &hits {
        let passage = &hit.passage;
        assert!(passage.text.chars().count() <= 2000);
        let slice: String = shown.chars().skip(passage.start).take(passage.text.chars().count()).collect();
        assert_eq!(slice, passage.text);
        assert!(passage.sentences.iter().all(|range| passage.text[range.clone()].ends_with("增长。")));
    }
}

#[test]
fn a_reader_that_stops_early_is_no_error() {
    let wenbao = Wenbao::with_files(&[("many.jsonl", collection(3000, "白沙").as_bytes())]);
    let mut command = wenbao.command(&["report", "list"]);
    let mut child = command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{}", text(&output.stderr));
}
