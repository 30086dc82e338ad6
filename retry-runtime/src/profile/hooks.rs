//! The hooks of a profile.

use crate::observe::{Event, EventKind, Watch};

/// A hook of a [`Profile`](super::Profile).
pub type Hook<E> = fn(&Event<'_, E>);

/// The hooks of a [`Profile`](super::Profile).
#[derive(Debug)]
pub struct ProfileHooks<E> {
    pub(super) before_retry: Option<Hook<E>>,
    pub(super) on_give_up: Option<Hook<E>>,
    pub(super) on_recovered: Option<Hook<E>>,
    pub(super) observe: Option<Hook<E>>,
    /// Whether there is any: asked at the start of every call.
    pub(super) listens: bool,
}

impl<E> ProfileHooks<E> {
    pub(super) const NONE: Self =
        Self { before_retry: None, on_give_up: None, on_recovered: None, observe: None, listens: false };

    #[cold]
    pub(super) fn tell(&self, event: &Event<'_, E>, [before_retry, on_give_up, on_recovered, observe]: [bool; 4]) {
        let (hook, replaced) = match event.kind() {
            EventKind::Retry => (self.before_retry, before_retry),
            EventKind::GaveUp => (self.on_give_up, on_give_up),
            EventKind::Recovered => (self.on_recovered, on_recovered),
        };
        let all = self.observe.filter(|_| !observe);
        for hook in [all, hook.filter(|_| !replaced)].into_iter().flatten() {
            hook(event);
        }
    }
}

impl<E> Clone for ProfileHooks<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for ProfileHooks<E> {}

impl<E> Watch<E> for ProfileHooks<E> {
    const LISTENS: bool = true;

    fn listens(&self) -> bool {
        self.listens
    }

    fn hear(&self, event: &Event<'_, E>) {
        self.tell(event, [false; 4]);
    }
}
