//! Opening the page in the person's browser.

use std::process::{Command, Stdio};

/// Asks the system to show an address. Where there is no screen or no such program, nothing happens: the address has been printed.
pub fn open(address: &str) {
    if let Some(mut command) = opener() {
        // That it cannot be started is no reason to end.
        let _ = command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    }
}

fn opener() -> Option<Command> {
    if cfg!(target_os = "macos") {
        return Some(Command::new("open"));
    }
    if cfg!(target_os = "windows") {
        return Some(Command::new("explorer"));
    }
    let screen = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    screen.then(|| Command::new("xdg-open"))
}
