//! A static file server for the built site, and for nothing else: the site is one flat folder.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::changes::Changes;
use crate::site::{naming, offline};

const RELOAD_SCRIPT: &str = include_str!("reload.js");

/// The service worker of a site that is being worked on: it takes away what another one left in the browser.
const RETIRED_WORKER: &str = include_str!("retired-worker.js");

/// How long a page may wait for a change before it has to ask again.
const LONGEST_WAIT: Duration = Duration::from_secs(25);

/// More bytes are not read of what a page asks for.
const LONGEST_REQUEST: u64 = 64 << 10;

const SCRIPT: &str = "text/javascript; charset=utf-8";
const PAGE: &str = "text/html; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

/// A built site and where it is served.
pub struct Site {
    folder: PathBuf,
    mounts: &'static [&'static str],
    changes: Option<Arc<Changes>>,
}

/// An answer before it is sent.
struct Answer {
    status: u16,
    kind: &'static str,
    cache: &'static str,
    location: Option<String>,
    body: Vec<u8>,
}

/// Answers requests in the background, each connection in a thread of its own: one may wait for a change while others are served, and
/// a browser opens some in advance on which it asks for nothing.
pub fn start(listener: TcpListener, site: Site) {
    let site = Arc::new(site);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let site = Arc::clone(&site);
            // Whoever asked may be gone: there is nobody to tell.
            thread::spawn(move || site.serve(&stream));
        }
    });
}

/// Serves a folder under each of `mounts` for as long as this process lives; gives its address, which ends with `/`.
///
/// # Errors
/// When no port is free.
pub fn serve(folder: PathBuf, mounts: &'static [&'static str]) -> io::Result<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = format!("http://{}/", listener.local_addr()?);
    start(listener, Site::new(folder, mounts, None));
    Ok(address)
}

impl Site {
    /// A site in `folder`, served under each of `mounts` (each begins and ends with `/`). With `changes`, its pages load
    /// themselves again when the version changes.
    pub fn new(folder: PathBuf, mounts: &'static [&'static str], changes: Option<Arc<Changes>>) -> Self {
        Self { folder, mounts, changes }
    }

    /// Answers one request and lets the connection go.
    fn serve(&self, stream: &TcpStream) -> io::Result<()> {
        let mut lines = BufReader::new(stream.take(LONGEST_REQUEST)).lines();
        let request = lines.next().transpose()?.unwrap_or_default();
        // A connection that is let go with something unread is cut, answer and all.
        while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
        let mut words = request.split(' ');
        let (Some(method), Some(url)) = (words.next(), words.next()) else { return Ok(()) };
        self.answer(method, url).send(method == "HEAD", stream)
    }

    fn answer(&self, method: &str, url: &str) -> Answer {
        if !matches!(method, "GET" | "HEAD") {
            return Answer::error(405, "Only GET and HEAD are answered here.");
        }
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        if let Some(changes) = &self.changes {
            match path {
                "/service-worker.js" => return Answer::new(SCRIPT, RETIRED_WORKER),
                "/__reload.js" => return Answer::new(SCRIPT, RELOAD_SCRIPT),
                "/__changes" => {
                    let seen = query.strip_prefix("seen=").unwrap_or_default();
                    return Answer::new(TEXT, changes.wait(seen, LONGEST_WAIT));
                }
                _ => {}
            }
        }
        if let Some(mount) = self.mounts.iter().find(|mount| mount.strip_suffix('/') == Some(path)) {
            return Answer {
                location: Some((*mount).to_owned()),
                ..Answer::error(301, "It ends with a slash.")
            };
        }
        // The longest mount first: all begin with "/".
        let names = self.mounts.iter().filter_map(|mount| path.strip_prefix(mount));
        let name =
            names.min_by_key(|name| name.len()).map(|name| if name.is_empty() { "index.html" } else { name });
        name.and_then(|name| self.file(name)).unwrap_or_else(|| Answer::error(404, "There is no such file."))
    }

    fn file(&self, name: &str) -> Option<Answer> {
        if !is_plain(name) {
            return None;
        }
        let body = fs::read(self.folder.join(name)).ok()?;
        let answer = Answer::new(kind(name), body);
        if naming::is_hashed(name) {
            return Some(Answer { cache: "public, max-age=31536000, immutable", ..answer });
        }
        match &self.changes {
            Some(changes) if answer.kind == PAGE => {
                Some(Answer { body: with_reload(answer.body, &changes.version()), ..answer })
            }
            _ => Some(answer),
        }
    }
}

impl Answer {
    fn new(kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status: 200, kind, cache: "no-cache", location: None, body: body.into() }
    }

    fn error(status: u16, sentence: &str) -> Self {
        Self { status, ..Self::new(TEXT, format!("{sentence}\n")) }
    }

    fn send(self, is_head: bool, mut stream: impl Write) -> io::Result<()> {
        let length = self.body.len().to_string();
        let headers = [
            ("Connection", Some("close")),
            ("Content-Length", Some(length.as_str())),
            ("Content-Type", Some(self.kind)),
            ("Cache-Control", Some(self.cache)),
            ("X-Content-Type-Options", Some("nosniff")),
            ("Location", self.location.as_deref()),
            ("Allow", (self.status == 405).then_some("GET, HEAD")),
        ];
        let given = headers.into_iter().filter_map(|(name, value)| Some((name, value?)));
        let lines: Vec<String> = given.map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let head = format!("HTTP/1.1 {} \r\n{}\r\n", self.status, lines.concat());
        let body = if is_head { &[][..] } else { &self.body };
        stream.write_all(&[head.as_bytes(), body].concat())
    }
}

