use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(forward = source)]
    Io(Box<Error>),
}

fn main() {}

//~ error at 5:26-5:32: `Io` has no field `source`
