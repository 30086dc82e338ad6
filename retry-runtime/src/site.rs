//! One annotated function, and one call of it.

use retry_runtime_policy::Policy;

use crate::attempt::Attempt;
use crate::call_state::CallState;
use crate::lent::Lent;
use crate::observe::Event;
use crate::world::Clock;

/// One annotated function: a static.
#[derive(Debug)]
pub struct Site {
    /// Its own, or `module::path::function`.
    pub name: &'static str,
    /// Where it is annotated.
    pub file: &'static str,
    /// Where it is annotated; the first line is 1.
    pub line: u32,
    /// When its calls are retried, unless a call brings a policy of its own.
    pub policy: Policy,
    /// What measures its calls.
    pub clock: Clock,
}

impl Site {
    /// A call that follows this policy and borrows this.
    #[must_use]
    #[inline]
    pub const fn call<'c, L: Lent>(&self, policy: &'c Policy, lent: L) -> Call<'c, L> {
        Call { name: self.name, policy, lent, clock: self.clock }
    }

    /// A call begins. Reads the clock where somebody listens, who may ask since when, and where deciding needs it.
    #[must_use]
    #[inline]
    pub fn begin(&self, somebody_listens: bool) -> CallState {
        begin(&self.policy, self.clock, somebody_listens)
    }

    /// Whether the attempt that is about to run is the last one that the policy allows.
    #[must_use]
    #[inline]
    pub const fn is_last(&self, state: &CallState) -> bool {
        self.policy.is_last(state.number())
    }

    /// What `attempt = IDENT` binds.
    #[must_use]
    #[inline]
    pub const fn attempt(&self, state: &CallState) -> Attempt {
        Attempt::of(*state, &self.policy, self.clock)
    }
}

/// What a call follows and borrows.
#[derive(Clone, Copy, Debug)]
pub struct Call<'c, L> {
    pub(crate) name: &'c str,
    pub(crate) policy: &'c Policy,
    pub(crate) lent: L,
    pub(crate) clock: Clock,
}

impl<'c, L: Lent> Call<'c, L> {
    /// The same call with a name of its own.
    #[must_use]
    #[inline]
    pub fn named(self, name: &'c str) -> Self {
        Self { name, ..self }
    }

    /// As [`Site::begin`].
    #[must_use]
    #[inline]
    pub fn begin(&self, somebody_listens: bool) -> CallState {
        begin(self.policy, self.clock, somebody_listens)
    }

    /// As [`Site::is_last`].
    #[must_use]
    #[inline]
    pub const fn is_last(&self, state: &CallState) -> bool {
        self.policy.is_last(state.number())
    }

    /// As [`Site::attempt`].
    #[must_use]
    #[inline]
    pub const fn attempt(&self, state: &CallState) -> Attempt {
        Attempt::of(*state, self.policy, self.clock)
    }

    /// What can be said of the call after that attempt.
    #[inline]
    pub(crate) fn event<'e, E: ?Sized>(&self, state: &CallState, attempt: u32, error: Option<&'e E>) -> Event<'e, E>
    where
        'c: 'e,
    {
        Event {
            name: self.name,
            attempt,
            max_attempts: self.policy.get_max_attempts(),
            delay: None,
            state: *state,
            clock: self.clock,
            verdict: None,
            error,
        }
    }
}

#[inline]
fn begin(policy: &Policy, clock: Clock, somebody_listens: bool) -> CallState {
    if somebody_listens || policy.is_timed() { CallState::timed(clock.now()) } else { CallState::Fresh }
}
