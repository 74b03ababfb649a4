//! What the driver's own tests look at: a few fixed pages.

use std::sync::OnceLock;

use browser::serve::{Answer, serve};

/// Path, content type, body.
const FILES: [(&str, &str, &str); 4] = [
    ("/", "text/html; charset=utf-8", include_str!("page.html")),
    ("/page.js", "text/javascript", include_str!("page.js")),
    ("/worker.js", "text/javascript", include_str!("worker.js")),
    ("/data.txt", "text/plain", "17"),
];

/// Every page comes with a strict Content-Security-Policy.
const HEADERS: &str = "Cache-Control: no-store\r\nContent-Security-Policy: default-src 'self'\r\n";

/// The server's address, ending in `/`. The server runs as long as the test binary.
#[expect(clippy::unwrap_used, reason = "a machine without a free port cannot run the tests")]
pub fn address() -> &'static str {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    ADDRESS.get_or_init(|| serve(|path| Some(Answer { headers: HEADERS, ..answer(path) })).unwrap() + "/")
}

fn answer(path: &str) -> Answer {
    match FILES.iter().find(|file| file.0 == path) {
        Some(&(_, kind, body)) => Answer::file(kind, body),
        None if path == "/favicon.ico" => {
            Answer { status: "204 No Content", ..Answer::file("image/x-icon", "") }
        }
        None => Answer::missing(),
    }
}
