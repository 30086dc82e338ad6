use retry_runtime::Classify;

#[derive(Classify)]
#[classify(transient)]
pub union Either {
    pub one: u8,
    pub other: u16,
}

fn main() {}
