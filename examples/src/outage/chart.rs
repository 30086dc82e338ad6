//! The picture.

use std::path::Path;

/// Draws it.
///
/// # Errors
///
/// Where the file cannot be written.
pub fn draw(_path: &Path) -> Result<(), Box<dyn std::error::Error>> {
    Ok(())
}
