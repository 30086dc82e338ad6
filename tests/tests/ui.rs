//! Mistakes, and what the compiler says of them.
//!
//! The cases are the files of `ui/`. At its end each says what it must bring, in lines that begin with `//~`: one for every
//! error and warning, with its level, its code, its place (line:column, first and last) and, where the words are ours, the
//! words to the letter. What the compiler words is not compared: the next version words it otherwise, and underlines more or
//! less of an expression (`cases/compared.rs`). The cases in `ui/pass` bring nothing.
//!
//! `UPDATE_EXPECTED=1 cargo test -p retry-tests --test ui` writes these lines anew; then read what `git diff` shows.

mod cases;
#[allow(clippy::pedantic)]
#[path = "../ui/pass/every_spelling.rs"]
mod every_spelling;

use std::path::Path;

const MARK: &str = "//~ ";

/// The compiler with which the lines were written.
const WRITTEN_WITH: &str = "rustc 1.95.";

#[test]
fn mistakes_are_told_where_they_are() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui");
    let ours = cases::words::ours();
    let another = !cases::checked::compiler().starts_with(WRITTEN_WITH);
    let update = std::env::var_os("UPDATE_EXPECTED").is_some();
    assert!(!(update && another), "the expectations are written with {WRITTEN_WITH}x: use that, or move all of them");
    let mut differences = String::new();
    for (case, messages) in cases::checked::check("ui", &retry_tests::sources::below(&folder)) {
        let name = case.strip_prefix(&folder).unwrap();
        let found = cases::diagnostics::lines(&case, &messages, &ours);
        let found: Vec<_> = found.iter().map(String::as_str).collect();
        let fails = found.iter().any(|line| line.starts_with("error"));
        assert_ne!(fails, name.starts_with("pass"), "{} compiles, or not:\n{}", name.display(), found.join("\n"));

        let text = std::fs::read_to_string(&case).unwrap();
        let expected: Vec<_> = text.lines().filter_map(|line| line.strip_prefix(MARK)).collect();
        if cases::compared::agree(&expected, &found, another) {
            continue;
        }
        if update {
            let code: Vec<_> = text.lines().filter(|line| !line.starts_with(MARK)).collect();
            let marked: Vec<_> = found.iter().map(|line| format!("{MARK}{line}\n")).collect();
            std::fs::write(&case, format!("{}\n\n{}", code.join("\n").trim_end(), marked.concat())).unwrap();
        } else {
            let lines = |lines: String| lines.replace('\n', "\n    ");
            let (expected, found) = (lines(expected.join("\n")), lines(found.join("\n")));
            let name = name.display();
            differences.push_str(&format!("\n{name}\n  expected:\n    {expected}\n  found:\n    {found}\n"));
        }
    }
    assert!(
        differences.is_empty(),
        "{differences}\nIf that is meant, UPDATE_EXPECTED=1 writes what was found into the cases."
    );
}

/// Each file of `snapshots/`, put where its file of `snapshots/context/` says.
#[test]
fn snapshots_of_expansions_compile() {
    let snapshots = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots");
    let programs = Path::new(env!("CARGO_TARGET_TMPDIR")).join("snapshots");
    std::fs::create_dir_all(&programs).unwrap();
    // As cargo names it, where the target folder was given with a `..`.
    let programs = programs.canonicalize().unwrap();
    let read =
        |path: &Path| std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(&snapshots).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file())
    {
        let name = entry.file_name().unwrap();
        let context = read(&snapshots.join("context").join(name));
        assert!(context.contains("expansion! {}"), "no place for the expansion of {}", name.display());
        let path = programs.join(name);
        std::fs::write(&path, context.replace("expansion! {}", &read(&entry))).unwrap();
        paths.push(path);
    }
    for (path, messages) in cases::checked::check("snapshots", &paths) {
        let said: String = messages.iter().filter_map(|message| message["rendered"].as_str()).collect();
        assert!(said.is_empty(), "{}: {said}", path.display());
    }
}

#[test]
fn every_spelling_runs() {
    every_spelling::main();
}
