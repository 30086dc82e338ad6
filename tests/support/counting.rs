//! Test doubles that count.

use std::convert::Infallible;

use rand::TryRng;

/// A generator that counts its draws.
#[derive(Debug, Default)]
pub struct CountingRng {
    pub draws: u32,
}

impl TryRng for CountingRng {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.draws += 1;
        Ok(7)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        self.draws += 1;
        Ok(7)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.draws += 1;
        bytes.fill(7);
        Ok(())
    }
}
