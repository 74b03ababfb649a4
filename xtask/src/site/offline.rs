//! The service worker: what is kept of a build for when there is no network is all that the build made.

use std::collections::BTreeMap;

use anyhow::Result;

use super::{Files, hashes, naming, script};

/// Its name holds no hash: it is what a browser asks for again to learn of a new build.
pub const NAME: &str = "service-worker.js";

/// The page, by the address that people and links have.
const PAGE: &str = "./";

/// Adds the service worker to a finished site: `script` after the constant `build`.
///
/// # Errors
/// When the script is not understood.
pub fn add(site: &mut Files, script: &str) -> Result<()> {
    let name = |name: &String| if name == "index.html" { PAGE.to_owned() } else { name.clone() };
    let files: BTreeMap<_, _> =
        site.iter().map(|(file, content)| (name(file), hashes::integrity(content))).collect();
    let files = serde_json::to_string(&files)?;
    let version = naming::hash(files.as_bytes());
    let head = format!("\"use strict\";\nconst build = {{ version: \"{version}\", files: {files} }};\n");
    site.insert(NAME.to_owned(), script::strip(&[&head, script].concat())?.into_bytes());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_worker(files: &[(&str, &str)]) -> String {
        let mut site: Files =
            files.iter().map(|&(name, text)| (name.to_owned(), text.as_bytes().to_vec())).collect();
        add(&mut site, "/* what it does */\ngo(build);").unwrap();
        String::from_utf8(site[NAME].clone()).unwrap()
    }

    #[test]
    fn every_file_is_named_with_its_hash_and_the_page_by_its_address() {
        let text = with_worker(&[("index.html", ""), ("a-0.js", "a")]);
        assert!(text.starts_with("\"use strict\";\nconst build={version:\""), "{text}");
        // Of "" and of "a", from another program.
        let page = r#""./":"sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=""#;
        let script = r#""a-0.js":"sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs=""#;
        assert!(text.contains(&format!("files:{{{page},{script}}}")), "{text}");
        assert!(text.ends_with("go(build);"), "{text}");
    }

    #[test]
    fn the_version_changes_with_any_file() {
        let first = with_worker(&[("index.html", "x"), ("a-0.js", "a")]);
        assert_eq!(first, with_worker(&[("index.html", "x"), ("a-0.js", "a")]));
        assert_ne!(first, with_worker(&[("index.html", "y"), ("a-0.js", "a")]));
        assert_ne!(first, with_worker(&[("index.html", "x"), ("a-1.js", "a")]));
    }
}
