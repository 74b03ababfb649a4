//! Whether a source has changed since it was last looked at.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What the site is built from.
const SOURCES: [&str; 5] = ["Cargo.lock", "Cargo.toml", "qr", "src", "www"];

/// The sources as they were when last looked at. Looking at some hundred files takes a millisecond, so no service of the
/// system is needed that tells of changes.
pub struct Watch {
    root: PathBuf,
    seen: BTreeMap<PathBuf, Stamp>,
}

/// What shows that a file has been written.
#[derive(PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
}

impl Watch {
    /// Looks at the sources below the workspace's folder for the first time.
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), seen: look(root) }
    }

    /// Looks again: whether a file was written, added or removed since.
    pub fn changed(&mut self) -> bool {
        let now = look(&self.root);
        let changed = now != self.seen;
        self.seen = now;
        changed
    }
}

fn look(root: &Path) -> BTreeMap<PathBuf, Stamp> {
    let mut stamps = BTreeMap::new();
    let mut left: Vec<_> = SOURCES.iter().map(|source| root.join(source)).collect();
    while let Some(path) = left.pop() {
        // A file may go while it is looked at; hidden ones are editors' own.
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        let Some(about) = fs::metadata(&path).ok().filter(|_| !hidden) else { continue };
        if about.is_dir() {
            left.extend(fs::read_dir(&path).into_iter().flatten().flatten().map(|entry| entry.path()));
        } else {
            stamps.insert(path, Stamp { modified: about.modified().ok(), length: about.len() });
        }
    }
    stamps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writing_adding_and_removing_are_seen_once() {
        let root = std::env::temp_dir().join(format!("frontera-watch-{}", std::process::id()));
        fs::create_dir_all(root.join("src/nn")).unwrap();
        let file = root.join("src/nn/layer.rs");
        let mut watch = Watch::new(&root);
        assert!(!watch.changed());
        for text in ["a", "ab"] {
            fs::write(&file, text).unwrap();
            assert!(watch.changed());
            assert!(!watch.changed());
        }
        fs::write(root.join("src/.layer.rs.swp"), "").unwrap();
        fs::write(root.join("README.md"), "").unwrap();
        assert!(!watch.changed());
        fs::remove_file(file).unwrap();
        assert!(watch.changed());
        fs::remove_dir_all(root).unwrap();
    }
}
