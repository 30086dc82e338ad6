//! Prints the bytes of every contestant's future, around a tiny one and around one of a kibibyte.

use retry_benches::contestants::ALL;

fn main() {
    for (name, sizes) in ALL.iter().filter_map(|contestant| Some((contestant.name, contestant.sizes?))) {
        let [tiny, large] = sizes();
        println!("{name}\t{tiny}\t{large}");
    }
}
