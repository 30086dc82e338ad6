//! The units of a duration, and what people write for them elsewhere.

use super::nearest;

/// The units, with their length in nanoseconds.
pub const UNITS: [(&str, u64); 7] = [
    ("ns", 1),
    ("us", 1_000),
    ("µs", 1_000),
    ("ms", 1_000_000),
    ("s", 1_000_000_000),
    ("m", 60_000_000_000),
    ("h", 3_600_000_000_000),
];

/// Units that are longer than an hour, in hours. They are refused: nobody means to wait for days.
pub const IN_HOURS: [(&str, u32); 6] =
    [("d", 24), ("day", 24), ("days", 24), ("w", 7 * 24), ("week", 7 * 24), ("weeks", 7 * 24)];

/// What people write for a unit elsewhere.
const ALIASES: &[(&str, &[&str])] = &[
    ("ns", &["nsec", "nanos", "nanosecond", "nanoseconds"]),
    ("us", &["usec", "micros", "microsecond", "microseconds"]),
    ("ms", &["msec", "msecs", "milli", "millis", "millisecond", "milliseconds"]),
    ("s", &["sec", "secs", "second", "seconds"]),
    ("m", &["min", "mins", "minute", "minutes"]),
    ("h", &["hr", "hrs", "hour", "hours"]),
];

/// The unit that was probably meant: an alias, the same letters in capitals, or a near word with the same first letter. A
/// single letter is too short for a guess, and `M` is a month in `humantime`.
#[must_use]
pub fn meant(word: &str) -> Option<&'static str> {
    let alias = ALIASES.iter().find(|(_, aliases)| aliases.contains(&word)).map(|(unit, _)| *unit);
    let units = UNITS.iter().map(|(unit, _)| *unit);
    let in_capitals = units.clone().find(|unit| unit.eq_ignore_ascii_case(word) && word != "M");
    let begins_alike = units.filter(|unit| word.chars().count() > 1 && unit.chars().next() == word.chars().next());
    alias.or(in_capitals).or_else(|| nearest(word, begins_alike))
}
