use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify = "transient"]
    V0(std::io::Error),
    #[classify(retryable)]
    V1(std::io::Error),
    #[classify(fatal)]
    V2(std::io::Error),
    #[classify(retry_after = 1)]
    V3(std::io::Error),
    #[classify(source)]
    V4(std::io::Error),
    #[classify(transient = true)]
    V5(std::io::Error),
    #[classify(transient unless true)]
    V6(std::io::Error),
    #[classify(after =)]
    V7(std::io::Error),
    #[classify(forward =)]
    V8(std::io::Error),
    #[classify("transient")]
    V9(std::io::Error),
    #[classify(transient if)]
    V10(std::io::Error),
    #[classify(crate)]
    V11(std::io::Error),
    #[classify(transient, forward)]
    Two(std::io::Error),
    #[classify(transient if |a, b| true, permanent)]
    Three(u8),
}

fn main() {}

//~ error at 5:5-5:30: say what it is: `#[classify(transient)]`
//~ error at 7:16-7:25: unknown verdict `retryable`: did you mean `transient`?
//~ error at 9:16-9:21: unknown verdict `fatal`: did you mean `permanent`?
//~ error at 11:16-11:27: unknown verdict `retry_after`: did you mean `after = FIELD`?
//~ error at 13:16-13:22: unknown verdict `source`: did you mean `forward`?
//~ error at 15:26-15:32: a verdict is one word: write `#[classify(transient)]`
//~ error at 17:26-17:37: a verdict is one word: write `#[classify(transient)]`
//~ error at 19:16-19:21: name a field: `#[classify(after = wait)]`
//~ error at 21:16-21:23: name a field: `#[classify(forward = source)]`
//~ error at 23:16-23:27: a verdict is a word: write `#[classify(transient)]`
//~ error at 25:16-25:25: a condition is a closure of the fields: `#[classify(transient if |code| *code >= 500)]`
//~ error at 27:21-27:22: expected `=`
//~ error at 29:27-29:34: two verdicts: keep one of them
//~ error at 31:29-31:40: the closure takes 2 fields, and `Three` has 1 field
//~ error at 31:42-31:51: two verdicts: keep one of them
