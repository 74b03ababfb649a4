//! A web server of a scenario's own: it serves the site under test under a path, another build of it, or nothing any more.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use browser::serve::{Answer, kind, serve};
use browser::{Error, Result, site};

/// Where the site lies on the server.
pub const PATH: &str = "/course/frontera/";

/// Files by their path below [`PATH`]; `""` is the page.
pub type Files = BTreeMap<String, Vec<u8>>;

#[derive(Default)]
struct Shared {
    /// None: nobody is answered.
    files: Option<Files>,
    asked: Vec<String>,
}

/// A running server. It goes on until the tests end.
pub struct Server {
    origin: String,
    shared: Arc<Mutex<Shared>>,
}

impl Server {
    pub fn start(files: Files) -> Result<Self> {
        let shared = Arc::new(Mutex::new(Shared { files: Some(files), asked: Vec::new() }));
        let theirs = Arc::clone(&shared);
        Ok(Self { origin: serve(move |path| answer(path, &theirs))?, shared })
    }

    /// The address of the page.
    pub fn page(&self) -> String {
        format!("{}{PATH}", self.origin)
    }

    /// Serves other files from now on.
    pub fn publish(&self, files: Files) {
        lock(&self.shared).files = Some(files);
    }

    /// Answers nobody any more.
    pub fn stop(&self) {
        lock(&self.shared).files = None;
    }

    /// Every path that was asked for.
    pub fn asked(&self) -> Vec<String> {
        lock(&self.shared).asked.clone()
    }
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn answer(path: &str, shared: &Mutex<Shared>) -> Option<Answer> {
    let path = path.split('?').next().unwrap_or_default();
    let mut shared = lock(shared);
    let files = shared.files.as_ref()?;
    let found = path.strip_prefix(PATH).and_then(|name| files.get(name)).cloned();
    shared.asked.push(path.to_owned());
    let answer = found.map_or_else(Answer::missing, |body| Answer::file(kind(path), body));
    Some(Answer { headers: "Cache-Control: no-cache\r\n", ..answer })
}

/// What the service worker of the site under test keeps: the names of its files and their hashes.
pub fn kept(worker: &str) -> Result<BTreeMap<String, String>> {
    let list = worker.split_once("files:").and_then(|(_, rest)| rest.split_once('}'));
    let (list, _) = list.ok_or_else(|| Error::other("the service worker has no list of files"))?;
    serde_json::from_str(&format!("{list}}}")).map_err(|error| Error::other(error.to_string()))
}

/// The site under test: what its service worker names, and the worker.
pub fn site_files() -> Result<Files> {
    let worker = get("service-worker.js")?;
    let mut files = Files::new();
    for name in kept(&String::from_utf8_lossy(&worker))?.into_keys() {
        let name = name.strip_prefix("./").unwrap_or(&name);
        files.insert(name.to_owned(), get(name)?);
    }
    files.insert("service-worker.js".to_owned(), worker);
    Ok(files)
}

/// A file of the site under test.
fn get(name: &str) -> Result<Vec<u8>> {
    let address = site()?;
    let (host, path) = address
        .strip_prefix("http://")
        .and_then(|rest| rest.split_once('/'))
        .ok_or_else(|| Error::other(format!("{address} is no address of a server")))?;
    let mut stream = TcpStream::connect(host)?;
    write!(stream, "GET /{path}{name} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n");
    let ok = answer.starts_with(b"HTTP/1.1 200") || answer.starts_with(b"HTTP/1.0 200");
    match end.filter(|_| ok) {
        Some(end) => Ok(answer.split_off(end + 4)),
        None => Err(Error::other(format!("{address}{name} does not come"))),
    }
}
