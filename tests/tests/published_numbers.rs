//! Numbers that others published, in every front end that applies.

use std::io::ErrorKind;
use std::net::ToSocketAddrs;
use std::time::Duration;

use axum::http::StatusCode;
use retry_runtime::{Attempts, Classify, Decision, Jitter, Policy, PolicyError, Retry, StopReason, Verdict, retry};
use retry_tests::front_ends::{Failure, Forced, Script};
use retry_tests::vectors::{Vectors, all_seconds, id, seconds};
use serde_json::Value;

const SECOND: Duration = Duration::from_secs(1);

fn always_fails(_: u32) -> Result<(), Failure> {
    Err(Failure(Verdict::Transient))
}

/// A call that fails until the policy ends, with that many retries.
fn failing(policy: Policy, retries: usize) -> Script {
    let policy = policy.max_attempts(u32::try_from(retries).unwrap() + 1);
    Script { policy, attempt_takes: Duration::ZERO, answers: always_fails }
}

/// Our range of a jitter of that width as they have it: at the cap theirs is cut, and ours moves down to keep its width.
fn jittered_at(cap: Duration, width: Duration, range: [Duration; 2]) -> [Duration; 2] {
    if range == [cap - width, cap] { [cap, cap] } else { range }
}

/// Equal to the nanosecond, give or take the rounding of the published decimal fractions.
fn assert_close(measured: &[Duration], published: &[Duration], case: &str) {
    assert_eq!(measured.len(), published.len(), "{case}");
    for (one, other) in measured.iter().zip(published) {
        assert!(one.abs_diff(*other) <= Duration::from_nanos(1), "{case}: {measured:?}, published {published:?}");
    }
}

/// `waits_by_n`: only some of the waits are published.
fn assert_waits_by_n(policy: Policy, waits: &Value, case: &str) {
    for (n, wait) in waits.as_object().unwrap() {
        let n: usize = n.parse().unwrap();
        let measured = failing(policy, n).through_attempts(Forced(0)).sleeps;
        assert_close(&measured[n - 1..], &[seconds(wait)], case);
    }
}

/// What the error types say of a failure that is named in words.
fn verdict_of(failure: &str) -> Verdict {
    let io = |kind: ErrorKind| std::io::Error::from(kind).classify();
    let status = |code: &str| StatusCode::from_bytes(code.as_bytes()).unwrap().classify();
    match failure {
        "connection timeout" | "network timeout" => io(ErrorKind::TimedOut),
        "database connection error" => io(ErrorKind::ConnectionRefused),
        "DNS resolution failure" => ("name.invalid", 80).to_socket_addrs().unwrap_err().classify(),
        "validation error" => io(ErrorKind::InvalidInput),
        "rate limiting" => status("429"),
        "invalid credentials" => status("401"),
        "misconfigured endpoint" => status("404"),
        "malformed request" => status("400"),
        code => status(code.strip_prefix("HTTP ").unwrap()),
    }
}

