//! A web server for the bench: three folders on a free port of 127.0.0.1.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use browser::Result;

use crate::plan::Plan;

/// Where a folder is served.
type Mounts = [(&'static str, PathBuf); 3];

/// Serves for as long as this process lives, and returns the address without a slash at its end.
///
/// # Errors
/// When there is no free port.
pub fn start(plan: &Plan) -> Result<String> {
    let mounts: Arc<Mounts> = Arc::new([
        ("/benches/browser/", Plan::sources().to_owned()),
        ("/dist/", plan.dist.clone()),
        ("/node_modules/", plan.modules.clone()),
    ]);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mounts = Arc::clone(&mounts);
            // A browser opens connections in advance, so each has a thread; one that is cut short is no matter.
            thread::spawn(move || answer(stream, &mounts));
        }
    });
    Ok(address)
}

fn answer(mut stream: TcpStream, mounts: &Mounts) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    let path = request.split(' ').nth(1).unwrap_or_default();
    let found = file(path, mounts).and_then(|file| Some((kind(&file), fs::read(file).ok()?)));
    let (status, kind, body) = match found {
        Some((kind, body)) => ("200 OK", kind, body),
        None => ("404 Not Found", "text/plain", b"There is no such file.".to_vec()),
    };
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    )?;
    stream.write_all(&body)
}

/// The file behind a path; none for a path that could lead out of its folder. A folder's own name gives its index.
fn file(path: &str, mounts: &Mounts) -> Option<PathBuf> {
    let path = path.split('?').next().unwrap_or_default();
    let (name, folder) =
        mounts.iter().find_map(|(mount, folder)| Some((path.strip_prefix(mount)?, folder)))?;
    let name = if name.is_empty() { "index.html" } else { name };
    name.split('/').all(|part| !part.is_empty() && !part.starts_with('.')).then(|| folder.join(name))
}

/// The MIME type. Browsers compile wasm while it arrives, and run modules at all, only when theirs is right.
fn kind(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        _ => "application/octet-stream",
    }
}
