//! Scripts: their tokens, modules joined into one script, and a script without what only a person reads.

mod module;
mod modules;
mod strip;
mod tokens;

pub use modules::{Modules, giving, join};
pub use strip::strip;
pub use tokens::{Kind, Token, quoted, tokens};