#[tokio::test(start_paused = true)]
async fn seeds_mission() {
    let mut vectors = Vectors::read(
        "seeds_mission.json",
        &[
            (
                "seed.jitter.cap60",
                "both published orders break a promise of ours: cut after, the jitter is lost at the cap; \
                before, the cap is broken. Ours is [c/2, c] there, tested by the bounds",
            ),
            ("seed.metrics", "names four metrics, no numbers"),
        ],
    );

    for name in ["seed.classify", "seed.classify2"] {
        let case = vectors.case(name);
        for (key, verdict) in [("retry", Verdict::Transient), ("do_not_retry", Verdict::Permanent)] {
            for failure in case["expected"][key].as_array().unwrap() {
                assert_eq!(verdict_of(failure.as_str().unwrap()), verdict, "{failure}");
            }
        }
    }

    let case = vectors.case("seed.fixed");
    let policy = Policy::fixed(seconds(&case["inputs"]["interval_s"]));
    assert_eq!(failing(policy, 3).through_all().await.sleeps, all_seconds(&case["expected"]["waits_s"]));

    for name in ["seed.expo", "seed.expo4"] {
        let case = vectors.case(name);
        let policy =
            Policy::exponential(seconds(&case["inputs"]["base_s"])).factor(case["inputs"]["factor"].as_f64().unwrap());
        assert_eq!(failing(policy, 4).through_all().await.sleeps, all_seconds(&case["expected"]["waits_s"]));
    }

    let case = vectors.case("seed.jitter.ranges");
    let script = failing(Policy::exponential(SECOND).jitter(Jitter::Additive), 3);
    let ranges: Vec<Vec<Duration>> = case["expected"]["ranges_s"].as_array().unwrap().iter().map(all_seconds).collect();
    let traces = [
        script.through_attempts(Forced(0)),
        script.through_attempts(Forced(u64::MAX)),
        script.through_retry_call(),
        script.through_attribute(),
        script.through_retry_call_async().await,
        script.through_attribute_async().await,
    ];
    for trace in traces {
        for (sleep, range) in trace.sleeps.iter().zip(&ranges) {
            // tokio's timer rounds up to the next millisecond.
            assert!((range[0]..=range[1] + Duration::from_millis(2)).contains(sleep), "{sleep:?} in {range:?}");
        }
        assert_eq!(trace.sleeps.len(), 3);
    }

    for name in ["seed.jitter.u0", "seed.jitter.u0.25", "seed.jitter.u0.5", "seed.jitter.u0.75", "seed.jitter.u1"] {
        let case = vectors.case(name);
        let script = failing(Policy::exponential(SECOND).jitter(Jitter::Additive), 4);
        let trace = script.through_attempts(Forced::share(case["inputs"]["u"].as_f64().unwrap()));
        assert_close(&trace.sleeps, &all_seconds(&case["expected"]["waits_s"]), name);
    }

    let case = vectors.case("seed.claim.retry10");
    let uncapped = Policy::exponential(SECOND).max_delay(Duration::MAX);
    let sleeps = failing(uncapped, 11).through_all().await.sleeps;
    assert_eq!(sleeps[9], seconds(&case["expected"]["wait_before_retry_10_s"]));
    assert_eq!(sleeps[10], seconds(&case["expected"]["wait_before_retry_11_s"]));
    assert_eq!(sleeps[..10].iter().sum::<Duration>(), seconds(&case["expected"]["sum_of_waits_1_to_10_s"]));

    let case = vectors.case("seed.claim.retry20");
    for (cap, sum) in [(Duration::MAX, "sum_uncapped_s"), (60 * SECOND, "sum_cap60_s"), (300 * SECOND, "sum_cap300_s")]
    {
        let policy = Policy::exponential(SECOND).max_delay(cap);
        let script = failing(policy, 20);
        let published = seconds(&case["expected"][sum]);
        assert_eq!(script.through_all().await.sleeps.iter().sum::<Duration>(), published);
        assert_eq!(script.policy.max_wait(), Some(published));
    }

    let case = vectors.case("seed.budget");
    let retries = Policy::default().schedule().count() as u64;
    let typical = case["expected"]["max_retries_typical"].as_array().unwrap();
    assert!((typical[0].as_u64().unwrap()..=typical[1].as_u64().unwrap()).contains(&retries));
    let default_cap = failing(Policy::exponential(SECOND), 9).through_attempts(Forced(0)).sleeps[8];
    assert_eq!(default_cap, seconds(&case["expected"]["backoff_cap_example_s"]));

    let case = vectors.case("seed.flow");
    assert_eq!(case["expected"]["order"].as_array().unwrap().len(), 5);
    let policy = Policy::fixed(SECOND).max_attempts(2).max_retry_after(5 * SECOND);
    let decide = |failures: &[Verdict]| {
        let mut attempts = Attempts::start(&policy, Duration::ZERO);
        failures.iter().map(|verdict| attempts.failed(*verdict, Duration::ZERO, &mut Forced(0))).last().unwrap()
    };
    let hint = Verdict::RetryAfter(3 * SECOND);
    assert_eq!(decide(&[Verdict::Transient, Verdict::Permanent]), Decision::Stop(StopReason::Permanent), "1 before 2");
    assert_eq!(decide(&[hint, hint]), Decision::Stop(StopReason::MaxAttempts), "2 before 3");
    assert_eq!(decide(&[hint]), Decision::Retry { after: 3 * SECOND }, "3 before 4");
    assert_eq!(decide(&[Verdict::Transient]), Decision::Retry { after: SECOND }, "4");
    vectors.finish();
}

