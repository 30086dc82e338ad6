//! Every interleaving of two and three threads on one budget, and the proof that the models would find a broken one.

use std::panic::{AssertUnwindSafe, catch_unwind};

use retry_models::{use_no_shard, use_shard};

/// How a budget is used for the first time.
#[derive(Clone, Copy)]
enum Use {
    Success,
    Look,
}

/// The models, for one kind of atomics. In each, a success earns a token.
macro_rules! models {
    ($kind:ident) => {
        #[allow(dead_code, reason = "not every control runs every model")]
        mod $kind {
            use std::time::Duration;

            use loom::sync::Arc;
            use loom::thread::{JoinHandle, spawn};
            use retry_models::$kind::{Budget, Permit};

            use super::{Use, use_no_shard, use_shard};

            const NOW: Duration = Duration::ZERO;

            fn budget(start: u32) -> Arc<Budget> {
                used(Budget::new().ratio(1.0).window(Duration::MAX).min_tokens(start))
            }

            /// Every counter is in use, and what they earned is spent.
            fn used(budget: Budget) -> Arc<Budget> {
                let budget = shared(budget);
                for shard in [1, 0] {
                    use_shard(shard);
                    budget.deposit();
                    assert_eq!(spend(&budget), 1);
                }
                budget
            }

            /// Nobody has used it, and all of it is made.
            fn shared(budget: Budget) -> Arc<Budget> {
                let _ = format!("{budget:#?}");
                Arc::new(budget)
            }

            fn seconds(seconds: u64) -> Duration {
                Duration::from_secs(seconds)
            }

            #[expect(clippy::float_cmp, reason = "whole tokens")]
            fn holds(budget: &Budget, now: Duration, tokens: u32) -> bool {
                budget.balance(now) == f64::from(tokens)
            }

            /// Runs on a thread of its own, which counts on this shard.
            fn with<T: 'static>(
                budget: &Arc<Budget>,
                shard: u8,
                work: impl FnOnce(&Budget) -> T + 'static,
            ) -> JoinHandle<T> {
                let budget = Arc::clone(budget);
                spawn(move || {
                    use_shard(shard);
                    work(&budget)
                })
            }

            fn spend(budget: &Budget) -> u32 {
                budget.withdraw(NOW).map(Permit::spend).is_some().into()
            }

            fn spend_leaving_half(budget: &Budget) -> u32 {
                budget.leaving(0.5).withdraw(NOW).map(Permit::spend).is_some().into()
            }

            fn cancel(budget: &Budget) -> u32 {
                drop(budget.withdraw(NOW));
                0
            }

            /// Two deposits and a look at once lose none.
            pub(crate) fn deposits(shards: [u8; 2]) {
                let budget = budget(0);
                let threads = shards.map(|shard| with(&budget, shard, Budget::deposit));
                let seen = budget.balance(NOW);
                assert!(seen <= 2.0);
                for thread in threads {
                    thread.join().unwrap();
                }
                assert!(holds(&budget, NOW, 2));
            }

            /// Each of two threads earned its own token and gets it, whatever the other does meanwhile.
            pub(crate) fn no_wrongful_refusal(shards: [u8; 2]) {
                let budget = budget(0);
                let threads = shards.map(|shard| {
                    with(&budget, shard, |budget| {
                        budget.deposit();
                        assert_eq!(spend(budget), 1, "refused in spite of a token");
                    })
                });
                for thread in threads {
                    thread.join().unwrap();
                }
                assert!(holds(&budget, NOW, 0));
            }

            /// Two want the one token.
            pub(crate) fn never_overdrawn() {
                let budget = budget(1);
                let threads = [0, 1].map(|shard| with(&budget, shard, spend));
                let spent: u32 = threads.map(|thread| thread.join().unwrap()).iter().sum();
                assert_eq!(spent, 1);
                assert!(holds(&budget, NOW, 0));
            }

            /// Two that leave half of two tokens want the same one, while a third call of the kind is cancelled.
            pub(crate) fn never_more_than_the_share() {
                let budget = budget(2);
                let cancelled = |budget: &Budget| {
                    drop(budget.leaving(0.5).withdraw(NOW));
                    spend_leaving_half(budget)
                };
                let works = [spend_leaving_half as fn(&Budget) -> u32, cancelled];
                let threads = works.map(|work| with(&budget, 0, work));
                let spent: u32 = threads.map(|thread| thread.join().unwrap()).iter().sum();
                assert!(spent <= 1, "the last token is for others");
                assert!(holds(&budget, NOW, 2 - spent));
                assert_eq!(spend(&budget), 1);
            }

            /// Start + earned - spent = balance, with one retry made and one cancelled.
            pub(crate) fn spend_and_cancel() {
                let budget = budget(1);
                let threads = [spend as fn(&Budget) -> u32, cancel].map(|work| with(&budget, 0, work));
                let spent: u32 = threads.map(|thread| thread.join().unwrap()).iter().sum();
                assert!(holds(&budget, NOW, 1 - spent));
            }

            /// The same while a third thread earns.
            pub(crate) fn deposit_spend_and_cancel() {
                let budget = budget(1);
                let depositor = with(&budget, 1, Budget::deposit);
                let threads = [spend as fn(&Budget) -> u32, cancel].map(|work| with(&budget, 0, work));
                let spent: u32 = threads.map(|thread| thread.join().unwrap()).iter().sum();
                depositor.join().unwrap();
                assert!(holds(&budget, NOW, 2 - spent));
            }

            /// Who comes after the give-back of another thread finds the token.
            pub(crate) fn given_back_elsewhere() {
                let budget = budget(1);
                let cancelled = with(&budget, 0, cancel);
                let rival = with(&budget, 1, spend);
                cancelled.join().unwrap();
                let spent = rival.join().unwrap();
                assert_eq!(spent + spend(&budget), 1);
            }

            /// While one thread gives back and another earns, nobody sees more than the capacity.
            pub(crate) fn never_overfull() {
                let budget = used(Budget::new().ratio(1.0).window(Duration::ZERO).min_tokens(1));
                budget.deposit();
                let depositor = with(&budget, 0, Budget::deposit);
                let cancelled = with(&budget, 1, cancel);
                let observer = with(&budget, 1, |budget| budget.balance(NOW));
                assert!(observer.join().unwrap() <= 1.0, "more than it holds");
                depositor.join().unwrap();
                cancelled.join().unwrap();
                assert!(holds(&budget, NOW, 1));
            }

            /// Two threads measure a traffic that has grown since; neither lets tokens overflow that fit.
            pub(crate) fn the_loser_of_a_measurement_forfeits_nothing() {
                let budget = shared(Budget::new().ratio(1.0).min_tokens(0));
                assert!(holds(&budget, seconds(0), 0));
                assert!(holds(&budget, seconds(4), 0), "a measured window without traffic");
                (0..3).for_each(|_| budget.deposit());
                // Three in a second, weighted one to four with none before: 3 * 4 / 5.
                let threads = [0, 1].map(|shard| with(&budget, shard, move |budget| budget.balance(seconds(5))));
                for seen in threads.map(|thread| thread.join().unwrap()) {
                    assert!((seen - 2.4).abs() < 1e-5, "{seen}");
                }
            }

            /// A period is read while the two after it are written, and is never half of one and half of another.
            pub(crate) fn periods_are_whole() {
                let budget = shared(Budget::new().ratio(10.0).min_tokens(0));
                let _ = budget.balance(seconds(0));
                (0..4).for_each(|_| budget.deposit());
                // A success a second, so that any two seconds tell of the same traffic: four a window.
                for second in 4..6 {
                    let _ = budget.balance(seconds(second));
                    budget.deposit();
                }
                assert!((budget.balance(seconds(6)) - 4.0).abs() < 1e-5);
                let writer = with(&budget, 0, move |budget| {
                    for second in 7..9 {
                        budget.deposit();
                        let _ = budget.balance(seconds(second));
                    }
                });
                // Too soon for a period of its own. At most five successes in a window; half of one period and half of
                // another would make six of them.
                let reader = with(&budget, 1, |budget| budget.balance(Duration::from_millis(6_999)));
                let seen = reader.join().unwrap();
                assert!(seen < 5.01, "{seen}");
                writer.join().unwrap();
            }

            /// Of two first uses on threads that have no counter yet, and of a success after them, nothing is lost, and the
            /// measurement begins once.
            pub(crate) fn first_uses(uses: [Use; 2]) {
                let budget = shared(Budget::new().ratio(10.0).min_tokens(0));
                let threads = uses.map(|first_use| {
                    let budget = Arc::clone(&budget);
                    spawn(move || {
                        use_no_shard();
                        match first_use {
                            Use::Success => budget.deposit(),
                            Use::Look => assert!(budget.balance(NOW) <= 1.0),
                        }
                    })
                });
                for thread in threads {
                    thread.join().unwrap();
                }
                budget.deposit();
                let successes = 1 + uses.iter().filter(|first_use| matches!(first_use, Use::Success)).count();
                let successes = u32::try_from(successes).unwrap();
                assert!(holds(&budget, NOW, successes), "all of a window");
                assert!(holds(&budget, seconds(u64::from(successes) * 4), 1), "in so many windows");
            }
        }
    };
}

