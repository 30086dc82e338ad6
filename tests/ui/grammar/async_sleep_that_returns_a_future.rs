use retry_runtime::retry;

async fn pause(_: std::time::Duration) {}

async fn answers(_: std::time::Duration) -> Option<()> {
    None
}

#[retry(fixed = 1s, on = any, sleep = |delay| async move { pause(delay) })]
pub async fn nested() -> Result<u8, u8> {
    Ok(1)
}

#[retry(fixed = 1s, on = any, sleep = answers)]
pub async fn answered() -> Result<u8, u8> {
    Ok(1)
}

fn main() {}

//~ error[E0277] at 9:39-9:40: a sleeper's future returns nothing when it has waited, and this one returns `impl Future<Output = ()>`
//~   label: this may be a wait that nobody awaits
//~   note: await what the sleeper makes; where that is no future, end the sleeper with `;`
//~ error[E0277] at 14:39-14:46: a sleeper's future returns nothing when it has waited, and this one returns `Option<()>`
//~   label: this may be a wait that nobody awaits
//~   note: await what the sleeper makes; where that is no future, end the sleeper with `;`
