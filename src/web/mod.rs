//! The lab inside a browser's worker: messages in, pictures and read-outs out. The only module that knows the browser.
//!
//! It holds no state worth saving besides the [`Lab`](crate::lab::Lab): it translates what the page says into commands,
//! gives training the time that frames leave, and paints.

mod canvas;
mod explanation;
mod fields;
mod input;
mod kernels;
mod screens;
mod shell;
mod worker;

pub use kernels::Kernels;
pub use worker::Worker;
