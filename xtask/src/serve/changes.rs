//! The version of the site, and those who wait for the next one.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The current version; any number of threads may wait for another.
pub struct Changes {
    version: Mutex<String>,
    changed: Condvar,
}

impl Changes {
    pub fn new(version: String) -> Self {
        Self { version: Mutex::new(version), changed: Condvar::new() }
    }

    /// The current version.
    pub fn version(&self) -> String {
        self.lock().clone()
    }

    /// Sets the version, and wakes those who wait.
    pub fn publish(&self, version: String) {
        *self.lock() = version;
        self.changed.notify_all();
    }

    /// Waits until the version is not `seen`, or the time is up; returns the current version.
    pub fn wait(&self, seen: &str, time: Duration) -> String {
        let waited = self.changed.wait_timeout_while(self.lock(), time, |version| version == seen);
        waited.unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    /// A version is whole at any time, so it may be read even when a thread panicked while holding it.
    fn lock(&self) -> MutexGuard<'_, String> {
        self.version.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn who_has_seen_another_version_does_not_wait() {
        assert_eq!(Changes::new("b".into()).wait("a", LONG), "b");
    }

    #[test]
    fn the_time_ends_a_wait() {
        assert_eq!(Changes::new("a".into()).wait("a", Duration::ZERO), "a");
    }

    #[test]
    fn a_change_ends_every_wait() {
        let changes = Changes::new("a".into());
        thread::scope(|scope| {
            let waiting: Vec<_> = (0..3).map(|_| scope.spawn(|| changes.wait("a", LONG))).collect();
            changes.publish("b".into());
            for thread in waiting {
                assert_eq!(thread.join().unwrap(), "b");
            }
        });
    }
}
