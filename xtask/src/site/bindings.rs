//! The JavaScript through which a page calls the wasm, generated in this process: no other tool has to be installed.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

/// The wasm, and the script that defines its global `wasm_bindgen`.
pub struct Bindings {
    pub script: String,
    pub wasm: Vec<u8>,
}

/// Makes bindings of a name for a *classic* script, since a classic worker starts in every browser of the baseline.
///
/// What an import of another module is in the script stays a `require("…")`: whoever joins scripts says what it gives. The second wasm
/// needs the memory and the tables of the first by the names that the linker gave them, so they stay exported.
///
/// The script holds no address of the wasm: whoever calls `wasm_bindgen` passes it. `target_features` stays in the
/// wasm, because the generator reads there what it may use; names and producers are left out, as nobody reads them.
///
/// # Errors
/// When the wasm was made for another version of wasm-bindgen, or brings JavaScript files of its own.
pub fn generate(wasm: &Path, name: &str) -> Result<Bindings> {
    let mut output = Bindgen::new()
        .input_path(wasm)
        .out_name(name)
        .no_modules(true)?
        .typescript(false)
        .keep_lld_exports(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()
        .with_context(|| format!("cannot make bindings for {}", wasm.display()))?;
    // Every crate has its list of snippets, usually an empty one.
    ensure!(
        output.snippets().values().all(Vec::is_empty) && output.local_modules().is_empty(),
        "a dependency brings JavaScript modules, which a classic worker cannot import"
    );
    // The relocations have served, or were for another wasm.
    for section in ["linking", "reloc.CODE", "reloc.DATA"] {
        output.wasm_mut().customs.remove_raw(section);
    }
    Ok(Bindings { script: output.js().to_owned(), wasm: output.wasm_mut().emit_wasm() })
}
