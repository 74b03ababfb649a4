//! One value of what a lab reads out.

use frontera::lab::Lab;

/// The value of the line `name=value`, which must be there.
pub fn read(lab: &mut Lab, name: &str) -> String {
    let mut text = String::new();
    lab.read_out(&mut text);
    let prefix = format!("{name}=");
    text.lines().find_map(|line| line.strip_prefix(&prefix)).unwrap().to_owned()
}
