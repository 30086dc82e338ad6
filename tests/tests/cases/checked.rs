//! One `cargo check` over many programs: each belongs to one package, with the dependencies of a user.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// What the compiler says of each program; the package lies below the target folder.
pub(crate) fn check(package: &str, programs: &[PathBuf]) -> BTreeMap<PathBuf, Vec<Value>> {
    let project = Path::new(env!("CARGO_TARGET_TMPDIR")).join(package);
    write_project(&project, programs);
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["check", "--bins", "--keep-going", "--offline", "--message-format=json", "--target-dir", "../checked"])
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTFLAGS", flags())
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("RUSTC_BOOTSTRAP")
        .current_dir(&project)
        .output()
        .unwrap();
    let mut said: BTreeMap<_, _> = programs.iter().map(|program| (program.clone(), Vec::new())).collect();
    let mut done = BTreeSet::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let mut message: Value = serde_json::from_str(line).unwrap();
        let Some(program) = message["target"]["src_path"].as_str().map(PathBuf::from) else { continue };
        assert!(
            said.contains_key(&program) || message["message"]["level"] != "error",
            "a dependency does not compile: {}",
            message["message"]["rendered"].as_str().unwrap_or_default()
        );
        if message["reason"] == "compiler-artifact" || message["message"]["level"] == "error" {
            done.insert(program.clone());
        }
        if let (Some(said), "compiler-message") = (said.get_mut(&program), message["reason"].as_str().unwrap()) {
            let message = message["message"].take();
            // Cargo shows a text once.
            if said.iter().all(|before: &Value| before["rendered"] != message["rendered"]) {
                said.push(message);
            }
        }
    }
    for program in programs {
        assert!(
            done.contains(program),
            "{} was not compiled:\n{}",
            program.display(),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    said
}

/// Without its unstable features a nightly compiler underlines what a stable one does: a macro cannot join places then.
fn flags() -> &'static str {
    if compiler().contains("-nightly") { "-Zallow-features=" } else { "" }
}

/// What the compiler calls itself.
pub(crate) fn compiler() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    String::from_utf8(Command::new(rustc).arg("--version").output().unwrap().stdout).unwrap()
}

/// A package of the programs, each with the name of its file and its folder.
fn write_project(project: &Path, programs: &[PathBuf]) {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut manifest = format!(
        "[package]
name = 'programs'
edition = '2024'
[workspace]
[dependencies.retry-runtime]
path = '{}'
features = ['reqwest', 'tracing']
",
        tests.join("../retry-runtime").canonicalize().unwrap().display()
    );
    for program in programs {
        let name = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
        let (folder, file) = (name(program.parent().unwrap()), name(program));
        manifest.push_str(&format!("[[bin]]\nname = '{folder}-{file}'\npath = '{}'\n", program.display()));
    }
    std::fs::create_dir_all(project).unwrap();
    std::fs::write(project.join("Cargo.toml"), manifest).unwrap();
    std::fs::copy(tests.join("../Cargo.lock"), project.join("Cargo.lock")).unwrap();
}
