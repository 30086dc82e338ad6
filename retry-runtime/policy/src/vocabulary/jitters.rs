//! The names of jitters.

use crate::jitter::Jitter;

/// Each name, and the jitter that it stands for.
pub const JITTERS: [(&str, Jitter); 5] = [
    ("full", Jitter::Full),
    ("equal", Jitter::Equal),
    ("decorrelated", Jitter::Decorrelated),
    ("none", Jitter::None),
    ("additive", Jitter::Additive),
];
