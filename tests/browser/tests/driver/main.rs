//! The driver's own tests, on pages of their own.
//!
//! One module a subject, one binary, so that each browser starts once.

mod input;
mod local;
mod page;
mod storage;
