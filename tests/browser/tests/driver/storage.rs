//! What pages keep, and what they find of those before them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use browser::serve::{Answer, serve};
use browser::{Result, Viewport, in_each_browser};
use serde_json::json;

use crate::local;
use crate::page::open;

#[test]
fn storage_outlives_a_reload_but_not_the_page() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser)?;
        page.eval("localStorage.setItem('kept', 'yes')")?;
        page.reload()?;
        assert_eq!(page.eval("localStorage.getItem('kept')")?, "yes");
        drop(page);
        let mut page = open(browser)?;
        assert!(page.eval("localStorage.getItem('kept')")?.is_null());
        Ok(())
    })
}

/// Leaves something in every storage there is, and once more when the page is closed.
const LEAVE: &str = "(async () => {
    localStorage.setItem('kept', 'yes');
    addEventListener('pagehide', () => localStorage.setItem('left', 'yes'));
    sessionStorage.setItem('kept', 'yes');
    document.cookie = 'kept=yes; max-age=1000';
    window.name = 'kept';
    await (await caches.open('kept')).put('/kept', new Response('yes'));
    await new Promise((resolve, reject) => Object.assign(indexedDB.open('kept'), { onsuccess: resolve, onerror: reject }));
    await navigator.serviceWorker.register('/worker.js');
    await navigator.serviceWorker.ready;
})()";

/// What there is in them.
const LEFT: &str = "(async () => [
    ...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie, window.name, ...await caches.keys(),
    ...(await indexedDB.databases()).map(({ name }) => name),
    ...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
].filter((left) => left !== ''))()";

#[test]
fn a_quick_page_finds_nothing_of_those_before_it() -> Result<()> {
    in_each_browser(|browser| {
        for _ in 0..3 {
            let mut page = browser.quick_page(Viewport::LAPTOP)?;
            page.goto(local::address())?;
            assert_eq!(page.eval(LEFT)?, json!([]));
            assert_eq!(page.eval("[typeof preloaded, innerWidth, matchMedia('(prefers-color-scheme: dark)').matches, history.length <= 2, document.visibilityState]")?,
                json!(["undefined", Viewport::LAPTOP.width, false, true, "visible"]));
            page.eval(LEAVE)?;
            assert_eq!(page.eval(LEFT)?.as_array().map(Vec::len), Some(7));
            drop(page);

            let mut page = browser.quick_page(Viewport::PHONE.dark())?;
            page.preload("window.preloaded = true")?;
            page.goto(local::address())?;
            assert_eq!(page.eval(LEFT)?, json!([]));
            page.set_offline(true)?;
        }
        Ok(())
    })
}

/// A server that counts how often it was asked for what may be kept for a year.
fn counting() -> Result<(String, Arc<AtomicUsize>)> {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let address = serve(move |path| {
        if path == "/kept" {
            counted.fetch_add(1, Ordering::Relaxed);
        }
        let headers = "Cache-Control: max-age=31536000\r\n";
        Some(Answer { headers, ..Answer::file("text/html", "<link rel=stylesheet href=/kept>") })
    })?;
    Ok((address, count))
}

#[test]
fn a_quick_page_asks_the_server_for_what_another_had() -> Result<()> {
    in_each_browser(|browser| {
        let (address, count) = counting()?;
        for asked in 1..4 {
            let mut page = browser.quick_page(Viewport::LAPTOP)?;
            page.goto(&address)?;
            page.goto(&format!("{address}/again"))?;
            assert_eq!(count.load(Ordering::Relaxed), asked);
        }
        Ok(())
    })
}
