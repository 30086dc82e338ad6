use retry_runtime::Report;

pub fn report() -> Report<u8> {
    Report { result: 1, attempts: 1, elapsed: Default::default(), waited: Default::default(), reason: None }
}

fn main() {}
