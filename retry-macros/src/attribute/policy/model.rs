//! What the literals of an attribute amount to: the numbers that checks and documentation share.

use crate::attribute::grammar::args::Args;
use crate::attribute::grammar::duration::Duration;
use crate::attribute::grammar::jitter::Shape;
use crate::attribute::grammar::number::{Count, Factor};
use crate::attribute::policy::tokens;

const SECOND: u128 = 1_000_000_000;
const MILLI: u128 = 1_000_000;

/// The backoff, as far as it is written down.
pub(crate) enum Backoff {
    Exponential { initial: u128, factor: f64 },
    Fixed(u128),
    Linear { initial: u128, increment: u128 },
    Fibonacci { initial: u128 },
    Delays(Vec<u128>),
    Immediate,
}

/// A policy whose every number is written down.
pub(crate) struct Model {
    pub(crate) backoff: Backoff,
    pub(crate) jitter: Shape,
    /// `None` without end.
    pub(crate) attempts: Option<u32>,
    pub(crate) cap: u128,
    pub(crate) elapsed: Option<u128>,
}

/// The cap that is written down, with its key.
pub(crate) fn cap(args: &Args) -> Option<(&'static str, u128)> {
    let max = args.exponential.as_ref().and_then(|it| it.max.as_ref()).and_then(Duration::known);
    let max = max.map(|max| ("max", max));
    max.or_else(|| args.max_delay.as_ref().and_then(Duration::known).map(|max| ("max_delay", max)))
}

/// A duration that is written down, or the default where none is; `None` for an expression.
fn known_or(duration: Option<&Duration>, default: u128) -> Option<u128> {
    duration.map_or(Some(default), Duration::known)
}

impl Backoff {
    /// The backoff, if it is known.
    pub(crate) fn of(args: &Args) -> Option<Self> {
        if let Some(exponential) = &args.exponential {
            let factor = match exponential.factor {
                None => 2.0,
                Some(Factor::Known(factor, _)) => factor,
                Some(Factor::Unknown(_)) => return None,
            };
            return Some(Self::Exponential { initial: known_or(exponential.initial.as_ref(), SECOND)?, factor });
        }
        if let Some(linear) = &args.linear {
            let initial = known_or(linear.initial.as_ref(), SECOND)?;
            return Some(Self::Linear { initial, increment: known_or(linear.increment.as_ref(), SECOND)? });
        }
        if let Some(fibonacci) = &args.fibonacci {
            return Some(Self::Fibonacci { initial: known_or(fibonacci.initial.as_ref(), SECOND)? });
        }
        if let Some(delays) = &args.delays {
            return delays.0.iter().map(Duration::known).collect::<Option<Vec<_>>>().map(Self::Delays);
        }
        if let Some(fixed) = &args.fixed {
            return fixed.known().map(Self::Fixed);
        }
        let exponential = |initial| Some(Self::Exponential { initial, factor: 2.0 });
        match () {
            () if args.immediate.is_some() => Some(Self::Immediate),
            () if args.internal.is_some() => exponential(50 * MILLI),
            () if args.external.is_some() => exponential(500 * MILLI),
            () if args.given(tokens::START).is_empty() => exponential(SECOND),
            () => None,
        }
    }

    /// The base delay before a retry; the first is 1.
    pub(crate) fn delay(&self, retry: u32) -> u128 {
        let steps = retry.saturating_sub(1);
        match self {
            Self::Exponential { initial, factor } => exponential(*initial, *factor, steps),
            Self::Fixed(delay) => *delay,
            Self::Linear { initial, increment } => initial + increment.saturating_mul(u128::from(steps)),
            Self::Fibonacci { initial } => {
                let (mut current, mut next) = (1_u128, 1_u128);
                for _ in 0..steps.min(150) {
                    (current, next) = (next, current + next);
                }
                initial.saturating_mul(current)
            }
            Self::Delays(delays) => delays.get(steps as usize).or(delays.last()).copied().unwrap_or(0),
            Self::Immediate => 0,
        }
    }

    /// Whether every retry after this one has the same delay, once nothing above the cap counts.
    fn is_settled(&self, retry: u32, cap: u128) -> bool {
        match self {
            Self::Fixed(_) | Self::Immediate => true,
            Self::Delays(delays) => retry as usize >= delays.len(),
            // These never shrink, so beyond the cap they stay there; and some never grow.
            Self::Exponential { factor, .. } => *factor <= 1.0 || self.delay(retry) >= cap,
            Self::Linear { .. } | Self::Fibonacci { .. } => self.delay(retry) >= cap,
        }
    }

    /// The longest delay that is written down.
    fn longest(&self) -> u128 {
        match self {
            Self::Exponential { initial, .. } | Self::Linear { initial, .. } | Self::Fibonacci { initial } => *initial,
            Self::Fixed(delay) => *delay,
            Self::Delays(delays) => delays.iter().copied().max().unwrap_or(0),
            Self::Immediate => 0,
        }
    }
}

