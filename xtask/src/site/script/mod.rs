//! Scripts: their tokens, modules joined into one script, and a script without what only a person reads.

mod module;
mod modules;
mod strip;
mod tokens;

pub use modules::{Modules, giving, join};
pub use strip::strip;
pub use tokens::{Kind, Token, quoted, tokens};

/// Where a call ends, from what follows its opening bracket: the place behind the closing one. No text in the call may hold a bracket.
pub fn end_of_call(inside: &str) -> Option<usize> {
    let mut open = 1;
    let closes = |letter| {
        open += i32::from(letter == '(') - i32::from(letter == ')');
        open == 0
    };
    inside.find(closes).map(|length| length + 1)
}
