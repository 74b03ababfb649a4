//! A share of one processor core that a browser with all its processes is held to: a slow machine, made of a fast one.
//!
//! Chromium's own throttle slows a page's main thread only, and would flatter what a worker does. A control group of the kernel
//! (Linux; version 1 or 2) with a processor quota holds every thread of every process, in periods so short that a frame is
//! many of them.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{fs, thread};

use crate::{Error, Result};

/// In a period of this many microseconds, the group may use its share of them; no quota may be below a millisecond.
const PERIOD: f64 = 4000.0;

/// A control group of the processor. Dropping it removes it, once the browser in it is gone.
pub struct Share {
    folder: PathBuf,
    unified: bool,
}

impl Share {
    /// Makes a control group without a limit.
    ///
    /// # Errors
    /// Where the system has none, or we may not make one: it takes the rights of root.
    pub fn new() -> Result<Self> {
        let name = format!("frontera-{}", std::process::id());
        let make = |parent: &str, unified| {
            let share = Self { folder: Path::new(parent).join(&name), unified };
            fs::create_dir(&share.folder).map(|()| share).map_err(|error| format!("{parent}: {error}"))
        };
        let controllers = fs::read_to_string("/sys/fs/cgroup/cgroup.controllers").unwrap_or_default();
        let unified = controllers.split_whitespace().any(|name| name == "cpu");
        let made = if unified {
            // It may be on already, and where it is not and cannot be, the limit cannot be set.
            let _ = fs::write("/sys/fs/cgroup/cgroup.subtree_control", "+cpu");
            make("/sys/fs/cgroup", true)
        } else {
            make("/sys/fs/cgroup/cpu", false)
        };
        let share = made.map_err(Error::Other)?;
        share.hold(None)?;
        Ok(share)
    }

    /// Holds all that is in the group to this share of one core from now on, 1 being a whole one; none means no limit.
    ///
    /// # Errors
    /// Where the system refuses.
    pub fn hold(&self, share: Option<f64>) -> Result<()> {
        let quota = share.map(|share| (share * PERIOD).round().to_string());
        let write = |file: &str, text: &str| {
            let path = self.folder.join(file);
            fs::write(&path, text).map_err(|error| Error::other(format!("{}: {error}", path.display())))
        };
        if self.unified {
            return write("cpu.max", &format!("{} {PERIOD}", quota.as_deref().unwrap_or("max")));
        }
        write("cpu.cfs_period_us", &PERIOD.to_string())?;
        write("cpu.cfs_quota_us", quota.as_deref().unwrap_or("-1"))
    }

    /// The ids of all processes in the group.
    pub fn processes(&self) -> Vec<u32> {
        let told = fs::read_to_string(self.folder.join("cgroup.procs")).unwrap_or_default();
        told.lines().filter_map(|id| id.parse().ok()).collect()
    }

    /// The group's folder, which a process enters by writing to a file in it.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        const PATIENCE: Duration = Duration::from_secs(5);
        let start = Instant::now();
        // A group can be removed when its last process has ended; a held one ends slowly.
        let _ = self.hold(None);
        while fs::remove_dir(&self.folder).is_err() && start.elapsed() < PATIENCE {
            thread::sleep(Duration::from_millis(20));
        }
    }
}
