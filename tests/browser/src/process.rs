//! The browser as a child process with a profile folder of its own.
//!
//! A one-line shell holds the browser's life: it waits on a pipe whose other end is ours, and ends the browser and
//! removes the profile when that end closes. So nothing is left behind when a test panics or is killed, nor when the
//! browser sits in a `static`, which Rust never drops.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use crate::{Error, Result};

/// `sh -c KEEPER name profile group command…`. The browser enters the control group before it is the browser, so that all its
/// processes are in it; no group is an empty word. The second `rm` is for what a dying child process wrote after the first;
/// nobody waits for it.
const KEEPER: &str = r#"
trap '' INT
profile=$1; group=$2; shift 2
{ [ -z "$group" ] || echo 0 >"$group/cgroup.procs" || exit; exec "$@"; } >"$profile/log" 2>&1 &
read -r _
kill -9 $!; wait $!
rm -rf "$profile"
(sleep 2; rm -rf "$profile") &
"#;

/// How long a browser may take to open its port.
const START: Duration = Duration::from_secs(60);

/// A running browser. Dropping it ends the process and removes the profile.
pub struct Process {
    keeper: Child,
    life: Option<ChildStdin>,
    profile: PathBuf,
}

impl Process {
    /// Makes a profile folder, lets `prepare` fill it, and starts `executable` with the arguments it returns; in a control group,
    /// where a folder of one is given.
    pub fn start(
        executable: &Path,
        group: Option<&Path>,
        prepare: impl FnOnce(&Path) -> Result<Vec<OsString>>,
    ) -> Result<Self> {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("frontera-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let profile = env::temp_dir().join(name);
        fs::create_dir_all(&profile)?;
        let arguments = prepare(&profile)?;
        let mut keeper = Command::new("sh")
            .args(["-c", KEEPER, "frontera-browser"])
            .arg(&profile)
            .arg(group.unwrap_or(Path::new("")))
            .arg(executable)
            .args(arguments)
            .env("TMPDIR", &profile)
            .env("HOME", &profile)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| Error::Launch(format!("sh: {error}")))?;
        let life = keeper.stdin.take();
        Ok(Self { keeper, life, profile })
    }

    /// Waits until the browser has written `file` into its profile and `read` understands it.
    pub fn wait_for_file<T>(&self, file: &str, read: impl Fn(&str) -> Option<T>) -> Result<T> {
        let start = Instant::now();
        while start.elapsed() < START {
            let text = fs::read_to_string(self.profile.join(file)).unwrap_or_default();
            if let Some(value) = read(&text) {
                return Ok(value);
            }
            thread::sleep(Duration::from_millis(10));
        }
        let log = fs::read_to_string(self.profile.join("log")).unwrap_or_default();
        Err(Error::Launch(format!("no {file} after {} s; it said:\n{log}", START.as_secs())))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.life = None;
        // Waiting can only fail if the keeper is gone already.
        let _ = self.keeper.wait();
    }
}

/// The executable that the environment variable names, else the first of `names` on the PATH.
pub fn find(variable: &str, names: &[&str]) -> Result<PathBuf> {
    if let Some(path) = env::var_os(variable) {
        return Ok(path.into());
    }
    let folders = env::var_os("PATH").unwrap_or_default();
    let candidates =
        env::split_paths(&folders).flat_map(|folder| names.iter().map(move |name| folder.join(name)));
    candidates.into_iter().find(|path| path.is_file()).ok_or_else(|| {
        Error::Launch(format!("none of {} is on the PATH, and {variable} is not set", names.join(", ")))
    })
}
