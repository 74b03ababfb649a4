//! The lab's wasm in two: the first is what the page begins with, the second comes when the first picture is there, and has the
//! memory and the functions of the first. Where they part is told in `src/web/later.rs`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use wasm_split_cli_support::{Options, transform};

/// The module from which the first wasm imports the function by which it asks for the second.
pub const MODULE: &str = "./later.js";

/// The two wasm files.
pub struct Split {
    /// The first, which is to have its bindings made.
    pub first: PathBuf,
    /// The second, as it is to be published.
    pub later: Vec<u8>,
}

/// Splits a wasm that was linked with its relocations; the parts are written beside it.
///
/// # Errors
/// When it has no relocations, or does not come apart into two.
pub fn split(wasm: &Path) -> Result<Split> {
    let input = fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    let folder = wasm.with_extension("split");
    let first = folder.join("first.wasm");
    let mut options = Options::new(&input);
    (options.output_dir, options.main_out_path, options.link_name) = (&folder, &first, MODULE);
    let parts = transform(options).map_err(|error| anyhow!("cannot split {}: {error:#}", wasm.display()))?;
    ensure!(parts.split_modules.len() == 1, "the wasm came apart into more than two");
    let later = fs::read(&parts.split_modules[0]).context("cannot read the second part of the wasm")?;
    Ok(Split { first, later })
}
