use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(transiant)]
    Timeout,
}

fn main() {}

//~ error at 5:16-5:25: unknown verdict `transiant`: did you mean `transient`?