/// Whether it is the bare name of a visible file: letters, digits, dots, hyphens, underscores. No path can be made of them.
fn is_plain(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    !name.starts_with('.') && name.bytes().all(plain)
}

/// The MIME type. Browsers compile wasm while it arrives, and run modules at all, only when theirs is right.
fn kind(name: &str) -> &'static str {
    match naming::kind(name).unwrap_or("") {
        "html" => PAGE,
        "js" => SCRIPT,
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// The page with the script that waits for a version other than this one, and without the service worker that would keep this one.
fn with_reload(page: Vec<u8>, version: &str) -> Vec<u8> {
    let script = format!("<script src=\"/__reload.js?seen={version}\"></script>");
    match String::from_utf8(page) {
        Ok(text) => {
            let text = text.replacen(&format!(" data-service-worker=\"{}\"", offline::NAME), "", 1);
            match text.rsplit_once("</body>") {
                Some((before, after)) => format!("{before}{script}</body>{after}"),
                None => text + &script,
            }
            .into_bytes()
        }
        Err(error) => error.into_bytes(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    const PAGE_TEXT: &str = "<body data-service-worker=\"service-worker.js\">Hola</body>";
    const HASHED: &str = "frontera-0123456789abcdef.wasm";

    /// A site in a folder of its own for each test.
    fn site(test: &str, changes: Option<Arc<Changes>>) -> Site {
        let folder = std::env::temp_dir().join(format!("frontera-{test}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("index.html"), PAGE_TEXT).unwrap();
        fs::write(folder.join(HASHED), "\0asm").unwrap();
        fs::write(folder.join(".hidden"), "").unwrap();
        Site::new(folder, &["/", "/sub/path/"], changes)
    }

    #[test]
    fn files_under_every_mount() {
        let site = site("mounts", None);
        let get = |url: &str| site.answer("GET", url);
        for url in ["/", "/index.html", "/?lang=en", "/sub/path/"] {
            let answer = get(url);
            assert_eq!((answer.status, answer.kind, answer.cache), (200, PAGE, "no-cache"), "{url}");
            assert_eq!(answer.body, PAGE_TEXT.as_bytes());
        }
        let wasm = get(&format!("/sub/path/{HASHED}"));
        assert_eq!((wasm.status, wasm.kind), (200, "application/wasm"));
        assert!(wasm.cache.contains("immutable"));
        assert_eq!(
            (get("/sub/path").status, get("/sub/path").location.unwrap()),
            (301, "/sub/path/".to_owned())
        );
        assert_eq!(site.answer("POST", "/").status, 405);
        fs::remove_dir_all(&site.folder).unwrap();
    }

    #[test]
    fn nothing_outside_of_the_folder() {
        let site = site("outside", None);
        for url in [
            "/x",
            "/..",
            "/../Cargo.toml",
            "/%2e%2e/x",
            "/.hidden",
            "//etc",
            "/sub/",
            "/sub/path/../x",
            "/__changes",
        ] {
            assert_eq!(site.answer("GET", url).status, 404, "{url}");
        }
        fs::remove_dir_all(&site.folder).unwrap();
    }

    #[test]
    fn a_page_waits_for_the_next_version() {
        let site = site("reload", Some(Arc::new(Changes::new("v1".into()))));
        let get = |url| String::from_utf8(site.answer("GET", url).body).unwrap();
        assert_eq!(get("/"), "<body>Hola<script src=\"/__reload.js?seen=v1\"></script></body>");
        assert_eq!(get("/__reload.js?seen=v1"), RELOAD_SCRIPT);
        assert_eq!(get("/service-worker.js"), RETIRED_WORKER);
        assert_eq!(get("/__changes?seen=v0"), "v1");
        fs::remove_dir_all(&site.folder).unwrap();
    }

    #[test]
    fn over_the_wire_while_another_page_waits() {
        let site = site("wire", Some(Arc::new(Changes::new("v1".into()))));
        let folder = site.folder.clone();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        start(listener, site);
        // Connections on which nothing is asked for.
        let _silent: Vec<_> = (0..20).map(|_| TcpStream::connect(address).unwrap()).collect();
        let ask = |line: &str| {
            let mut stream = TcpStream::connect(address).unwrap();
            write!(stream, "{line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
            stream
        };
        let reply = |line: &str| {
            let mut text = String::new();
            ask(line).read_to_string(&mut text).unwrap();
            text
        };
        let _waiting: Vec<_> = (0..20).map(|_| ask("GET /__changes?seen=v1")).collect();
        let head = reply(&format!("HEAD /{HASHED}"));
        assert!(head.starts_with("HTTP/1.1 200") && head.contains("Content-Length: 4"), "{head}");
        assert!(head.ends_with("\r\n\r\n"));
        assert!(reply(&format!("GET /{HASHED}")).ends_with("\0asm"));
        assert!(reply("GET /none").starts_with("HTTP/1.1 404"));
        assert!(reply("DELETE /").contains("Allow: GET, HEAD"));
        fs::remove_dir_all(folder).unwrap();
    }
}
