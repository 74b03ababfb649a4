//! A web server for the driver's own tests: a few fixed pages on a free port of 127.0.0.1.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::OnceLock;
use std::thread;

/// Path, content type, body. Every page comes with a strict Content-Security-Policy.
const FILES: [(&str, &str, &str); 4] = [
    ("/", "text/html; charset=utf-8", include_str!("page.html")),
    ("/page.js", "text/javascript", include_str!("page.js")),
    ("/worker.js", "text/javascript", include_str!("worker.js")),
    ("/data.txt", "text/plain", "17"),
];

/// The server's address, ending in `/`. The server runs as long as the test binary.
#[expect(clippy::unwrap_used, reason = "a machine without a free port cannot run the tests")]
pub fn address() -> &'static str {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    ADDRESS.get_or_init(|| {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/", listener.local_addr().unwrap());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // Browsers open connections in advance, so each has a thread; one that is cut short is no matter.
                thread::spawn(move || answer(stream));
            }
        });
        address
    })
}

fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    let path = request.split(' ').nth(1).unwrap_or_default();
    let (status, kind, body) = match FILES.iter().find(|file| file.0 == path) {
        Some(&(_, kind, body)) => ("200 OK", kind, body),
        None if path == "/favicon.ico" => ("204 No Content", "image/x-icon", ""),
        None => ("404 Not Found", "text/plain", "not here"),
    };
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\
         Cache-Control: no-store\r\nContent-Security-Policy: default-src 'self'\r\n\r\n{body}",
        body.len()
    )
}
