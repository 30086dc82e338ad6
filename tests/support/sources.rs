//! Files of source code.

use std::path::{Path, PathBuf};

/// All files below the folder that end in `.rs`, in order.
///
/// # Panics
///
/// Panics where the folder cannot be read.
#[must_use]
pub fn below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(below(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}
