use std::time::Duration;

struct Page;

impl Page {
    fn is_empty(&self) -> bool {
        true
    }
}

fn read(_: u32) -> Page {
    Page
}

fn pause(_: Duration) {}

expansion! {}

fn main() {
    page::<3>(1);
}
