//! One `cargo check` over all cases: each is a program of one package, with the dependencies of a user.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// What the compiler says of each case.
pub(crate) fn check(cases: &[PathBuf]) -> BTreeMap<PathBuf, Vec<Value>> {
    let project = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ui");
    write_project(&project, cases);
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["check", "--bins", "--keep-going", "--offline", "--message-format=json", "--target-dir", "target"])
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTFLAGS", flags())
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("RUSTC_BOOTSTRAP")
        .current_dir(&project)
        .output()
        .unwrap();
    let mut said: BTreeMap<_, _> = cases.iter().map(|case| (case.clone(), Vec::new())).collect();
    let mut done = BTreeSet::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let mut message: Value = serde_json::from_str(line).unwrap();
        let Some(case) = message["target"]["src_path"].as_str().map(PathBuf::from) else { continue };
        if message["reason"] == "compiler-artifact" || message["message"]["level"] == "error" {
            done.insert(case.clone());
        }
        if let (Some(said), "compiler-message") = (said.get_mut(&case), message["reason"].as_str().unwrap()) {
            let message = message["message"].take();
            // Cargo shows a text once.
            if said.iter().all(|before: &Value| before["rendered"] != message["rendered"]) {
                said.push(message);
            }
        }
    }
    for case in cases {
        assert!(
            done.contains(case),
            "{} was not compiled:\n{}",
            case.display(),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    said
}

/// Without its unstable features a nightly compiler underlines what a stable one does: a macro cannot join places then.
fn flags() -> &'static str {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("--version").output().unwrap().stdout;
    if String::from_utf8(version).unwrap().contains("-nightly") { "-Zallow-features=" } else { "" }
}

/// A package whose programs are the cases.
fn write_project(project: &Path, cases: &[PathBuf]) {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut manifest = format!(
        "[package]
name = 'cases'
edition = '2024'
[workspace]
[dependencies.retry-runtime]
path = '{}'
features = ['reqwest', 'tracing']
",
        tests.join("../retry-runtime").canonicalize().unwrap().display()
    );
    for case in cases {
        let name = case.strip_prefix(tests.join("ui")).unwrap().with_extension("");
        let name: Vec<_> = name.iter().map(|part| part.to_str().unwrap()).collect();
        manifest.push_str(&format!("[[bin]]\nname = '{}'\npath = '{}'\n", name.join("-"), case.display()));
    }
    std::fs::create_dir_all(project).unwrap();
    std::fs::write(project.join("Cargo.toml"), manifest).unwrap();
    std::fs::copy(tests.join("../Cargo.lock"), project.join("Cargo.lock")).unwrap();
}
