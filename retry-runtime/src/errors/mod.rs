//! [`Classify`](crate::Classify) for the field's error types, a file per crate.

mod io;