#[expect(clippy::cast_precision_loss, clippy::cast_sign_loss, clippy::cast_possible_truncation)]
fn exponential(initial: u128, factor: f64, steps: u32) -> u128 {
    let whole = factor as u128;
    if (whole as f64).to_bits() == factor.to_bits() {
        return whole.checked_pow(steps).and_then(|power| power.checked_mul(initial)).unwrap_or(u128::MAX / 4);
    }
    ((initial as f64 * factor.powf(f64::from(steps))).round() as u128).min(u128::MAX / 4)
}

/// What a setting is that is not written down.
fn by_tier<T>(args: &Args, internal: T, external: T, default: T) -> T {
    match () {
        () if args.internal.is_some() => internal,
        () if args.external.is_some() => external,
        () => default,
    }
}

impl Model {
    /// The policy, if everything about it is written down.
    pub(crate) fn of(args: &Args) -> Option<Self> {
        let backoff = Backoff::of(args)?;
        let attempts = match (&args.max_attempts, &args.max_retries) {
            (Some(Count::Known(count, _)), _) => Some(*count),
            (Some(Count::Unlimited(_)), _) => None,
            (None, Some(Count::Known(count, _))) => Some(count.saturating_add(1)),
            (None, None) => Some(by_tier(args, 2, 5, 4)),
            _ => return None,
        };
        let cap_is_unknown = args.max_delay.as_ref().or(args.exponential.as_ref().and_then(|it| it.max.as_ref()));
        let cap = match (cap(args), cap_is_unknown) {
            (Some((_, cap)), _) => cap,
            (None, Some(_)) => return None,
            (None, None) => match by_tier(args, 250 * MILLI, 20 * SECOND, 0) {
                0 => backoff.longest().max(60 * SECOND),
                cap => cap,
            },
        };
        let elapsed = match &args.max_elapsed {
            Some(elapsed) => Some(elapsed.known()?),
            None => Some(by_tier(args, SECOND, 60 * SECOND, 0)).filter(|limit| *limit > 0),
        };
        let jitter =
            tokens::jitter(args).unwrap_or_else(|| by_tier(args, Shape::Additive, Shape::Additive, Shape::None));
        Some(Self { backoff, jitter, attempts, cap, elapsed })
    }

    /// The shortest and the longest delay before a retry.
    pub(crate) fn range(&self, retry: u32, previous: u128) -> (u128, u128) {
        self.range_below(self.cap, retry, previous)
    }

    /// What the range would be without a cap.
    pub(crate) fn uncapped_range(&self, retry: u32, previous: u128) -> (u128, u128) {
        self.range_below(u128::MAX / 2, retry, previous)
    }

    fn range_below(&self, cap: u128, retry: u32, previous: u128) -> (u128, u128) {
        let base = self.backoff.delay(retry);
        let capped = base.min(cap);
        match self.jitter {
            Shape::None => (capped, capped),
            Shape::Additive => (base.min(cap / 2), base.saturating_mul(2).min(cap)),
            Shape::Full => (0, capped),
            Shape::Equal => (capped / 2, capped),
            Shape::Decorrelated => match (self.backoff.delay(1), previous.saturating_mul(3).min(cap)) {
                (0, _) => (0, 0),
                (low, high) if low < high => (low, high),
                _ => (cap / 2, cap),
            },
            #[expect(clippy::cast_precision_loss, clippy::cast_sign_loss, clippy::cast_possible_truncation)]
            Shape::Share(share) => {
                let middle = (base as f64).min(cap as f64 / (1.0 + share));
                let high = ((middle * (1.0 + share)).round() as u128).min(cap);
                (((middle * (1.0 - share)).round() as u128).min(high), high)
            }
        }
    }

    /// The longest that a call can wait, as the runtime's `Policy::max_wait` reckons it; `None` without end.
    pub(crate) fn max_wait(&self) -> Option<u128> {
        // Delays that still grow after so many retries are bounded, not added up.
        const PATIENCE: u32 = 10_000;
        let retries = self.attempts.map(|most| most.max(1) - 1);
        let (mut shortest, mut longest, mut previous) = (0_u128, 0_u128, self.backoff.delay(1));
        let mut retry = 0;
        while retries.is_none_or(|retries| retry < retries) {
            retry += 1;
            let (low, high) = self.range(retry, previous);
            let settled = self.backoff.is_settled(retry, self.cap.saturating_mul(2))
                && (high == previous || self.jitter != Shape::Decorrelated);
            if self.elapsed.is_some_and(|limit| shortest + low > limit) {
                break;
            }
            (shortest, longest, previous) = (shortest + low, longest + high, high);
            if !settled && retry < PATIENCE {
                continue;
            }
            // From here on every retry is like this one (or, out of patience, at most as long as the cap).
            let high = if settled { high } else { self.cap };
            let left = retries.map(|retries| u128::from(retries - retry));
            let in_time = self.elapsed.and_then(|limit| (limit - shortest).checked_div(low));
            let more = match (left, in_time) {
                (Some(left), Some(in_time)) => left.min(in_time),
                (Some(count), None) | (None, Some(count)) => count,
                (None, None) if high == 0 => 0,
                // The waits only approach the limit.
                (None, None) => self.elapsed?,
            };
            longest = longest.saturating_add(high.saturating_mul(more));
            break;
        }
        Some(self.elapsed.map_or(longest, |limit| longest.min(limit)))
    }
}
