use retry_runtime::Classify;

#[derive(Classify)]
#[classify(transient)]
pub union Either {
    pub one: u8,
    pub other: u16,
}

fn main() {}

//~ error at 5:11-5:17: a union does not say what it holds: implement `Classify` by hand
