use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(after = delay)]
    Busy { wait: std::time::Duration },
}

fn main() {}

//~ error at 5:24-5:29: `Busy` has no field `delay`
