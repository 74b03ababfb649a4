//! What the site weighs: on disk, and as most hosts send it.

use std::fmt::{self, Display, Formatter};
use std::io::Write as _;

use anyhow::{Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::{Files, naming};

/// The most bytes (gzip) that may be sent until a network trains: the sum of [`NEEDED`], and a little more.
///
/// The aim is 120 kB. What stands in the way, in kB: page, style, scripts and words are 42, and the wasm that trains and shows it 125.
/// `docs/performance.md` says what was tried and what is left to try.
const BUDGET: usize = 168_000;

/// What is needed to train: the page, its style and scripts, the worker with the first part of the wasm, and the icon that
/// every browser asks for. All by their names before the hash.
const NEEDED: [&str; 7] =
    ["frontera.wasm", "icon.svg", "index.html", "page.css", "page.js", "unstarted.js", "worker.js"];

/// The weight of each file of a site.
pub struct Sizes {
    files: Vec<Size>,
}

struct Size {
    name: String,
    raw: usize,
    gzip: usize,
}

impl Sizes {
    /// Weighs every file.
    ///
    /// # Errors
    /// None that is known: it writes to memory.
    pub fn of(site: &Files) -> Result<Self> {
        let size = |(name, content): (&String, &Vec<u8>)| {
            Ok(Size {
                name: name.clone(),
                raw: content.len(),
                gzip: gzip(content, Compression::default())?.len(),
            })
        };
        Ok(Self { files: site.iter().map(size).collect::<Result<_>>()? })
    }

    /// Refuses a site that asks for more than [`BUDGET`] before it trains, or that lacks what is counted.
    ///
    /// # Errors
    /// A sentence that says so.
    pub fn check(&self) -> Result<()> {
        for needed in NEEDED {
            ensure!(
                self.needed().any(|size| naming::unhashed(&size.name) == needed),
                "the site has no {needed}"
            );
        }
        let sent: usize = self.needed().map(|size| size.gzip).sum();
        let (sent, budget) = (sent as f64 / 1e3, BUDGET as f64 / 1e3);
        ensure!(
            sent <= budget,
            "{sent:.1} kB are sent until a network trains: the budget is {budget:.1} kB\n{self}"
        );
        Ok(())
    }

    fn needed(&self) -> impl Iterator<Item = &Size> {
        self.files.iter().filter(|size| NEEDED.contains(&naming::unhashed(&size.name).as_str()))
    }
}

/// A line for each file, one for those that are needed to train and one for all, in kB (1000 bytes).
impl Display for Sizes {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let width = self.files.iter().map(|size| size.name.len()).max().unwrap_or(0);
        writeln!(f, "{:width$}  {:>8}  {:>8}", "", "kB", "gzip kB")?;
        let mut line = |name: &str, sizes: &[&Size]| {
            let raw: usize = sizes.iter().map(|size| size.raw).sum();
            let gzip: usize = sizes.iter().map(|size| size.gzip).sum();
            writeln!(f, "{name:width$}  {:>8.1}  {:>8.1}", raw as f64 / 1e3, gzip as f64 / 1e3)
        };
        for size in &self.files {
            line(&size.name, &[size])?;
        }
        line("needed to train", &self.needed().collect::<Vec<_>>())?;
        line("all", &self.files.iter().collect::<Vec<_>>())
    }
}

/// A content in gzip's form.
///
/// # Errors
/// None that is known: it writes to memory.
pub fn gzip(content: &[u8], level: Compression) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), level);
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A site with all that is needed, its wasm of `length` bytes that gzip makes nothing of.
    fn site(length: usize) -> Files {
        let mut state = 1_u32;
        let noise = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        });
        let mut site: Files =
            NEEDED.iter().map(|name| (naming::hashed(name, b""), vec![b'x'; 1500])).collect();
        site.insert(naming::hashed("frontera.wasm", b""), noise.take(length).collect());
        site.insert("more.html".into(), vec![b'y'; 2500]);
        site
    }

    #[test]
    fn the_last_lines_are_sums() {
        let table = Sizes::of(&site(1500)).unwrap().to_string();
        let sums: Vec<_> =
            table.lines().rev().take(2).map(|line| line.split_whitespace().rev().nth(1)).collect();
        assert_eq!(sums, [Some("13.0"), Some("10.5")]);
        assert_eq!(table.lines().count(), 1 + NEEDED.len() + 1 + 2);
    }

    #[test]
    fn a_site_is_held_to_the_budget() {
        let check = |site: &Files| Sizes::of(site).unwrap().check();
        assert!(check(&site(BUDGET / 2)).is_ok());
        let error = check(&site(BUDGET)).unwrap_err().to_string();
        assert!(error.contains("are sent until a network trains"), "{error}");
        let mut lacking = site(1500);
        lacking.remove(&naming::hashed("worker.js", b""));
        assert_eq!(check(&lacking).unwrap_err().to_string(), "the site has no worker.js");
    }
}
