//! Who listens to the events of a call.

use super::event::{Event, EventKind};

/// A hook, or [`Silent`] where none is set.
pub trait Hook<E: ?Sized> {
    /// Whether it listens: a call without listeners need not know when it began.
    #[doc(hidden)]
    const LISTENS: bool;

    /// Tells what happened.
    #[doc(hidden)]
    fn call(&self, event: &Event<'_, E>);
}

/// Nobody listens.
#[derive(Clone, Copy, Debug)]
pub struct Silent;

impl<E: ?Sized> Hook<E> for Silent {
    const LISTENS: bool = false;

    fn call(&self, _: &Event<'_, E>) {}
}

impl<E: ?Sized, F: Fn(&Event<'_, E>)> Hook<E> for F {
    const LISTENS: bool = true;

    fn call(&self, event: &Event<'_, E>) {
        self(event);
    }
}

/// Who listens to a call's events.
pub trait Watch<E: ?Sized> {
    /// Whether anybody may.
    #[doc(hidden)]
    const LISTENS: bool;

    /// Whether anybody does.
    #[doc(hidden)]
    fn listens(&self) -> bool {
        Self::LISTENS
    }

    /// Tells what happened.
    #[doc(hidden)]
    fn hear(&self, event: &Event<'_, E>);
}

/// A hook for each kind of event, and one for all.
#[derive(Clone, Copy, Debug)]
pub struct Hooks<B = Silent, G = Silent, R = Silent, O = Silent> {
    pub(crate) before_retry: B,
    pub(crate) on_give_up: G,
    pub(crate) on_recovered: R,
    pub(crate) observe: O,
}

impl Hooks {
    pub(crate) const NONE: Self =
        Self { before_retry: Silent, on_give_up: Silent, on_recovered: Silent, observe: Silent };
}

impl<B, G, R, O> Hooks<B, G, R, O> {
    pub(crate) fn before_retry<F>(self, hook: F) -> Hooks<F, G, R, O> {
        let Self { on_give_up, on_recovered, observe, .. } = self;
        Hooks { before_retry: hook, on_give_up, on_recovered, observe }
    }

    pub(crate) fn on_give_up<F>(self, hook: F) -> Hooks<B, F, R, O> {
        let Self { before_retry, on_recovered, observe, .. } = self;
        Hooks { before_retry, on_give_up: hook, on_recovered, observe }
    }

    pub(crate) fn on_recovered<F>(self, hook: F) -> Hooks<B, G, F, O> {
        let Self { before_retry, on_give_up, observe, .. } = self;
        Hooks { before_retry, on_give_up, on_recovered: hook, observe }
    }

    pub(crate) fn observe<F>(self, hook: F) -> Hooks<B, G, R, F> {
        let Self { before_retry, on_give_up, on_recovered, .. } = self;
        Hooks { before_retry, on_give_up, on_recovered, observe: hook }
    }
}

impl<E: ?Sized, B: Hook<E>, G: Hook<E>, R: Hook<E>, O: Hook<E>> Watch<E> for Hooks<B, G, R, O> {
    const LISTENS: bool = B::LISTENS || G::LISTENS || R::LISTENS || O::LISTENS;

    fn hear(&self, event: &Event<'_, E>) {
        self.observe.call(event);
        match event.kind() {
            EventKind::Retry => self.before_retry.call(event),
            EventKind::GaveUp => self.on_give_up.call(event),
            EventKind::Recovered => self.on_recovered.call(event),
        }
    }
}
