//! A small web server on a free port of this machine: for a scenario, a bench or a test that needs one of its own.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use crate::Result;

/// What is sent to whoever asks for a path.
pub struct Answer {
    /// The code and its reason.
    pub status: &'static str,
    /// The MIME type.
    pub kind: &'static str,
    /// More headers, each a whole line with its end.
    pub headers: &'static str,
    /// The content.
    pub body: Vec<u8>,
}

impl Answer {
    /// A file of this MIME type.
    pub fn file(kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status: "200 OK", kind, headers: "", body: body.into() }
    }

    /// That there is none.
    pub fn missing() -> Self {
        Self { status: "404 Not Found", ..Self::file("text/plain", "There is no such file.") }
    }

    fn send(&self, mut stream: TcpStream) -> std::io::Result<()> {
        let Self { status, kind, headers, body } = self;
        write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n",
            body.len()
        )?;
        stream.write_all(body)
    }
}

/// Serves for as long as this process lives, and returns the address without a slash at its end. `find` gives the answer for a path
/// with its question; where it gives none, the connection is cut, as by a server that is not there.
///
/// # Errors
/// When there is no free port.
pub fn serve(find: impl Fn(&str) -> Option<Answer> + Send + Sync + 'static) -> Result<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = format!("http://{}", listener.local_addr()?);
    let find = Arc::new(find);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let find = Arc::clone(&find);
            // A browser opens connections in advance, so each has a thread; one that is cut short is no matter.
            thread::spawn(move || answer(stream, &*find));
        }
    });
    Ok(address)
}

fn answer(stream: TcpStream, find: impl Fn(&str) -> Option<Answer>) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    match find(request.split(' ').nth(1).unwrap_or_default()) {
        Some(answer) => answer.send(stream),
        None => Ok(()),
    }
}

/// The MIME type of a file, by its name. Browsers compile wasm while it arrives, and run modules at all, only when theirs is right.
pub fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("html", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
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
