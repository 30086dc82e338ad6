//! The decision of a real call: with the call's clock and random numbers. Compiled once for each kind of what is lent.

use retry_runtime_policy::Policy;

use crate::attempts::{decide, decide_at_once};
use crate::call_state::CallState;
use crate::classify::Verdict;
use crate::decision::StopReason;
use crate::lent::{BudgetShare, Lending, Lent, Permit, Wait};
use crate::world::{self, Clock};

/// What is lent, in a decision. No generic function: that would be compiled in every crate that has annotated functions.
pub trait Decide: Lent {
    /// Decides after a failure.
    ///
    /// # Errors
    ///
    /// The reason why no other attempt is made.
    fn decide(
        self,
        state: &mut CallState,
        policy: &Policy,
        clock: Clock,
        verdict: Verdict,
    ) -> Result<Wait<Self::Permit>, StopReason>;
}

impl Decide for () {
    /// The condition is constant for a constant policy, so the compiler keeps one branch.
    #[inline]
    fn decide(
        self,
        state: &mut CallState,
        policy: &Policy,
        clock: Clock,
        verdict: Verdict,
    ) -> Result<Wait<()>, StopReason> {
        if policy.never_waits() && !matches!(verdict, Verdict::RetryAfter(_)) {
            return decide_at_once(state, policy, verdict);
        }
        alone(state, policy, clock, verdict)
    }
}

#[cold]
#[inline(never)]
fn alone(state: &mut CallState, policy: &Policy, clock: Clock, verdict: Verdict) -> Result<Wait<()>, StopReason> {
    decide(state, policy, (), verdict, || clock.now(), &mut world::rng())
}

/// Known at run time only, or by a profile in a static, of which the compiler knows all.
impl<'b> Decide for Option<BudgetShare<'b>> {
    #[inline]
    fn decide(
        self,
        state: &mut CallState,
        policy: &Policy,
        clock: Clock,
        verdict: Verdict,
    ) -> Result<Wait<Option<Permit<'b>>>, StopReason> {
        match self {
            None => ().decide(state, policy, clock, verdict).map(|wait| Wait { delay: wait.delay, permit: None }),
            Some(share) => share
                .decide(state, policy, clock, verdict)
                .map(|Wait { delay, permit }| Wait { delay, permit: Some(permit) }),
        }
    }
}

impl<'b> Decide for BudgetShare<'b> {
    #[cold]
    #[inline(never)]
    fn decide(
        self,
        state: &mut CallState,
        policy: &Policy,
        clock: Clock,
        verdict: Verdict,
    ) -> Result<Wait<Permit<'b>>, StopReason> {
        decide(state, policy, self, verdict, || clock.now(), &mut world::rng())
    }
}

impl<'b> Decide for Lending<'b> {
    #[cold]
    #[inline(never)]
    fn decide(
        self,
        state: &mut CallState,
        policy: &Policy,
        clock: Clock,
        verdict: Verdict,
    ) -> Result<Wait<Option<Permit<'b>>>, StopReason> {
        if let Some(reason) = self.known.reason() {
            state.ends(reason);
            return Err(reason);
        }
        decide(state, policy, self, verdict, || clock.now(), &mut world::rng())
    }
}
