//! How a profile judges failures, and what it says of that when it begins.

use crate::__private::{self as expansion, Judgement};
use crate::classify::{Classify, Verdict};
use crate::judge::Judge;
use crate::outcome::Outcome;

/// What is retried is not said yet.
#[derive(Clone, Copy, Debug)]
pub struct Unsaid {
    _private: (),
}

/// How a profile begins: without [`Profile::on`](super::Profile::on), its error type decides. Where `on` follows, rustc finds out from there that nothing
/// is said yet.
#[diagnostic::on_unimplemented(
    message = "this profile does not say which failures of type `{E}` to retry",
    label = "`{E}` is not `Classify`, and no `on` follows",
    note = "derive it for an error type of your own: `#[derive(Classify)]`",
    note = "or name a predicate: `.on(is_transient)`; one that answers `Verdict` makes it a `Profile<{E}, Verdict>`"
)]
pub trait Begins<E>: Sized {
    /// How failures are judged.
    #[doc(hidden)]
    const JUDGING: Judging<E, Self>;
}

#[diagnostic::do_not_recommend]
impl<E> Begins<E> for Unsaid {
    const JUDGING: Judging<E, Self> = Judging::Unsaid;
}

#[diagnostic::do_not_recommend]
impl<E: Classify> Begins<E> for bool {
    const JUDGING: Judging<E, Self> = Judging::ByClassify(E::classify);
}

#[diagnostic::do_not_recommend]
impl<E: Classify> Begins<E> for Verdict {
    const JUDGING: Judging<E, Self> = Judging::ByClassify(E::classify);
}

/// How a [`Profile`](super::Profile) judges failures.
#[derive(Debug)]
pub enum Judging<E, V> {
    #[doc(hidden)]
    Unsaid,
    #[doc(hidden)]
    ByClassify(fn(&E) -> Verdict),
    #[doc(hidden)]
    Predicate(fn(&E) -> V),
}

impl<E, V: Into<Verdict>> Judging<E, V> {
    pub(super) fn verdict(&self, error: &E) -> Verdict {
        match self {
            // No way leads here: this is for `Unsaid` only, which is no verdict.
            Self::Unsaid => Verdict::Permanent,
            Self::ByClassify(classify) => classify(error),
            Self::Predicate(predicate) => predicate(error).into(),
        }
    }
}

impl<E, V> Clone for Judging<E, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E, V> Copy for Judging<E, V> {}

impl<E, V: Into<Verdict>, T: Outcome<Error = E>> Judge<T> for Judging<E, V> {
    type Error = E;

    fn judge<'o>(&self, outcome: &'o T) -> Judgement<'o, E> {
        expansion::judge(outcome, |error| self.verdict(error))
    }
}
