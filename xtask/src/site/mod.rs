//! The static site: from the sources to a folder that any static host can serve, under any path.
//!
//! Nothing is written until everything has been made, so a build that fails leaves the site of the last one as it was.

mod bindings;
mod bundle;
mod dist;
mod hashes;
mod lesson;
mod markup;
pub mod naming;
pub mod offline;
mod references;
mod script;
mod single;
mod sizes;
mod split;
mod style;
mod template;
mod wasm;
mod words;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::shell;
use bundle::Sources;
pub use sizes::Sizes;
pub use wasm::Progress;

/// The table of the words that are needed in the room: the projector, the list of keys, the QR code.
const ROOM: &str = "room";

/// The HTML of what the page begins without, in `www`.
const PART: &str = "parts/later.html";

/// File names and what is in them.
type Files = BTreeMap<String, Vec<u8>>;

/// The folder of a site that was given no other.
pub fn default_folder() -> PathBuf {
    shell::root().join("dist")
}

/// `cargo xtask build`: builds into `out` or `dist/`, and prints what the site weighs.
///
/// # Errors
/// As [`build`].
pub fn build_command(out: Option<&Path>) -> Result<()> {
    let folder = out.map_or_else(default_folder, Path::to_owned);
    print!("{}", build(&folder, Progress::Shown)?);
    println!("The site is in {}", folder.display());
    Ok(())
}

/// `cargo xtask build --single`: builds the one file into `out` or `dist/`.
///
/// # Errors
/// As [`build_single`].
pub fn build_single_command(out: Option<&Path>) -> Result<()> {
    let file = build_single(&out.map_or_else(default_folder, Path::to_owned), Progress::Shown)?;
    let length = fs::metadata(&file)?.len();
    println!("{:.1} kB, to be opened from any disk: {}", length as f64 / 1e3, file.display());
    Ok(())
}

/// Builds the site into a folder, and weighs it.
///
/// # Errors
/// When the Rust does not compile, or the page's files do not fit together; the folder is then as it was.
pub fn build(folder: &Path, progress: Progress) -> Result<Sizes> {
    let (site, _) = make(progress)?;
    dist::write(folder, &site).with_context(|| format!("cannot write {}", folder.display()))?;
    Sizes::of(&site)
}

/// Builds the site as one HTML file into a folder, and returns its path.
///
/// # Errors
/// As [`build`].
pub fn build_single(folder: &Path, progress: Progress) -> Result<PathBuf> {
    let (site, sources) = make(progress)?;
    let page = single::page(&site, sources.text("single.js")?)?;
    let file = folder.join(single::NAME);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&file, page))
        .with_context(|| format!("cannot write {}", file.display()))?;
    Ok(file)
}

/// Makes the site, and says from what.
fn make(progress: Progress) -> Result<(Files, Sources)> {
    let wasm::Compiled { lab, qr } = wasm::compile(progress)?;
    let split::Split { first, later } = split::split(&lab)?;
    let bindings = [bindings::generate(&first, "frontera")?, bindings::generate(&qr, "qr")?];
    let www = shell::root().join("www");
    let words = words::Words::read(&www.join("text"))?;
    let lessons = lesson::Lessons::read(&www.join("lessons"), words.languages())?;
    let fragments = lessons.fragments(&words)?;
    let made = words
        .texts()?
        .into_iter()
        .chain(words.late_texts(ROOM)?)
        .chain(words.late_texts(words::LATER)?)
        .chain(lessons.lists(&words, &fragments)?);
    let part = fs::read_to_string(www.join(PART)).context(PART)?;
    words.check_marks(&part)?;
    let made = made
        .chain([("later.wasm".to_owned(), later), ("later-html.js".to_owned(), html_module(&part)?)])
        .collect();
    let sources = sources(read(&www)?, bindings, made)?;
    words.check_marks(sources.text("index.html")?)?;
    let mut site = bundle::bundle(&sources, words.first()?)?;
    let template = fs::read_to_string(www.join("lessons/page.html")).context("www/lessons/page.html")?;
    let pages = lessons.pages(&template, &words, &site)?;
    site.extend(fragments.into_iter().chain(pages));
    offline::add(&mut site, sources.text(offline::NAME)?)?;
    Ok((site, sources))
}

/// A module that holds HTML as a text.
fn html_module(part: &str) -> Result<Vec<u8>> {
    let text = serde_json::to_string(&markup::strip(part)?)?;
    Ok(format!("export const html = {text};\n").into_bytes())
}

/// The files of a folder, not those of the folders in it.
fn read(folder: &Path) -> Result<Files> {
    let cannot_read = |path: &Path| format!("cannot read {}", path.display());
    let mut files = Files::new();
    for entry in fs::read_dir(folder).with_context(|| cannot_read(folder))? {
        let path = entry?.path();
        let name = path.file_name().map(OsStr::to_string_lossy).unwrap_or_default();
        if path.is_file() && !name.starts_with('.') {
            files.insert(name.into_owned(), fs::read(&path).with_context(|| cannot_read(&path))?);
        }
    }
    Ok(files)
}

/// The page's files, joined by those that are made: the wasm, the words, and the bindings before the scripts that call them.
fn sources(mut files: Files, [lab, qr]: [bindings::Bindings; 2], texts: Files) -> Result<Sources> {
    ensure!(files.contains_key("worker.js"), "www/worker.js is missing");
    let wasm = [("frontera.wasm".to_owned(), lab.wasm), ("qr.wasm".to_owned(), qr.wasm)];
    for (name, content) in texts.into_iter().chain(wasm) {
        if files.insert(name.clone(), content).is_some() {
            bail!("www/{name} has the name of a file that the build makes");
        }
    }
    // The worker's own directive is no longer the first thing in its file. The bindings are fit for strict mode, as they
    // are the same in a module.
    let import = format!("require(\"{}\")", split::MODULE);
    ensure!(lab.script.matches(&import).count() == 1, "the wasm does not import `{}` once", split::MODULE);
    let head = format!("\"use strict\";\n{}\n", lab.script.replace(&import, "laterParts()"));
    let heads = [("worker.js".to_owned(), head), ("qr.js".to_owned(), format!("{}\n", qr.script))];
    Ok(Sources { files, heads: BTreeMap::from(heads) })
}

/// The line, from 1, of a place in a text.
fn line(text: &str, at: usize) -> usize {
    1 + text[..at].matches('\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bindings() -> bindings::Bindings {
        bindings::Bindings { script: "let wasm_bindgen; require(\"./later.js\")".into(), wasm: vec![0] }
    }

    #[test]
    fn the_worker_comes_after_its_bindings() {
        let page = b"<a data-worker=\"{{file worker.js}}\">".to_vec();
        let www = Files::from([("index.html".into(), page), ("worker.js".into(), b"go();".to_vec())]);
        let sources = sources(www, [bindings(), bindings()], Files::new()).unwrap();
        let site = bundle::bundle(&sources, &words::Entries::new()).unwrap();
        let worker = site.iter().find(|(name, _)| name.starts_with("worker-")).unwrap().1;
        assert_eq!(worker, b"\"use strict\";\nlet wasm_bindgen;laterParts()\ngo();");
    }

    #[test]
    fn a_name_cannot_be_taken_twice() {
        let www = Files::from([("worker.js".into(), vec![]), ("frontera.wasm".into(), vec![])]);
        let error = sources(www, [bindings(), bindings()], Files::new()).err().unwrap();
        assert!(error.to_string().contains("www/frontera.wasm"));
    }
}
