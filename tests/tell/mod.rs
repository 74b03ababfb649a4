//! Commands given to a lab, of which none may be refused.

use frontera::lab::Lab;

/// Applies all commands in their order.
pub fn tell(lab: &mut Lab, commands: &[&str]) {
    for command in commands {
        lab.apply(command).unwrap_or_else(|error| panic!("{command}: {error}"));
    }
}
