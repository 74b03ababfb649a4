//! The lab inside a browser's worker: messages in, pictures and read-outs out. The only module that knows the browser.
//!
//! It holds no state worth saving besides the [`Lab`](crate::lab::Lab): it translates what the page says into commands,
//! gives training the time that frames leave, and paints.
//!
//! What decides when something is done is plain code, which native tests run; the rest is for wasm32 alone.

pub mod enlarge;
pub mod pace;
pub mod quality;

#[cfg(target_arch = "wasm32")]
mod canvas;
#[cfg(target_arch = "wasm32")]
mod explanation;
#[cfg(target_arch = "wasm32")]
mod fields;
#[cfg(target_arch = "wasm32")]
mod input;
#[cfg(target_arch = "wasm32")]
mod kernels;
#[cfg(target_arch = "wasm32")]
mod later;
#[cfg(target_arch = "wasm32")]
mod screens;
#[cfg(target_arch = "wasm32")]
mod shell;
#[cfg(target_arch = "wasm32")]
mod worker;

#[cfg(target_arch = "wasm32")]
pub use kernels::Kernels;
#[cfg(target_arch = "wasm32")]
pub use worker::Worker;
