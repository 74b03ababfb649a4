//! A limit of time for what a check starts: a test that hangs is named, and the checks after it are made.

use std::io;
use std::process::{Command, Output, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// Runs a command to its end and keeps what it said. The programs that it has started by then are ended after each `limit`; the command
/// itself goes on: cargo says which of its test programs that was, with all that it had said, and runs the next one.
///
/// # Errors
/// When it cannot be started, or not be read.
pub fn output(command: &mut Command, limit: Duration) -> io::Result<Output> {
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let parent = child.id().to_string();
    let (end, ended) = mpsc::channel::<()>();
    let watch = thread::spawn(move || {
        while ended.recv_timeout(limit) == Err(RecvTimeoutError::Timeout) {
            // Where there is no such program, it is waited for as long as it takes.
            let _ = Command::new("pkill").args(["-KILL", "-P", &parent]).status();
        }
    });
    let output = child.wait_with_output();
    drop(end);
    let _ = watch.join();
    output
}

#[cfg(all(test, unix))]
mod tests {
    use std::time::Instant;

    use super::*;

    fn shell(script: &str, limit: Duration) -> String {
        let output = output(Command::new("sh").args(["-c", script]), limit);
        output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default()
    }

    #[test]
    fn what_hangs_is_ended_and_what_comes_after_it_is_run() {
        let start = Instant::now();
        let said = shell("echo before; sleep 600; echo after $?", Duration::from_millis(200));
        // 128 and the signal's number.
        assert_eq!(said, "before\nafter 137\n");
        assert!(start.elapsed() < Duration::from_secs(60));
    }

    #[test]
    fn what_ends_in_time_is_left_alone() {
        assert_eq!(shell("sleep 0.1; echo $?", Duration::from_secs(600)), "0\n");
    }
}