models!(sound);
models!(torn);
models!(stingy);
models!(unordered);

/// Whether loom finds an interleaving in which the model fails.
fn fails(model: impl Fn() + Sync + Send + 'static) -> bool {
    catch_unwind(AssertUnwindSafe(|| loom::model(model))).is_err()
}

#[test]
fn deposits_are_not_lost() {
    loom::model(|| sound::deposits([0, 0]));
    loom::model(|| sound::deposits([0, 1]));
    assert!(fails(|| torn::deposits([0, 0])));
}

#[test]
fn who_earned_a_token_gets_it() {
    loom::model(|| sound::no_wrongful_refusal([0, 0]));
    loom::model(|| sound::no_wrongful_refusal([0, 1]));
    assert!(fails(|| torn::no_wrongful_refusal([0, 0])));
    assert!(fails(|| unordered::no_wrongful_refusal([0, 1])));
}

#[test]
fn one_token_is_one_retry() {
    loom::model(sound::never_overdrawn);
    assert!(fails(torn::never_overdrawn));
}

#[test]
fn a_share_is_left() {
    loom::model(sound::never_more_than_the_share);
    assert!(fails(torn::never_more_than_the_share));
    assert!(fails(stingy::never_more_than_the_share));
}

#[test]
fn the_ledger_is_exact() {
    loom::model(sound::spend_and_cancel);
    assert!(fails(torn::spend_and_cancel));
    assert!(fails(stingy::spend_and_cancel));
}