#[tokio::test(start_paused = true)]
async fn tenacity_waits() {
    const NO_MINIMUM: &str = "no policy has a minimum wait: a larger `initial` says the same without a flat start";
    const NO_SUMS: &str = "backoffs are not added up";
    let mut vectors = Vectors::read(
        "tenacity_waits.json",
        &[
            ("tenacity.wait.expo.min20", NO_MINIMUM),
            ("tenacity.wait.expo.min20x2", NO_MINIMUM),
            ("tenacity.wait.expo.min10max100", NO_MINIMUM),
            ("tenacity.wait.expo.ratio_underflow", "neither 10³⁰⁰ s nor 10⁻¹⁰⁰ s is a `Duration`"),
            ("tenacity.wait.combine", NO_SUMS),
            ("tenacity.wait.sum3", NO_SUMS),
            ("tenacity.wait.sum.positional", NO_SUMS),
            ("tenacity.wait.exec.wait_fixed(5)+wait_exponential(max=4)", NO_SUMS),
            ("tenacity.wait.full_jitter.min5", NO_MINIMUM),
            ("tenacity.wait.expo_jitter.min5", NO_MINIMUM),
            ("tenacity.wait.expo_jitter.conflict", "there are not two names for the first delay that could conflict"),
            ("tenacity.wait.func", "a delay is no function of the elapsed time"),
            (
                "tenacity.wait.exec.wait_incrementing(start=5,increment=-2)",
                "an increment is a `Duration`, never negative",
            ),
            ("tenacity.wait.exec.u0.0.wait_random_exponential(multiplier=1,max=10,min=2)", NO_MINIMUM),
            ("tenacity.wait.exec.u0.25.wait_random_exponential(multiplier=1,max=10,min=2)", NO_MINIMUM),
            ("tenacity.wait.exec.u0.5.wait_random_exponential(multiplier=1,max=10,min=2)", NO_MINIMUM),
            ("tenacity.wait.exec.u0.75.wait_random_exponential(multiplier=1,max=10,min=2)", NO_MINIMUM),
            ("tenacity.wait.exec.u1.0.wait_random_exponential(multiplier=1,max=10,min=2)", NO_MINIMUM),
            ("tenacity.wait.exec.u0.0.wait_exponential_jitter(multiplier=1,max=60,jitter=1,min=5)", NO_MINIMUM),
            ("tenacity.wait.exec.u0.25.wait_exponential_jitter(multiplier=1,max=60,jitter=1,min=5)", NO_MINIMUM),
            ("tenacity.wait.exec.u0.5.wait_exponential_jitter(multiplier=1,max=60,jitter=1,min=5)", NO_MINIMUM),
            ("tenacity.wait.exec.u0.75.wait_exponential_jitter(multiplier=1,max=60,jitter=1,min=5)", NO_MINIMUM),
            ("tenacity.wait.exec.u1.0.wait_exponential_jitter(multiplier=1,max=60,jitter=1,min=5)", NO_MINIMUM),
        ],
    );

    let case = vectors.case("tenacity.wait.none");
    let sleeps = failing(Policy::immediate(), 18).through_all().await.sleeps;
    assert_eq!(sleeps[17], seconds(&case["expected"]["wait"]));

    let case = vectors.case("tenacity.wait.fixed");
    let sleeps = failing(Policy::fixed(seconds(&case["inputs"]["wait"])), 12).through_all().await.sleeps;
    assert_eq!(sleeps[11], seconds(&case["expected"]["wait"]));

    let case = vectors.case("tenacity.wait.incrementing");
    let policy = Policy::linear(seconds(&case["inputs"]["start"]), seconds(&case["inputs"]["increment"]));
    let policy = policy.max_delay(Duration::MAX);
    assert_waits_by_n(policy, &case["expected"]["waits_by_n"], id(&case));
    failing(policy, 3).through_all().await;

    for (name, policy) in [
        ("tenacity.wait.expo", Policy::exponential(SECOND).max_delay(Duration::MAX)),
        ("tenacity.wait.expo.max40", Policy::exponential(SECOND).max_delay(40 * SECOND)),
        ("tenacity.wait.expo.max50", Policy::exponential(SECOND).max_delay(50 * SECOND)),
        ("tenacity.wait.expo_jitter.x10", Policy::exponential(10 * SECOND).max_delay(60 * SECOND)),
    ] {
        let case = vectors.case(name);
        assert_waits_by_n(policy, &case["expected"]["waits_by_n"], name);
        failing(policy, 8).through_all().await;
    }

    let case = vectors.case("tenacity.wait.expo.nopow");
    let policy = Policy::exponential(SECOND).max_delay(40 * SECOND);
    assert_eq!(failing(policy, 50).through_all().await.sleeps[49], seconds(&case["expected"]["wait"]));

    let case = vectors.case("tenacity.wait.exception");
    for (kind, hint) in [("ValueError", 3.5), ("KeyError", 10.0)] {
        assert_eq!(case["expected"][kind].as_f64(), Some(hint));
    }
    let script = Script {
        policy: Policy::fixed(SECOND).max_attempts(3),
        attempt_takes: Duration::ZERO,
        answers: |n| Err(Failure(Verdict::RetryAfter(Duration::from_secs_f64(if n == 1 { 3.5 } else { 10.0 })))),
    };
    assert_eq!(script.through_all().await.sleeps, [Duration::from_millis(3500), 10 * SECOND]);

    const CHAIN: &[Duration] =
        &[SECOND, SECOND, Duration::from_secs(4), Duration::from_secs(4), Duration::from_secs(8)];
    for name in ["tenacity.wait.chain", "tenacity.wait.exec.wait_chain(1,1,4,4,8)"] {
        let case = vectors.case(name);
        let sleeps = failing(Policy::delays(CHAIN), 10).through_all().await.sleeps;
        assert_eq!(sleeps, all_seconds(&case["expected"]["waits"]));
    }
    const STEPS: &[Duration] = &[SECOND, Duration::from_secs(2), Duration::from_secs(3)];
    let case = vectors.case("tenacity.wait.chain.multi");
    let script = failing(Policy::delays(STEPS), 4);
    for _ in 0..2 {
        assert_eq!(script.through_all().await.sleeps, all_seconds(&case["expected"]["sleeps"]));
    }
    vectors.case("tenacity.wait.chain.empty");
    assert_eq!(Policy::delays(&[]).check(), Err(PolicyError::NoDelays));

    for name in ["tenacity.wait.full_jitter.ranges", "tenacity.wait.full_jitter.max5"] {
        let case = vectors.case(name);
        let inputs = &case["inputs"];
        let policy = Policy::exponential(seconds(&inputs["multiplier"])).max_delay(seconds(&inputs["max"]));
        let script = failing(policy.jitter(Jitter::Full), 9);
        let (low, high) = (script.through_attempts(Forced(0)).sleeps, script.through_attempts(Forced(u64::MAX)).sleeps);
        let ranges = match &case["expected"]["inclusive_ranges_by_n"] {
            Value::Object(ranges) => ranges.iter().map(|(n, range)| (n.parse().unwrap(), all_seconds(range))).collect(),
            _ => vec![(1, all_seconds(&case["expected"]["inclusive_range"]))],
        };
        for (n, range) in ranges {
            let n: usize = n;
            assert_eq!([low[n - 1], high[n - 1]], range[..], "{name}, retry {n}");
        }
    }

    let case = vectors.case("tenacity.wait.full_jitter.means");
    let inputs = &case["inputs"];
    let policy = Policy::exponential(seconds(&inputs["multiplier"])).max_delay(seconds(&inputs["max"]));
    let policy = policy.jitter(Jitter::Full).max_attempts(10);
    let samples = u32::try_from(inputs["samples_per_n"].as_u64().unwrap()).unwrap();
    let mut sums = [Duration::ZERO; 9];
    for _ in 0..samples {
        let mut attempts = Attempts::start(&policy, Duration::ZERO);
        for sum in &mut sums {
            let decision = attempts.failed(Verdict::Transient, Duration::ZERO, &mut retry_runtime::rng());
            let Decision::Retry { after } = decision else { panic!("{decision:?}") };
            *sum += after;
        }
    }
    for (n, mean) in case["expected"]["mean_by_n"].as_object().unwrap() {
        let (target, epsilon) = (mean[0].as_f64().unwrap(), mean[1].as_f64().unwrap());
        let measured = sums[n.parse::<usize>().unwrap() - 1].as_secs_f64() / f64::from(samples);
        assert!((measured - target).abs() <= epsilon, "retry {n}: mean {measured}, published {target} ± {epsilon}");
    }

    let case = vectors.case("tenacity.wait.expo_jitter.init_gt_max");
    let policy = Policy::exponential(seconds(&case["inputs"]["initial"])).max_delay(seconds(&case["inputs"]["max"]));
    assert_eq!(failing(policy, 1).through_all().await.sleeps, [seconds(&case["expected"]["wait"])]);

    let case = vectors.case("tenacity.wait.falsy");
    let script = Script {
        policy: Policy::immediate().max_attempts(3),
        attempt_takes: Duration::ZERO,
        answers: |n| if n == 1 { always_fails(n) } else { Ok(()) },
    };
    assert_eq!(script.through_all().await.succeeded, case["expected"]["result"] == "ok");

    for (name, policy) in [
        ("wait_exponential(multiplier=1,exp_base=2)", Policy::exponential(SECOND).max_delay(Duration::MAX)),
        ("wait_exponential(multiplier=0.1,max=5)", Policy::exponential(SECOND / 10).max_delay(5 * SECOND)),
        (
            "wait_exponential(multiplier=1,exp_base=3,max=100)",
            Policy::exponential(SECOND).factor(3.0).max_delay(100 * SECOND),
        ),
        (
            "wait_exponential(multiplier=1,exp_base=1.5,max=60)",
            Policy::exponential(SECOND).factor(1.5).max_delay(60 * SECOND),
        ),
        ("wait_incrementing(start=1,increment=2,max=8)", Policy::linear(SECOND, 2 * SECOND).max_delay(8 * SECOND)),
    ] {
        let case = vectors.case(&format!("tenacity.wait.exec.{name}"));
        let published = all_seconds(&case["expected"]["waits"]);
        assert_close(&failing(policy, published.len()).through_all().await.sleeps, &published, name);
    }

    for (name, policy) in [
        ("tenacity.wait.random", Policy::random(SECOND, 20 * SECOND)),
        ("tenacity.wait.random.nomin", Policy::random(Duration::ZERO, 2 * SECOND)),
    ] {
        let case = vectors.case(name);
        let range = [0, u64::MAX].map(|draw| failing(policy, 1).through_attempts(Forced(draw)).sleeps[0]);
        assert_eq!(range[..], all_seconds(&case["expected"]["range"]), "{name}");
    }

    // Up to a second on top, until the cap.
    let case = vectors.case("tenacity.wait.expo_jitter");
    let policy = Policy::exponential(SECOND).max_delay(60 * SECOND).jitter(Jitter::UpTo(SECOND));
    let ranges = [0, u64::MAX].map(|draw| failing(policy, 9).through_attempts(Forced(draw)).sleeps);
    for (n, range) in case["expected"]["inclusive_ranges_by_n"].as_object().unwrap() {
        let n: usize = n.parse().unwrap();
        assert_eq!(all_seconds(range), jittered_at(60 * SECOND, SECOND, [ranges[0][n - 1], ranges[1][n - 1]]), "{n}");
    }

    let forced = vectors.cases("tenacity.wait.exec.u");
    assert_eq!(forced.len(), 5 * 4, "each for five forced draws");
    for case in forced {
        let capped = |initial, factor, cap| Policy::exponential(initial).factor(factor).max_delay(cap);
        let (policy, cap) = match id(&case).split_once(".wait_").unwrap().1 {
            "random(min=1,max=20)" => (Policy::random(SECOND, 20 * SECOND), Duration::MAX),
            "random_exponential(multiplier=0.5,max=60)" => {
                (capped(SECOND / 2, 2.0, 60 * SECOND).jitter(Jitter::Full), Duration::MAX)
            }
            "exponential_jitter(multiplier=1,max=60,jitter=1)" => {
                (capped(SECOND, 2.0, 60 * SECOND).jitter(Jitter::UpTo(SECOND)), 60 * SECOND)
            }
            "exponential_jitter(multiplier=2,max=30,jitter=3,exp_base=3)" => {
                (capped(2 * SECOND, 3.0, 30 * SECOND).jitter(Jitter::UpTo(3 * SECOND)), 30 * SECOND)
            }
            other => panic!("{other}"),
        };
        let published = all_seconds(&case["expected"]["waits"]);
        let draw = Forced::share(case["inputs"]["u"].as_f64().unwrap());
        let sleeps = failing(policy, published.len()).through_attempts(draw).sleeps;
        // At the cap theirs loses its jitter, and ours keeps it.
        let below = published.iter().take_while(|wait| **wait < cap).count();
        assert!(below >= 3 || published.len() < 3);
        assert_close(&sleeps[..below], &published[..below], id(&case));
        assert!(sleeps.iter().all(|wait| *wait <= cap));
    }
    vectors.finish();
}

