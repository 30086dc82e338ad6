//! What is known of every key: how it is written, and what it is for.

use super::table;

/// A key and how it may be written.
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) word: bool,
    pub(crate) value: bool,
    pub(crate) list: bool,
    /// As an error shows it, between two backquotes.
    pub(crate) example: &'static str,
    pub(crate) kind: Kind,
}

/// What a key is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Where the policy starts: at most one.
    Start,
    /// What many functions share; the other keys replace parts of it.
    Profile,
    /// How delays grow: at most one. Its values are constants, or in parentheses computed at each call.
    Backoff,
    /// What a setter of `Policy` takes, likewise.
    Setting,
    /// Any other value, likewise.
    Constant,
    /// An expression that is evaluated once a call, before the first attempt.
    Once,
    /// An expression that is evaluated after an attempt has begun, and so sees what the caller passed.
    Later,
    /// The same; it hears the events of a call.
    Hook,
    /// Names, and nothing to evaluate.
    Word,
    /// A part of a backoff: `initial` in `exponential(initial = 1s)`.
    Part,
}

impl Kind {
    /// Whether its expressions must be constants, unless they stand in parentheses.
    pub(crate) const fn is_constant(self) -> bool {
        matches!(self, Self::Backoff | Self::Setting | Self::Constant | Self::Part)
    }

    /// Whether its expressions are evaluated after an attempt has begun.
    pub(crate) const fn is_later(self) -> bool {
        matches!(self, Self::Later | Self::Hook)
    }
}

/// A row of a table. The forms: `w`ord, `v`alue, `l`ist.
const fn key(name: &'static str, forms: &str, example: &'static str, kind: Kind) -> Key {
    let (mut word, mut value, mut list, mut index) = (false, false, false, 0);
    while index < forms.len() {
        match forms.as_bytes()[index] {
            b'w' => word = true,
            b'v' => value = true,
            _ => list = true,
        }
        index += 1;
    }
    Key { name, word, value, list, example, kind }
}

/// A key of a backoff.
const fn part(name: &'static str, example: &'static str) -> Key {
    key(name, "v", example, Kind::Part)
}

macro_rules! rows {
    ($($($name:literal)? $field:ident: $type:ident $(($reader:ident))?,
        $forms:literal, $example:literal, $kind:ident $(($setter:ident))?;)+) => {
        /// The keys of `#[retry(…)]`.
        pub(crate) static ATTRIBUTE: &[Key] = &[$(key(name!($field $($name)?), $forms, $example, Kind::$kind)),+];
    };
}

/// The field is called as the key, or the row says how the key is called.
macro_rules! name {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $name:literal) => {
        $name
    };
}

table::keys!(rows);

/// The keys of `exponential(…)`.
pub(crate) static EXPONENTIAL: &[Key] =
    &[part("initial", "initial = 1s"), part("factor", "factor = 2"), part("max", "max = 60s")];

/// The keys of `linear(…)`.
pub(crate) static LINEAR: &[Key] = &[part("initial", "initial = 1s"), part("increment", "increment = 1s")];

/// The keys of `fibonacci(…)`.
pub(crate) static FIBONACCI: &[Key] = &[part("initial", "initial = 1s")];

/// The keys of `random(…)`.
pub(crate) static RANDOM: &[Key] = &[part("min", "min = 100ms"), part("max", "max = 1s")];
