//! Commands given to a lab, of which none may be refused.

use frontera::lab::Lab;

/// Applies all commands in their order.
pub fn tell(lab: &mut Lab, commands: &[&str]) {
    for command in commands {
        lab.apply(command).unwrap_or_else(|error| panic!("{command}: {error}"));
    }
}

/// A lab that was told all this.
pub fn lab(commands: &[&str]) -> Lab {
    let mut lab = Lab::new();
    tell(&mut lab, commands);
    lab
}
