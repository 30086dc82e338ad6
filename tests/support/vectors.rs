//! Published numbers, and the account of which of them apply.

use std::collections::BTreeSet;
use std::io::Write;
use std::time::Duration;

use serde_json::Value;

/// The cases of one file.
pub struct Vectors {
    file: &'static str,
    cases: Vec<Value>,
    not_applicable: &'static [(&'static str, &'static str)],
    run: BTreeSet<String>,
}

impl Vectors {
    /// Reads a file of `tests/vectors`. `not_applicable` names each case that our semantics do not cover, with the reason; a
    /// name that ends in `*` stands for all that begin so.
    ///
    /// # Panics
    ///
    /// When the file is not there, or a name stands for no case.
    #[must_use]
    pub fn read(file: &'static str, not_applicable: &'static [(&'static str, &'static str)]) -> Self {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors").join(file);
        let text = std::fs::read_to_string(path).unwrap();
        let mut document: Value = serde_json::from_str(&text).unwrap();
        let Value::Array(cases) = document["cases"].take() else { panic!("{file} has no cases") };
        for (name, reason) in not_applicable {
            assert!(!reason.is_empty());
            assert!(cases.iter().any(|case| stands_for(name, id(case))), "{file} has no case {name}");
        }
        Self { file, cases, not_applicable, run: BTreeSet::new() }
    }

    /// The case with this id, which counts as run.
    ///
    /// # Panics
    ///
    /// When there is none, or it is said not to apply.
    pub fn case(&mut self, name: &str) -> Value {
        assert!(!self.is_excluded(name), "{name} is said not to apply");
        let case = self.cases.iter().find(|case| id(case) == name);
        self.run.insert(name.to_owned());
        case.unwrap_or_else(|| panic!("{} has no case {name}", self.file)).clone()
    }

    /// The cases whose id begins so and that apply; they count as run.
    pub fn cases(&mut self, prefix: &str) -> Vec<Value> {
        let found: Vec<Value> = self.cases.iter().filter(|case| id(case).starts_with(prefix)).cloned().collect();
        let found: Vec<Value> = found.into_iter().filter(|case| !self.is_excluded(id(case))).collect();
        self.run.extend(found.iter().map(|case| id(case).to_owned()));
        found
    }

    /// Prints the account.
    ///
    /// # Panics
    ///
    /// When a case was neither run nor said not to apply.
    pub fn finish(self) {
        let excluded = self.cases.iter().filter(|case| self.is_excluded(id(case))).count();
        let forgotten: Vec<&str> =
            self.cases.iter().map(id).filter(|id| !self.is_excluded(id) && !self.run.contains(*id)).collect();
        assert!(forgotten.is_empty(), "{}: neither run nor excluded: {forgotten:?}", self.file);
        let line = format!("{}: {} cases run, {excluded} not applicable\n", self.file, self.run.len());
        // Past the capture of the test harness: the account is always shown.
        std::io::stderr().write_all(line.as_bytes()).unwrap();
    }

    fn is_excluded(&self, id: &str) -> bool {
        self.not_applicable.iter().any(|(name, _)| stands_for(name, id))
    }
}

fn stands_for(name: &str, id: &str) -> bool {
    name.strip_suffix('*').map_or(name == id, |prefix| id.starts_with(prefix))
}

/// The id of a case.
///
/// # Panics
///
/// When it has none.
#[must_use]
pub fn id(case: &Value) -> &str {
    case["id"].as_str().unwrap()
}

/// A number of seconds.
///
/// # Panics
///
/// When it is none.
#[must_use]
pub fn seconds(value: &Value) -> Duration {
    Duration::from_secs_f64(value.as_f64().unwrap_or_else(|| panic!("{value} is no number of seconds")))
}

/// A list of numbers of seconds.
///
/// # Panics
///
/// When it is none.
#[must_use]
pub fn all_seconds(value: &Value) -> Vec<Duration> {
    value.as_array().unwrap_or_else(|| panic!("{value} is no list")).iter().map(seconds).collect()
}
