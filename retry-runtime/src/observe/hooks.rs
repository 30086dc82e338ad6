//! Who listens to the events of a call.

use super::event::{Event, EventKind};

/// A hook for failures of type `E`: a function `fn(&Event<'_, E>)`, or [`Silent`] where none is set.
///
/// ```
/// use retry_runtime::observe::{Hook, Silent};
/// use retry_runtime::Event;
///
/// fn is_a_hook<E>(_: impl Hook<E>) {}
/// is_a_hook::<u8>(|event: &Event<'_, u8>| println!("{:?}", event.error()));
/// is_a_hook::<u8>(Silent);
/// ```
pub trait Hook<E: ?Sized> {
    /// Whether it listens: a call without listeners need not know when it began.
    #[doc(hidden)]
    const LISTENS: bool;

    /// Tells what happened.
    #[doc(hidden)]
    fn call(&self, event: &Event<'_, E>);
}

/// Nobody listens: the default of [`Hooks`].
///
/// ```
/// use retry_runtime::observe::{Hooks, Silent};
/// let _: Option<Hooks<Silent, Silent, Silent, Silent>> = None::<Hooks>;
/// ```
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

/// Who listens to the events of calls whose failures are of type `E`: [`Hooks`].
///
/// ```
/// use retry_runtime::judge::ByClassify;
/// use retry_runtime::observe::Watch;
/// use retry_runtime::{Policy, Retry};
///
/// fn first<W: Watch<()>>(retry: Retry<'_, ByClassify, (), W>) -> Option<u8> {
///     retry.call(|| Some(1))
/// }
/// assert_eq!(first(Retry::new(Policy::INTERNAL).observe(|event: &retry_runtime::Event<'_, ()>| println!("{event:?}"))), Some(1));
/// ```
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

/// A hook for each kind of event, and one for all: `before_retry`, `on_give_up`, `on_recovered` and `observe`. Made by the methods of
/// [`Retry`](crate::Retry) with these names.
///
/// ```
/// use retry_runtime::judge::ByClassify;
/// use retry_runtime::observe::{Event, Hooks, Silent};
/// use retry_runtime::{Policy, Retry};
///
/// type Told = Hooks<fn(&Event<'_, ()>), Silent, Silent, Silent>;
///
/// fn told() -> Retry<'static, ByClassify, (), Told> {
///     Retry::new(Policy::immediate()).before_retry(|event| println!("again in {:?}", event.delay()))
/// }
/// assert_eq!(told().call(|| None::<u8>), None);
/// ```
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
