//! A message of the compiler as lines that can be compared: level, code, place, and the words that are ours.

use std::path::Path;

use serde_json::Value;

use super::words::Words;

/// What constant evaluation puts before the text of a panic.
const PANICKED: &str = "evaluation panicked: ";

/// All errors and warnings of one case, from top to bottom.
pub(crate) fn lines(case: &Path, messages: &[Value], ours: &Words) -> Vec<String> {
    let messages = messages.iter().filter(|message| !is_summary(message));
    let mut found: Vec<_> = messages.map(|message| (places(case, message), message)).collect();
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    found.into_iter().flat_map(|(places, message)| described(&places, message, ours)).collect()
}

fn is_summary(message: &Value) -> bool {
    let text = text(message);
    message["level"] == "failure-note" || text.starts_with("aborting due to ") || text.ends_with(" emitted")
}

/// First line and column, last line and column.
type Place = [u64; 4];

fn places(case: &Path, message: &Value) -> Vec<Place> {
    let mut places: Vec<_> = primary(message).filter_map(|span| place(case, span)).collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// The first place in the case, on the way from an expansion to what was expanded.
fn place(case: &Path, span: &Value) -> Option<Place> {
    if case.ends_with(span["file_name"].as_str()?) {
        return Some(["line_start", "column_start", "line_end", "column_end"].map(|name| span[name].as_u64().unwrap()));
    }
    place(case, &span["expansion"]["span"])
}

fn described(places: &[Place], message: &Value, ours: &Words) -> Vec<String> {
    let level = message["level"].as_str().unwrap();
    let code = message["code"]["code"].as_str();
    let text = text(message);
    let places: Vec<_> =
        places.iter().map(|[line, column, last, end]| format!("{line}:{column}-{last}:{end}")).collect();

    let mut first = level.to_owned();
    if let Some(code) = code {
        first.push_str(&format!("[{code}]"));
    }
    first.push_str(&format!(" at {}", if places.is_empty() { "no place".to_owned() } else { places.join(" and ") }));
    // What has no code comes from `compile_error!`.
    let is_ours = code.is_none() || ours.contain("message", text);
    if let Some(words) = text.strip_prefix(PANICKED).or(is_ours.then_some(text)) {
        first.push_str(&format!(": {}", words.replace('\n', "\\n")));
    }

    let mut lines = vec![first];
    let labels = primary(message).filter_map(|span| span["label"].as_str());
    lines.extend(labels.filter(|label| ours.contain("label", label)).map(|label| format!("  label: {label}")));
    for child in children(message) {
        if ours.contain("note", child) {
            lines.push(format!("  note: {child}"));
        }
        // A function that the expansion holds for the sake of its name.
        for name in child.split('`').filter(|word| word.ends_with("_for_another_attempt")) {
            lines.push(format!("  name: {name}"));
        }
    }
    lines
}

fn text(message: &Value) -> &str {
    message["message"].as_str().unwrap()
}

fn primary(message: &Value) -> impl Iterator<Item = &Value> {
    message["spans"].as_array().into_iter().flatten().filter(|span| span["is_primary"] == true)
}

fn children(message: &Value) -> impl Iterator<Item = &str> {
    message["children"].as_array().into_iter().flatten().map(text)
}
