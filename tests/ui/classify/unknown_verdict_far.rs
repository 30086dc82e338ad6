use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(maybe)]
    Timeout,
}

fn main() {}

//~ error at 5:16-5:21: unknown verdict `maybe`: write `transient`, `permanent`, `after = FIELD` or `forward`
