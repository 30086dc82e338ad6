//! What `with = EXPR` may be, a profile or what holds one, and what it is asked.

use std::sync::{Arc, LazyLock};

use super::Profile;
use crate::classify::Verdict;
use crate::observe::Event;

/// What `with = EXPR` takes.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`with` takes a `Profile`, not `{Self}`",
    label = "this is no profile",
    note = "for a policy alone, write `policy = …`"
)]
pub trait AsProfile {
    /// The error type.
    type Error;
    /// What its predicate answers.
    type Answer;

    /// The profile.
    fn as_profile(&self) -> &Profile<Self::Error, Self::Answer>;
}

impl<E, V> AsProfile for Profile<E, V> {
    type Error = E;
    type Answer = V;

    #[inline]
    fn as_profile(&self) -> &Self {
        self
    }
}

macro_rules! behind {
    ($(($($parameters:tt)*) $pointer:ty,)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<P: AsProfile, $($parameters)*> AsProfile for $pointer {
            type Error = P::Error;
            type Answer = P::Answer;

            #[inline]
            fn as_profile(&self) -> &Profile<P::Error, P::Answer> {
                P::as_profile(self)
            }
        }
    )+};
}

behind! {
    () &P,
    () Box<P>,
    () Arc<P>,
    (F: FnOnce() -> P) LazyLock<P, F>,
}

/// What `with = EXPR` names.
#[doc(hidden)]
#[inline]
pub fn profile<P: AsProfile + ?Sized>(profile: &P) -> &Profile<P::Error, P::Answer> {
    profile.as_profile()
}

/// What `with = PROFILE` asks it.
#[doc(hidden)]
impl<E, V> Profile<E, V> {
    /// Whether anybody listens.
    #[must_use]
    #[inline]
    pub const fn listens(&self) -> bool {
        self.hooks.listens
    }

    /// Whether it has a budget.
    #[must_use]
    #[inline]
    pub const fn has_budget(&self) -> bool {
        self.budget.is_some()
    }

    /// What a failure means.
    #[inline]
    pub fn judge(&self, error: &E) -> Verdict
    where
        V: Into<Verdict>,
    {
        self.judge.verdict(error)
    }

    /// Tells its hooks what happened, but for those that the attribute replaces: `before_retry`, `on_give_up`, `on_recovered`, `observe`.
    #[inline]
    pub fn hear(&self, event: &Event<'_, E>, replaced: [bool; 4]) {
        if self.hooks.listens {
            self.hooks.tell(event, replaced);
        }
    }
}

/// Whether a profile for errors of type `E` can judge these.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "this profile is for errors of type `{E}`, and the function fails with `{Self}`",
    label = "another error type",
    note = "`with` takes a `Profile<{Self}>` here; for the policy of this one, write `policy = PROFILE.get_policy()`"
)]
pub trait JudgedAs<E>: Sized {
    /// The same profile.
    fn same<V>(profile: &Profile<E, V>) -> &Profile<Self, V>;
}

#[diagnostic::do_not_recommend]
impl<E> JudgedAs<E> for E {
    #[inline]
    fn same<V>(profile: &Profile<E, V>) -> &Profile<E, V> {
        profile
    }
}

/// The profile for this failure: all that follows has the right type, so that a wrong one is a single error.
#[doc(hidden)]
#[must_use]
#[inline]
pub fn profile_for<'p, F: JudgedAs<E>, E, V>(profile: &'p Profile<E, V>, _: Option<&F>) -> &'p Profile<F, V> {
    F::same(profile)
}
