use retry_runtime::Report;

pub fn report() -> Report<u8> {
    Report { result: 1, attempts: 1, elapsed: Default::default(), waited: Default::default(), reason: None }
}

fn main() {}

//~ error[E0639] at 4:5-4:109
