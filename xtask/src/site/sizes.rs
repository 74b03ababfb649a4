//! What the site weighs: on disk, and as most hosts send it.

use std::fmt::Write as _;
use std::io::Write as _;

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::Files;

/// A line for each file and one for all of them, in kB (1000 bytes).
///
/// # Errors
/// None that is known: it writes to memory.
pub fn table(site: &Files) -> Result<String> {
    let width = site.keys().map(String::len).max().unwrap_or(0);
    let mut table = format!("{:width$}  {:>8}  {:>8}\n", "", "kB", "gzip kB");
    let (mut raw, mut gzip) = (0, 0);
    let mut line = |name: &str, raw: usize, gzip: usize| {
        writeln!(table, "{name:width$}  {:>8.1}  {:>8.1}", raw as f64 / 1e3, gzip as f64 / 1e3)
    };
    for (name, content) in site {
        let packed = gzip_size(content)?;
        line(name, content.len(), packed)?;
        (raw, gzip) = (raw + content.len(), gzip + packed);
    }
    line("all", raw, gzip)?;
    Ok(table)
}

fn gzip_size(content: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content)?;
    Ok(encoder.finish()?.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_is_the_sum() {
        let site = Files::from([("a.js".into(), vec![b'x'; 1500]), ("b.js".into(), vec![b'y'; 2500])]);
        let table = table(&site).unwrap();
        let last: Vec<_> = table.lines().last().unwrap().split_whitespace().collect();
        assert_eq!(last[..2], ["all", "4.0"]);
        assert!(last[2].parse::<f64>().unwrap() < 0.2);
    }
}
