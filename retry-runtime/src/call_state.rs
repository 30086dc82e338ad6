//! What a call remembers between its attempts.

use core::num::NonZeroU32;
use core::time::Duration;

use crate::decision::StopReason;
use crate::nanos::Nanos;

/// All that a call remembers. Until something fails, one store of four bytes.
#[derive(Clone, Copy, Debug, Default)]
pub enum CallState {
    /// Nothing has failed, and nothing asks when the call began.
    #[default]
    Fresh,
    /// Something has failed, or the time counts.
    Underway(Underway),
}

/// What a call remembers once it has to. It lies in every future, so its size counts.
#[derive(Clone, Copy, Debug)]
pub struct Underway {
    /// When the call began; 0 where nothing asks for it.
    started: Nanos,
    /// The last delay; after the end, which no delay follows, its reason.
    last: Last,
    /// The number of the attempt that runs.
    number: NonZeroU32,
}

impl Underway {
    const FRESH: Self = Self { started: Nanos::ZERO, last: Last::NO_DELAY, number: NonZeroU32::MIN };
}

/// A delay, or the reason of the end. A field for each would make every future eight bytes larger, so the longest times stand
/// for the reasons: within 16 ns of 584 years.
#[derive(Clone, Copy, Debug)]
struct Last(Nanos);

impl Last {
    const NO_DELAY: Self = Self(Nanos::ZERO);

    fn delay(delay: Duration) -> Self {
        Self(Nanos::saturating(delay.min(Duration::from_nanos(u64::MAX - 16))))
    }

    const fn reason(reason: StopReason) -> Self {
        Self(Nanos::saturating(Self::standing_for(reason)))
    }

    const fn standing_for(reason: StopReason) -> Duration {
        Duration::from_nanos(u64::MAX - reason as u64)
    }

    fn to_reason(self) -> Option<StopReason> {
        StopReason::ALL.into_iter().find(|reason| self.0.to_duration() == Self::standing_for(*reason))
    }
}

impl CallState {
    /// A call that begins at `now`.
    #[inline]
    pub(crate) fn timed(now: Duration) -> Self {
        Self::Underway(Underway { started: Nanos::saturating(now), ..Underway::FRESH })
    }

    #[inline]
    const fn underway(self) -> Underway {
        match self {
            Self::Fresh => Underway::FRESH,
            Self::Underway(underway) => underway,
        }
    }

    /// The number of the attempt that is running or about to run; the first is 1.
    #[inline]
    pub(crate) const fn number(&self) -> u32 {
        match self {
            Self::Fresh => 1,
            Self::Underway(underway) => underway.number.get(),
        }
    }

    /// Whether nothing has failed yet.
    #[inline]
    pub(crate) const fn is_first(&self) -> bool {
        self.number() == 1
    }

    /// When the call began; 0 where nothing asks for it.
    pub(crate) fn started(&self) -> Duration {
        self.underway().started.to_duration()
    }

    /// The time since the call began; none where that was too late to be kept.
    pub(crate) fn elapsed(&self, now: Duration) -> Duration {
        let started = self.started();
        if started == Nanos::LONGEST { Duration::ZERO } else { now.saturating_sub(started) }
    }

    /// The wait before the attempt that is running; `None` for the first one.
    pub(crate) fn previous_delay(&self) -> Option<Duration> {
        (!self.is_first()).then(|| self.underway().last.0.to_duration())
    }

    /// Why the call gave up; `None` while it goes on, and after a success.
    pub(crate) fn reason(&self) -> Option<StopReason> {
        self.underway().last.to_reason()
    }

    /// Another attempt will be made, after that delay.
    pub(crate) fn waits(&mut self, delay: Duration) {
        let underway = self.underway();
        *self = Self::Underway(Underway {
            last: Last::delay(delay),
            number: underway.number.saturating_add(1),
            ..underway
        });
    }

    /// The attempt that was going to be made is not: the one that has failed counts again.
    pub fn takes_back(&mut self) {
        let underway = self.underway();
        let number = NonZeroU32::new(underway.number.get() - 1).unwrap_or(NonZeroU32::MIN);
        *self = Self::Underway(Underway { number, ..underway });
    }

    /// The call gives up.
    pub(crate) fn ends(&mut self, reason: StopReason) {
        *self = Self::Underway(Underway { last: Last::reason(reason), ..self.underway() });
    }

    /// Another attempt will be made, at once.
    #[inline]
    pub(crate) const fn goes_on(&mut self) {
        let number = NonZeroU32::MIN.saturating_add(self.number());
        match self {
            Self::Fresh => *self = Self::Underway(Underway { number, ..Underway::FRESH }),
            Self::Underway(underway) => (underway.number, underway.last) = (number, Last::NO_DELAY),
        }
    }
}

/// How long a call has waited, in waits that are over. Apart from [`CallState`], since it lies in the futures of those calls only
/// that somebody listens to.
#[derive(Clone, Copy, Debug)]
pub struct TotalWait(Nanos);

impl TotalWait {
    /// No wait is over, or nobody asks.
    pub const NONE: Self = Self(Nanos::ZERO);

    /// A wait is over.
    #[inline]
    pub fn more(&mut self, delay: Duration) {
        self.0 = Nanos::saturating(self.0.to_duration().saturating_add(delay));
    }

    /// All of it.
    #[inline]
    pub(crate) fn in_all(self) -> Duration {
        self.0.to_duration()
    }
}
