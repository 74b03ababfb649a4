//! What the rest of the machine did meanwhile: figures measured beside others at work are not to be trusted.

use std::collections::HashSet;
use std::fs;
use std::time::Instant;

use browser::Share;

/// Seconds in a tick of the times that the kernel tells.
const TICK: f64 = 0.01;

/// The processor time that all processes but the browser's have used so far.
pub struct Others<'a> {
    share: Option<&'a Share>,
    since: Instant,
    used: f64,
}

impl<'a> Others<'a> {
    /// Begins to watch.
    pub fn new(share: Option<&'a Share>) -> Self {
        Self { share, since: Instant::now(), used: used(share) }
    }

    /// How many cores others have used since then; none where it is not known which processes are the browser's.
    pub fn cores(&self) -> Option<f64> {
        self.share?;
        Some(((used(self.share) - self.used) / self.since.elapsed().as_secs_f64()).max(0.0))
    }
}

/// The times of all processes, and of their children that have ended.
///
/// The kernel's own sum would be easier to read, but is counted by its clock's ticks, and a held browser runs in step with them.
fn used(share: Option<&Share>) -> f64 {
    let browser: HashSet<u32> = share.map_or_else(Vec::new, Share::processes).into_iter().collect();
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let ids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    TICK * ids.filter(|id| !browser.contains(id)).map(time).sum::<f64>()
}

/// proc(5): after the name in parentheses come state, parent, …, and from the 12th on the four times.
fn time(id: u32) -> f64 {
    let told = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    let (_, fields) = told.rsplit_once(") ").unwrap_or_default();
    fields.split(' ').skip(11).take(4).filter_map(|text| text.parse::<f64>().ok()).sum()
}
