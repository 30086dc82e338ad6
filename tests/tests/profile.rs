//! `Profile`: what many functions share, as one value, for functions and for closures.

use std::cell::{Cell, RefCell};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use retry_runtime::{Budget, Event, EventKind, Policy, Profile, StopReason, Verdict, retry};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DbError {
    Busy,
    Wrong,
}

impl DbError {
    fn is_transient(&self) -> bool {
        *self == Self::Busy
    }
}

const SECOND: Duration = Duration::from_secs(1);

thread_local! {
    static LOG: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

fn note(what: &str, event: &Event<'_, DbError>) {
    let (name, attempt) = (event.name(), event.attempt());
    LOG.with_borrow_mut(|log| log.push(format!("{what} {name} {attempt} {:?}", event.reason())));
}

fn told() -> Vec<String> {
    LOG.take()
}

const PATIENT: Policy = Policy::fixed(SECOND).max_attempts(3);

static DB: Profile<DbError> =
    Profile::new(PATIENT).on(DbError::is_transient).observe(|event| note("all", event)).name("db");

struct Script<'a> {
    answers: &'a [Result<u32, DbError>],
    calls: Cell<usize>,
}

impl<'a> Script<'a> {
    fn of(answers: &'a [Result<u32, DbError>]) -> Self {
        Self { answers, calls: Cell::new(0) }
    }

    fn next(&self) -> Result<u32, DbError> {
        let number = self.calls.get();
        self.calls.set(number + 1);
        self.answers[number.min(self.answers.len() - 1)]
    }
}

const BUSY: &[Result<u32, DbError>] = &[Err(DbError::Busy)];

#[retry(with = DB)]
async fn all_of_it(script: &Script<'_>) -> Result<u32, DbError> {
    script.next()
}

#[retry(with = DB, sleep = |_| ())]
fn blocking(script: &Script<'_>) -> Result<u32, DbError> {
    script.next()
}

#[tokio::test(start_paused = true)]
async fn a_function_and_a_closure_follow_it_alike() {
    let scripts: [(&[_], _, _); 4] = [
        (&[Ok(1)], 1, vec![]),
        (&[Err(DbError::Busy), Ok(2)], 2, vec!["all db 1 None", "all db 2 None"]),
        (BUSY, 3, vec!["all db 1 None", "all db 2 None", "all db 3 Some(MaxAttempts)"]),
        (&[Err(DbError::Wrong)], 1, vec!["all db 1 Some(Permanent)"]),
    ];
    for (answers, calls, events) in scripts {
        let last = answers[(calls - 1).min(answers.len() - 1)];
        let waits = SECOND * u32::try_from(calls - 1).unwrap();
        for form in 0..4 {
            let (script, begun) = (Script::of(answers), tokio::time::Instant::now());
            let answer = match form {
                0 => all_of_it(&script).await,
                1 => DB.call_async(async || script.next()).await,
                2 => blocking(&script),
                _ => DB.to_retry().call_with(|_| (), || script.next()),
            };
            assert_eq!((answer, script.calls.get()), (last, calls), "{form}");
            assert_eq!(begun.elapsed(), if form < 2 { waits } else { Duration::ZERO });
            assert_eq!(told(), events, "{form}");
        }
    }
}

