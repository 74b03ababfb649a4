//! What the bench's page is served from: three folders.

use std::fs;
use std::path::PathBuf;

use browser::Result;
use browser::serve::{Answer, kind, serve};

use crate::plan::Plan;

/// Where a folder is served.
type Mounts = [(&'static str, PathBuf); 3];

/// Serves for as long as this process lives, and returns the address without a slash at its end.
///
/// # Errors
/// When there is no free port.
pub fn start(plan: &Plan) -> Result<String> {
    let mounts: Mounts = [
        ("/benches/browser/", Plan::sources().to_owned()),
        ("/dist/", plan.dist.clone()),
        ("/node_modules/", plan.modules.clone()),
    ];
    serve(move |path| Some(answer(path, &mounts).unwrap_or_else(Answer::missing)))
}

fn answer(path: &str, mounts: &Mounts) -> Option<Answer> {
    let file = file(path, mounts)?;
    Some(Answer::file(kind(file.to_str()?), fs::read(&file).ok()?))
}

/// The file behind a path; none for a path that could lead out of its folder. A folder's own name gives its index.
fn file(path: &str, mounts: &Mounts) -> Option<PathBuf> {
    let path = path.split('?').next().unwrap_or_default();
    let (name, folder) =
        mounts.iter().find_map(|(mount, folder)| Some((path.strip_prefix(mount)?, folder)))?;
    let name = if name.is_empty() { "index.html" } else { name };
    name.split('/').all(|part| !part.is_empty() && !part.starts_with('.')).then(|| folder.join(name))
}
