//! What is known of an attempt before anybody looks at what it returned.

use crate::classify::Verdict;
use crate::decision::StopReason;

/// What is known of an attempt apart from its outcome. It takes the place of the predicate's answer.
#[derive(Clone, Copy, Debug)]
pub enum Known {
    /// Nothing: its outcome is judged.
    Nothing,
    /// It took longer than `attempt_timeout`.
    TimedOut,
    /// It ran when the deadline came, which ends the call.
    Deadline,
    /// It was judged so, and then the wait was cancelled.
    Cancelled(Verdict),
}

impl Known {
    /// What the failure means.
    #[inline]
    pub(crate) const fn verdict(self) -> Option<Verdict> {
        match self {
            Self::Nothing => None,
            Self::TimedOut | Self::Deadline => Some(Verdict::Transient),
            Self::Cancelled(verdict) => Some(verdict),
        }
    }

    /// Why no decision is needed.
    pub(crate) const fn reason(self) -> Option<StopReason> {
        match self {
            Self::Nothing | Self::TimedOut => None,
            Self::Deadline => Some(StopReason::Deadline),
            Self::Cancelled(_) => Some(StopReason::Cancelled),
        }
    }
}