#[test]
fn further_keys_replace_parts_of_it() {
    #[retry(with = DB, max_attempts = 2, sleep = |_| ())]
    fn fewer(script: &Script<'_>) -> Result<u32, DbError> {
        script.next()
    }
    let script = Script::of(BUSY);
    assert_eq!((fewer(&script), script.calls.get()), (Err(DbError::Busy), 2));
    assert_eq!(told(), ["all db 1 None", "all db 2 Some(MaxAttempts)"]);

    #[retry(with = DB, on = any, immediate, name = "mine")]
    fn other_predicate(script: &Script<'_>) -> Result<u32, DbError> {
        script.next()
    }
    let script = Script::of(&[Err(DbError::Wrong)]);
    assert_eq!((other_predicate(&script), script.calls.get()), (Err(DbError::Wrong), 3));
    assert_eq!(told(), ["all mine 1 None", "all mine 2 None", "all mine 3 Some(MaxAttempts)"]);

    #[retry(with = DB, policy = Policy::immediate().max_attempts(5))]
    fn other_policy(script: &Script<'_>) -> Result<u32, DbError> {
        script.next()
    }
    #[retry(with = DB, internal, sleep = |_| ())]
    fn other_tier(script: &Script<'_>) -> Result<u32, DbError> {
        script.next()
    }
    for (call, calls) in [(other_policy as fn(&Script<'_>) -> _, 5), (other_tier, 2)] {
        let script = Script::of(BUSY);
        assert_eq!((call(&script), script.calls.get()), (Err(DbError::Busy), calls));
        assert_eq!(told().len(), calls);
    }

    #[retry(with = DB, immediate, on_result = |value| *value == Ok(0))]
    fn by_value(script: &Script<'_>) -> Result<u32, DbError> {
        script.next()
    }
    let script = Script::of(&[Ok(0), Ok(5)]);
    assert_eq!((by_value(&script), script.calls.get()), (Ok(5), 2));
    assert_eq!(told(), ["all db 1 None", "all db 2 None"]);
}

#[test]
fn a_hook_replaces_the_one_of_its_kind() {
    static HEARD: Profile<DbError> = Profile::new(Policy::immediate().max_attempts(2))
        .on(DbError::is_transient)
        .before_retry(|event| note("before", event))
        .on_give_up(|event| note("end", event))
        .on_recovered(|event| note("recovered", event))
        .observe(|event| note("all", event));

    #[retry(with = HEARD, name = "n")]
    fn none_replaced(script: &Script<'_>) -> Result<u32, DbError> {
        script.next()
    }
    let _ = none_replaced(&Script::of(BUSY));
    assert_eq!(told(), ["all n 1 None", "before n 1 None", "all n 2 Some(MaxAttempts)", "end n 2 Some(MaxAttempts)"]);
    let _ = none_replaced(&Script::of(&[Err(DbError::Busy), Ok(1)]));
    assert_eq!(told(), ["all n 1 None", "before n 1 None", "all n 2 None", "recovered n 2 None"]);

    #[retry(with = HEARD, name = "n", observe = |event| note("mine", event), on_give_up = |_| ())]
    fn two_replaced(script: &Script<'_>) -> Result<u32, DbError> {
        script.next()
    }
    let _ = two_replaced(&Script::of(BUSY));
    assert_eq!(told(), ["mine n 1 None", "before n 1 None", "mine n 2 Some(MaxAttempts)"]);

    #[retry(with = HEARD, name = "n", before_retry = |event| note("mine", event), on_recovered = |event| note("mine", event))]
    fn the_other_two(script: &Script<'_>) -> Result<u32, DbError> {
        script.next()
    }
    let _ = the_other_two(&Script::of(&[Err(DbError::Busy), Ok(1)]));
    let mut heard = told();
    heard.sort();
    assert_eq!(heard, ["all n 1 None", "all n 2 None", "mine n 1 None", "mine n 2 None"]);
}

#[test]
fn without_a_name_it_has_that_of_the_function() {
    static NAMELESS: Profile<DbError> =
        Profile::new(Policy::immediate()).on(DbError::is_transient).on_give_up(|event| note("end", event));
    #[retry(with = NAMELESS)]
    fn fail() -> Result<u32, DbError> {
        Err(DbError::Wrong)
    }
    let _ = fail();
    assert_eq!(told(), ["end profile::fail 1 Some(Permanent)"]);
    let _ = NAMELESS.call(|| Err::<(), _>(DbError::Wrong));
    assert_eq!(told(), ["end retry 1 Some(Permanent)"]);
}

#[test]
fn calls_share_its_budget() {
    static THREE: Budget = Budget::new().min_tokens(3);
    static LENT: Profile<DbError> = Profile::new(Policy::immediate().max_attempts(9))
        .on(DbError::is_transient)
        .budget(&THREE)
        .observe(|event| note("", event));
    #[retry(with = LENT, name = "f")]
    fn fail(script: &Script<'_>) -> Result<u32, DbError> {
        script.next()
    }
    let script = Script::of(BUSY);
    let _ = (LENT.call(|| script.next()), told());
    assert_eq!(script.calls.get(), 4);
    let script = Script::of(BUSY);
    let _ = fail(&script);
    assert_eq!((script.calls.get(), told()), (1, vec![" f 1 Some(Budget)".to_owned()]));

    static OTHER: Budget = Budget::new().min_tokens(1);
    #[retry(with = LENT, budget = OTHER)]
    fn of_another(script: &Script<'_>) -> Result<u32, DbError> {
        script.next()
    }
    let script = Script::of(BUSY);
    let _ = of_another(&script);
    assert_eq!(script.calls.get(), 2);

    // A success earns a tenth of a token.
    let tokens = || THREE.balance(retry_runtime::now());
    let before = tokens();
    for _ in 0..10 {
        assert_eq!(fail(&Script::of(&[Ok(1)])), Ok(1));
    }
    assert!((tokens() - before - 1.0).abs() < 0.01, "{} {before}", tokens());
}

#[test]
fn a_share_of_a_budget_leaves_tokens_to_others() {
    static FOUR: Budget = Budget::new().min_tokens(4);
    static BEST_EFFORT: Profile<DbError> =
        Profile::new(Policy::immediate().max_attempts(9)).on(DbError::is_transient).budget_share(FOUR.best_effort());
    let script = Script::of(BUSY);
    let _ = BEST_EFFORT.call(|| script.next());
    assert_eq!(script.calls.get(), 4);
}

#[test]
fn a_predicate_may_answer_with_a_verdict() {
    fn judge(error: &DbError) -> Verdict {
        match error {
            DbError::Busy => Verdict::RetryAfter(5 * SECOND),
            DbError::Wrong => Verdict::Permanent,
        }
    }
    static HINTED: Profile<DbError, Verdict> = Profile::new(PATIENT).on(judge);
    let waits = RefCell::new(Vec::new());
    #[retry(with = HINTED, sleep = |delay| waits.borrow_mut().push(delay))]
    fn fail(waits: &RefCell<Vec<Duration>>) -> Result<u32, DbError> {
        Err(DbError::Busy)
    }
    let _ = fail(&waits);
    assert_eq!(waits.into_inner(), [5 * SECOND; 2]);
}

#[test]
fn an_error_type_that_is_classify_needs_no_predicate() {
    use std::io::{Error, ErrorKind};
    static FILES: Profile<Error> = Profile::new(Policy::immediate().max_attempts(2)).name("files");
    #[retry(with = FILES)]
    fn read(calls: &Cell<u32>, kind: ErrorKind) -> Result<(), Error> {
        calls.set(calls.get() + 1);
        Err(kind.into())
    }
    for (kind, expected) in [(ErrorKind::TimedOut, 2), (ErrorKind::NotFound, 1)] {
        let calls = Cell::new(0);
        assert!(read(&calls, kind).is_err());
        assert!(
            FILES
                .call(|| {
                    calls.set(calls.get() + 1);
                    Err::<(), Error>(kind.into())
                })
                .is_err()
        );
        assert_eq!(calls.get(), 2 * expected);
    }
}

struct Client {
    retries: Profile<DbError>,
    calls: usize,
}

fn made(attempts: u32) -> Profile<DbError> {
    Profile::new(Policy::immediate().max_attempts(attempts)).on(DbError::is_transient)
}

impl Client {
    #[retry(with = self.retries)]
    fn get(&mut self) -> Result<u32, DbError> {
        // The call borrows nothing from where the profile lies.
        self.retries = made(9);
        self.calls += 1;
        Err(DbError::Busy)
    }

    #[retry(with = self.retries, max_attempts = 2)]
    async fn get_async(&mut self) -> Result<u32, DbError> {
        self.calls += 1;
        Err(DbError::Busy)
    }
}

#[tokio::test]
async fn it_can_be_a_field_an_argument_or_the_result_of_a_function() {
    let mut client = Client { retries: made(3), calls: 0 };
    assert!(client.get().is_err());
    assert_eq!(client.calls, 3);
    assert!(client.get_async().await.is_err());
    assert_eq!(client.calls, 5);

    #[retry(with = profile)]
    fn by_argument(profile: &Profile<DbError>, calls: &Cell<u32>) -> Result<(), DbError> {
        calls.set(calls.get() + 1);
        Err(DbError::Busy)
    }
    #[retry(with = shared)]
    fn by_pointer(shared: &Arc<Profile<DbError>>, calls: &Cell<u32>) -> Result<(), DbError> {
        calls.set(calls.get() + 1);
        Err(DbError::Busy)
    }
    #[retry(with = made(attempts))]
    fn by_function(attempts: u32, calls: &Cell<u32>) -> Result<(), DbError> {
        calls.set(calls.get() + 1);
        Err(DbError::Busy)
    }
    static LATER: LazyLock<Profile<DbError>> = LazyLock::new(|| made(4));
    #[retry(with = LATER)]
    fn by_lazy_static(calls: &Cell<u32>) -> Result<(), DbError> {
        calls.set(calls.get() + 1);
        Err(DbError::Busy)
    }
    const CONSTANT: Profile<DbError> = Profile::new(Policy::immediate().max_attempts(5)).on(DbError::is_transient);
    #[retry(with = CONSTANT)]
    fn by_constant(calls: &Cell<u32>) -> Result<(), DbError> {
        calls.set(calls.get() + 1);
        Err(DbError::Busy)
    }
    let calls = Cell::new(0);
    assert!(by_argument(&made(2), &calls).is_err());
    assert_eq!(calls.take(), 2);
    assert!(by_pointer(&Arc::new(made(3)), &calls).is_err());
    assert_eq!(calls.take(), 3);
    assert!(by_function(6, &calls).is_err());
    assert_eq!(calls.take(), 6);
    assert!(by_lazy_static(&calls).is_err());
    assert_eq!(calls.take(), 4);
    assert!(by_constant(&calls).is_err());
    assert_eq!(calls.take(), 5);
}

#[test]
fn futures_that_follow_a_profile_can_be_spawned() {
    fn spawnable<T: Send + 'static>(_: T) {}
    #[retry(with = DB)]
    async fn fetch() -> Result<u32, DbError> {
        Err(DbError::Busy)
    }
    spawnable(fetch());
    spawnable({
        let made_here = made(3);
        made_here.call_async(async || Err::<u32, _>(DbError::Busy))
    });
}

#[test]
fn without_an_end_of_its_own_it_keeps_its_limit() {
    #[retry(with = made(3), max_attempts = unlimited)]
    fn fail(calls: &Cell<u32>) -> Result<(), DbError> {
        calls.set(calls.get() + 1);
        Err(DbError::Busy)
    }
    let calls = Cell::new(0);
    assert!(fail(&calls).is_err());
    assert_eq!(calls.get(), 3);

    // A budget is an end.
    static TWO: Budget = Budget::new().min_tokens(2);
    static SHARED: Profile<DbError> =
        Profile::new(Policy::immediate().max_attempts(2)).on(DbError::is_transient).budget(&TWO);
    #[retry(with = SHARED, max_attempts = unlimited)]
    fn shared(calls: &Cell<u32>) -> Result<(), DbError> {
        calls.set(calls.get() + 1);
        Err(DbError::Busy)
    }
    let calls = Cell::new(0);
    assert!(shared(&calls).is_err());
    assert_eq!(calls.get(), 3);
}

#[test]
fn overrides_that_contradict_it_are_clamped() {
    static SHORT: Profile<DbError> =
        Profile::new(Policy::exponential(SECOND).max_delay(Duration::from_secs(2))).on(DbError::is_transient);
    let waits = RefCell::new(Vec::new());
    #[retry(with = SHORT, exponential(initial = 5s), sleep = |delay| waits.borrow_mut().push(delay))]
    fn fail(waits: &RefCell<Vec<Duration>>) -> Result<u32, DbError> {
        Err(DbError::Busy)
    }
    let _ = fail(&waits);
    assert_eq!(waits.into_inner(), [2 * SECOND; 3]);
}

#[test]
fn it_goes_together_with_the_other_keys() {
    #[retry(with = DB, sleep = |_| (), attempt = attempt, clone(text), fallback = |error, end| { assert_eq!(error, DbError::Busy); Ok(end.attempts()) })]
    fn fetch(text: String) -> Result<u32, DbError> {
        drop(text);
        assert_eq!(attempt.waited(), SECOND * (attempt.number() - 1));
        Err(DbError::Busy)
    }
    assert_eq!(fetch(String::new()), Ok(3));
    told();
}

#[test]
fn what_it_says_can_be_read() {
    assert_eq!((DB.get_name(), DB.get_policy()), (Some("db"), &PATIENT));
    assert!(DB.get_budget().is_none());
    let shown = format!("{DB:?}");
    assert!(shown.contains("db") && shown.contains("Policy"), "{shown}");
    let copy = DB.policy(Policy::INTERNAL).name("other");
    assert_eq!((copy.get_name(), copy.get_policy()), (Some("other"), &Policy::INTERNAL));
}

#[test]
fn an_option_has_no_error() {
    static NOTHING: Profile<()> = Profile::new(Policy::immediate()).observe(|event| {
        assert_ne!(event.kind(), EventKind::Recovered);
        assert_ne!(event.reason(), Some(StopReason::Permanent));
    });
    #[retry(with = NOTHING, max_attempts = 2)]
    fn none(calls: &Cell<u32>) -> Option<u8> {
        calls.set(calls.get() + 1);
        None
    }
    let calls = Cell::new(0);
    assert_eq!(none(&calls), None);
    assert_eq!(calls.get(), 2);
}

#[tokio::test(start_paused = true)]
async fn values_computed_at_each_call_replace_parts_of_it() {
    const CAP: Duration = Duration::from_secs(5);
    #[retry(with = DB, max_attempts = (attempts), max_delay = CAP, fixed = (delay), name = (name))]
    async fn fetch(attempts: u32, delay: Duration, name: &str) -> Result<u32, DbError> {
        Err(DbError::Busy)
    }
    let begun = tokio::time::Instant::now();
    assert!(fetch(2, 3 * SECOND, "computed").await.is_err());
    assert_eq!(begun.elapsed(), 3 * SECOND);
    assert_eq!(told(), ["all computed 1 None", "all computed 2 Some(MaxAttempts)"]);
}