/// Whether a call whose attempt `attempt` failed after `elapsed` stops.
fn stops(policy: Policy, attempt: u64, elapsed: Duration) -> bool {
    let mut attempts = Attempts::start(&policy, Duration::ZERO);
    for _ in 1..attempt {
        let _ = attempts.failed(Verdict::Transient, Duration::ZERO, &mut Forced(0));
    }
    matches!(attempts.failed(Verdict::Transient, elapsed, &mut Forced(0)), Decision::Stop(_))
}

#[test]
fn tenacity_stops() {
    let mut vectors = Vectors::read(
        "tenacity_stops.json",
        &[
            (
                "tenacity.stop.delay1",
                "that limit ignores the wait to come and so overshoots; ours looks ahead, as before_delay",
            ),
            ("tenacity.stop.all", "limits are not combined by `and`: the first one reached ends the call"),
            ("tenacity.stop.func", "a limit is no function"),
        ],
    );
    let table = |case: &Value| case["expected"]["table"].as_array().unwrap().clone();

    let case = vectors.case("tenacity.stop.never");
    let elapsed = seconds(&case["inputs"]["elapsed"]);
    assert_eq!(stops(Policy::immediate().unlimited(), 3, elapsed), case["expected"]["stop"].as_bool().unwrap());

    for row in table(&vectors.case("tenacity.stop.attempt3")) {
        let attempt = row[0].as_u64().unwrap();
        assert_eq!(
            stops(Policy::immediate().max_attempts(3), attempt, Duration::ZERO),
            row[1].as_bool().unwrap(),
            "{row}"
        );
    }

    for row in table(&vectors.case("tenacity.stop.before_delay1")) {
        let (elapsed, wait) = (seconds(&row[0]), seconds(&row[1]));
        let policy = if wait.is_zero() { Policy::immediate() } else { Policy::fixed(wait) };
        let stopped = stops(policy.max_elapsed(SECOND), 2, elapsed);
        // Where they differ: a retry of ours may start exactly at the limit.
        let published = row[2].as_bool().unwrap() && elapsed + wait != SECOND;
        assert_eq!(stopped, published, "{row}");
    }

    for row in table(&vectors.case("tenacity.stop.any")) {
        let policy = Policy::immediate().max_attempts(4).max_elapsed(SECOND);
        let stopped = stops(policy, row[0].as_u64().unwrap(), seconds(&row[1]));
        assert_eq!(stopped, row[2].as_bool().unwrap(), "{row}");
    }
    vectors.finish();
}

