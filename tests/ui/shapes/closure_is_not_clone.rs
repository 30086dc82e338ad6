use retry_runtime::retry;

#[retry(immediate, on = any)]
pub fn called(mut op: impl FnMut()) -> Result<(), String> {
    op();
    Ok(())
}

#[retry(immediate, on = any)]
pub async fn generic<F: FnMut()>(mut op: F) -> Result<(), String> {
    op();
    Ok(())
}

fn main() {}

//~ error[E0277] at 4:19-4:21: every attempt starts from what the caller passed, and `impl FnMut()` is not `Clone`: take `&mut impl FnMut()` or `&impl FnMut()`
//~   label: a second attempt could not get this argument
//~   note: every attempt borrows anew what is passed by reference
//~   name: called::op_must_be_clone_for_another_attempt
//~ error[E0277] at 10:38-10:40: every attempt starts from what the caller passed, and `F` is not `Clone`: take `&mut F` or `&F`
//~   label: a second attempt could not get this argument
//~   note: every attempt borrows anew what is passed by reference
//~   name: generic::{closure#0}::op_must_be_clone_for_another_attempt
