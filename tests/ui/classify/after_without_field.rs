use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(after)]
    Busy { wait: std::time::Duration },
}

fn main() {}

//~ error at 5:16-5:21: name the field that says how long: `#[classify(after = wait)]`