#[tokio::test(start_paused = true)]
async fn tenacity_loops() {
    const OVERSHOOTS: &str = "stop_after_delay begins a wait that ends too late; ours does not, as stop_before_delay";
    let mut vectors = Vectors::read(
        "tenacity_loops.json",
        &[
            ("tenacity.loop.stop_after_delay(5)+wait_exponential(1), call 0s", OVERSHOOTS),
            ("tenacity.loop.stop_after_delay(10)+wait_fixed(3), call 1s", OVERSHOOTS),
            ("tenacity.loop.stop_any(attempt 10, delay 5) expo", OVERSHOOTS),
            ("tenacity.loop.stop_all(attempt 3, delay 5) expo", "limits are not combined by `and`"),
            (
                "tenacity.loop.tryagain*",
                "a verdict is given by the classification alone, there is no error that overrules it",
            ),
            ("tenacity.loop.enabled_false", "the switch belongs to policies tuned from outside"),
            ("tenacity.loop.cause_cycle", "source chains are walked by the classification of boxed errors"),
            ("tenacity.overhead", "microseconds of another language; the benchmarks measure ours"),
        ],
    );
    let expo = Policy::exponential(SECOND);
    let fixed = Policy::fixed(3 * SECOND);
    let forever = |policy: Policy| policy.unlimited();
    let third_time: fn(u32) -> Result<(), Failure> = |n| if n < 3 { always_fails(n) } else { Ok(()) };
    let permanent: fn(u32) -> Result<(), Failure> = |_| Err(Failure(Verdict::Permanent));
    for (name, policy, attempt_takes, answers) in [
        ("stop_after_attempt(4)+wait_exponential(1) always fail", expo, Duration::ZERO, always_fails as fn(u32) -> _),
        ("same, reraise=True", expo, Duration::ZERO, always_fails),
        ("stop_after_attempt(4)+wait_exponential(1) succeed on 3", expo, Duration::ZERO, third_time),
        (
            "stop_before_delay(5)+wait_exponential(1), call 0s",
            forever(expo).max_elapsed(5 * SECOND),
            Duration::ZERO,
            always_fails,
        ),
        ("stop_before_delay(10)+wait_fixed(3), call 1s", forever(fixed).max_elapsed(10 * SECOND), SECOND, always_fails),
        ("stop_after_attempt(1)", expo.max_attempts(1), Duration::ZERO, always_fails),
        ("retry_never", expo, Duration::ZERO, permanent),
    ] {
        let case = vectors.case(&format!("tenacity.loop.{name}"));
        let expected = &case["expected"];
        let trace = Script { policy, attempt_takes, answers }.through_all().await;
        assert_eq!(u64::from(trace.calls), expected["calls"].as_u64().unwrap(), "{name}");
        assert_eq!(trace.sleeps, all_seconds(&expected["sleeps_s"]), "{name}");
        assert_eq!(trace.succeeded, expected["result"][0] == "return", "{name}");
        assert_eq!(trace.took, seconds(&expected["clock_end_s"]), "{name}");
        let hooks = expected["hook_order"].as_array().unwrap().iter().filter(|hook| hook[0] == "before_sleep");
        let announced = hooks.map(|hook| (u32::try_from(hook[1].as_u64().unwrap()).unwrap(), seconds(&hook[2])));
        assert_eq!(trace.announced, announced.collect::<Vec<_>>(), "{name}");
    }

    let case = vectors.case("tenacity.loop.nested.3x4");
    let (mut by_retry, mut by_attribute) = (0, 0);
    let attempts = |most| Retry::new(Policy::immediate().max_attempts(most));
    let inner = |calls: &mut u64| {
        let count = || {
            *calls += 1;
            None::<()>
        };
        attempts(4).call(count)
    };
    attempts(3).call(|| inner(&mut by_retry));
    outer(&mut by_attribute);
    let published = case["expected"]["innermost_calls"].as_u64().unwrap();
    assert_eq!([by_retry, by_attribute], [published; 2]);

    let case = vectors.case("tenacity.loop.nested.4x3x4");
    let (mut by_retry, mut by_attribute) = (0, 0);
    attempts(4).call(|| attempts(3).call(|| inner(&mut by_retry)));
    outermost(&mut by_attribute);
    let published = case["expected"]["innermost_calls"].as_u64().unwrap();
    assert_eq!([by_retry, by_attribute], [published; 2]);
    vectors.finish();
}

#[retry(immediate, max_attempts = 4)]
fn inner(calls: &mut u64) -> Option<()> {
    *calls += 1;
    None
}

#[retry(immediate, max_attempts = 3)]
fn outer(calls: &mut u64) -> Option<()> {
    inner(calls)
}

#[retry(immediate, max_attempts = 4)]
fn outermost(calls: &mut u64) -> Option<()> {
    outer(calls)
}