#[test]
fn the_ledger_of_three_threads_is_exact() {
    loom::model(sound::deposit_spend_and_cancel);
    assert!(fails(torn::deposit_spend_and_cancel));
    assert!(fails(stingy::deposit_spend_and_cancel));
}

#[test]
fn what_is_given_back_is_there() {
    loom::model(sound::given_back_elsewhere);
    assert!(fails(torn::given_back_elsewhere));
    assert!(fails(stingy::given_back_elsewhere));
}

#[test]
fn never_more_than_the_capacity() {
    loom::model(sound::never_overfull);
    assert!(fails(stingy::never_overfull));
}

#[test]
fn a_first_use_is_counted_like_any_other() {
    loom::model(|| sound::first_uses([Use::Success, Use::Success]));
    loom::model(|| sound::first_uses([Use::Success, Use::Look]));
    loom::model(|| sound::first_uses([Use::Look, Use::Look]));
    assert!(fails(|| torn::first_uses([Use::Success, Use::Success])));
}

#[test]
fn losing_a_race_forfeits_nothing() {
    loom::model(sound::the_loser_of_a_measurement_forfeits_nothing);
}

#[test]
fn the_measured_traffic_is_whole() {
    // Every interleaving of so many writes takes hours; a period is torn with two interruptions.
    let model = |periods: fn()| {
        let mut bounded = loom::model::Builder::new();
        bounded.preemption_bound = Some(2);
        bounded.check(periods);
    };
    model(sound::periods_are_whole);
    assert!(catch_unwind(AssertUnwindSafe(|| model(unordered::periods_are_whole))).is_err());
}
