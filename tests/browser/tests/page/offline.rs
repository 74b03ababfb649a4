//! Without a network: the service worker keeps one build whole, takes the next one whole, and the one file needs no server.

use std::fs;

use serde_json::json;

use browser::frontera::{PLANE, open_at, wait_above};
use browser::{Browser, Error, Kind, Page, Result, Viewport, in_each_browser, variable};

use crate::server::{Files, PATH, Server, kept, site_files};

/// Waits until the site has been kept and its service worker has the page.
const KEPT: &str =
    "navigator.serviceWorker.controller !== null && navigator.serviceWorker.ready.then(() => true)";

fn visit<'b>(browser: &'b mut Browser, server: &Server) -> Result<Page<'b>> {
    let mut page = browser.page(Viewport::LAPTOP)?;
    page.goto(&server.page())?;
    wait_started(&mut page)?;
    Ok(page)
}

fn wait_started(page: &mut Page) -> Result<()> {
    page.wait_for("document.querySelector('#starting').hidden && document.querySelector('#play-word').textContent !== ''")?;
    page.wait_colours(PLANE, 2)
}

/// Takes a step, and sees it.
fn train(page: &mut Page) -> Result<()> {
    let before = page.number("Number(document.querySelector('#step-shown').textContent)")?;
    page.click_on("#step")?;
    page.wait_for(&format!("document.querySelector('#step-shown').textContent === '{}'", before + 1.0))
        .map(drop)
}

#[test]
fn after_one_visit_the_site_needs_no_server() -> Result<()> {
    in_each_browser(|browser| {
        let files = site_files()?;
        let server = Server::start(files.clone())?;
        let mut page = visit(browser, &server)?;
        page.wait_for(KEPT)?;
        server.stop();
        page.reload()?;
        wait_started(&mut page)?;
        train(&mut page)?;
        // A script that has not come once is asked for with something at the end of its address.
        let script = files.keys().find(|name| name.starts_with("worker-"));
        let script = script.ok_or_else(|| Error::other("the site has no worker"))?;
        assert_eq!(page.eval(&format!("fetch('{script}?1').then(({{ ok }}) => ok, () => false)"))?, true);
        for language in ["es", "en"] {
            page.click_on(&format!("button[data-language={language}]"))?;
            page.wait_for(&format!("document.documentElement.lang === '{language}'"))?;
        }
        // A link from somewhere else, with a question before the fragment.
        page.goto("about:blank")?;
        page.goto(&format!("{}?lang=es#dataset=xor&hidden=2", server.page()))?;
        wait_started(&mut page)?;
        train(&mut page)?;
        assert_eq!(page.foreign_requests(&server.page())?, Vec::<String>::new());
        let elsewhere: Vec<_> = server.asked().into_iter().filter(|path| !path.starts_with(PATH)).collect();
        assert_eq!(elsewhere, Vec::<String>::new());
        Ok(())
    })
}

#[test]
fn the_site_can_be_installed() -> Result<()> {
    in_each_browser(|browser| {
        let server = Server::start(site_files()?)?;
        let mut page = visit(browser, &server)?;
        let manifest = page.eval(
            "fetch(document.querySelector('link[rel=manifest]').href).then((answer) => answer.json())",
        )?;
        assert_eq!((&manifest["start_url"], &manifest["display"]), (&json!("./"), &json!("standalone")));
        for icon in manifest["icons"].as_array().into_iter().flatten() {
            let size = page.eval(&format!(
                "new Promise((resolve, reject) => {{
                    const image = new Image();
                    image.onload = () => resolve(`${{image.naturalWidth}}x${{image.naturalHeight}}`);
                    image.onerror = reject;
                    image.src = {};
                }})",
                icon["src"]
            ))?;
            assert!(icon["sizes"] == "any" || icon["sizes"] == size, "{icon}: {size}");
        }
        assert_eq!(manifest["icons"].as_array().map(Vec::len), Some(4));
        if page.kind() == Kind::Chromium {
            let told = page.command("Page.getAppManifest", &json!({}))?;
            assert_eq!(
                (&told["errors"], &told["url"]),
                (&json!([]), &page.eval("document.querySelector('link[rel=manifest]').href")?)
            );
        }
        assert_eq!(page.errors()?, []);
        Ok(())
    })
}

#[test]
fn the_start_does_not_wait_for_what_is_kept() -> Result<()> {
    in_each_browser(|browser| {
        let server = Server::start(site_files()?)?;
        let mut page = browser.page(Viewport::LAPTOP)?;
        page.preload(
            "if ('serviceWorker' in navigator) {
                const asked = navigator.serviceWorker.register;
                navigator.serviceWorker.register = function (...given) {
                    window.startedFirst ??= document.querySelector('#starting').hidden;
                    return asked.apply(this, given);
                };
            }",
        )?;
        page.goto(&server.page())?;
        assert_eq!(
            page.wait_for("typeof window.startedFirst === 'boolean' && [window.startedFirst]")?,
            json!([true])
        );
        page.wait_for(KEPT).map(drop)
    })
}

/// The hash of a file as the service worker has it, by the browser's own means.
fn integrity(page: &mut Page, content: &[u8]) -> Result<String> {
    let text = String::from_utf8_lossy(content);
    page.string(&format!(
        "crypto.subtle.digest('SHA-256', new TextEncoder().encode({}))
            .then((hash) => 'sha256-' + btoa(String.fromCharCode(...new Uint8Array(hash))))",
        json!(text)
    ))
}

/// Another build of the same site: a script that says so, under a name of its own, and what leads there. Returns the script's names
/// before and after, too.
fn next_build(page: &mut Page, first: &Files) -> Result<(Files, String, String)> {
    let text = |name: &str| String::from_utf8_lossy(&first[name]).into_owned();
    let old = first.keys().find(|name| name.starts_with("page-") && name.contains(".js"));
    let old = old.ok_or_else(|| Error::other("the site has no script"))?.clone();
    let new = "page-00000000000000ff.js".to_owned();
    let script = format!("{}\n;document.documentElement.dataset.build = '2';", text(&old));
    let html = text("").replace(&old, &new);
    let hashes = kept(&text("service-worker.js"))?;
    let worker = text("service-worker.js")
        .replace(&old, &new)
        .replace(&hashes[&old], &integrity(page, script.as_bytes())?)
        .replace(&hashes["./"], &integrity(page, html.as_bytes())?)
        .replacen("version:\"", "version:\"next-", 1);
    let mut next = first.clone();
    next.remove(&old);
    next.insert(new.clone(), script.into_bytes());
    next.insert(String::new(), html.into_bytes());
    next.insert("service-worker.js".to_owned(), worker.into_bytes());
    Ok((next, old, new))
}

/// How many builds are kept.
const BUILDS: &str = "caches.keys().then((names) => names.length)";

/// Waits until the server has been asked for a file so often since it was.
fn wait_asked(page: &mut Page, server: &Server, name: &str, times: usize) -> Result<()> {
    let path = format!("{PATH}{name}");
    for _ in 0..400 {
        if server.asked().iter().filter(|asked| **asked == path).count() >= times {
            return Ok(());
        }
        page.eval("new Promise((resolve) => setTimeout(resolve, 50))")?;
    }
    Err(Error::other(format!("{path} was not asked for: {:?}", server.asked())))
}

#[test]
fn a_new_build_is_taken_whole_or_not_at_all() -> Result<()> {
    in_each_browser(|browser| {
        let first = site_files()?;
        let server = Server::start(first.clone())?;
        let mut page = visit(browser, &server)?;
        page.wait_for(KEPT)?;
        let (next, old, new) = next_build(&mut page, &first)?;

        // Half of it is there: its page and worker, and not yet its script.
        let mut half = next.clone();
        half.remove(&new);
        server.publish(half);
        page.reload()?;
        wait_started(&mut page)?;
        wait_asked(&mut page, &server, &new, 1)?;
        page.wait_for(
            "navigator.serviceWorker.getRegistration().then((all) => !all.installing && !all.waiting)",
        )?;
        page.reload()?;
        wait_started(&mut page)?;
        train(&mut page)?;
        assert_eq!(
            page.eval("document.documentElement.dataset.build ?? null")?,
            json!(null),
            "the first build, whole"
        );

        // All of it is there: the open page stays what it is and finds its files, the next one is the new build.
        server.publish(next);
        page.reload()?;
        wait_started(&mut page)?;
        page.wait_for(
            "caches.keys().then(async (names) => {
                const next = names.find((name) => name.includes(' next-'));
                const { active, installing, waiting } = await navigator.serviceWorker.getRegistration();
                return next && (await (await caches.open(next)).keys()).length > 5 && active?.state === 'activated'
                    && !installing && !waiting;
            })",
        )?;
        assert_eq!(page.eval("document.documentElement.dataset.build ?? null")?, json!(null));
        assert_eq!(page.eval(&format!("fetch({}).then(({{ ok }}) => ok)", json!(old)))?, json!(true));
        train(&mut page)?;
        page.reload()?;
        wait_started(&mut page)?;
        page.wait_for("document.documentElement.dataset.build === '2'")?;
        server.stop();
        page.reload()?;
        wait_started(&mut page)?;
        train(&mut page)?;
        assert_eq!(page.eval("document.documentElement.dataset.build")?, json!("2"));

        // The first build is let go when no page is left that could be of it.
        page.goto("about:blank")?;
        page.goto(&server.page())?;
        wait_started(&mut page)?;
        page.wait_for(&format!("{BUILDS}.then((count) => count === 1)")).map(drop)
    })
}

#[test]
fn a_page_of_one_build_is_not_kept_with_the_files_of_another() -> Result<()> {
    in_each_browser(|browser| {
        let first = site_files()?;
        let server = Server::start(first.clone())?;
        let mut page = visit(browser, &server)?;
        page.wait_for(KEPT)?;
        let (next, ..) = next_build(&mut page, &first)?;
        drop(page);
        // The page is the new one already, and the service worker still the old one; every file of both is there.
        let mut mixed: Files = first.into_iter().chain(next.clone()).collect();
        let worker = site_files()?.remove("service-worker.js").unwrap_or_default();
        mixed.insert("service-worker.js".to_owned(), worker);
        let server = Server::start(mixed)?;
        let mut page = visit(browser, &server)?;
        wait_asked(&mut page, &server, "", 2)?;
        page.wait_for("navigator.serviceWorker.getRegistration().then((all) => all === undefined)")?;
        let kept = "caches.keys().then(async (names) => Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length)))
            .then((counts) => counts.every((count) => count === 0))";
        assert_eq!(page.eval(kept)?, json!(true));
        train(&mut page)
    })
}

#[test]
fn the_one_file_trains_from_a_disk() -> Result<()> {
    // Alone in a folder, with what a person's folders have in their names.
    let folder = std::env::temp_dir().join(format!("Mi memoria ñ {}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let file = folder.join("frontera.html");
    fs::copy(variable("FRONTERA_SINGLE")?, &file)?;
    let tried = in_each_browser(|browser| {
        let address = format!("file://{}", file.display());
        let mut page = open_at(browser, Viewport::LAPTOP, &format!("{address}#dataset=xor&hidden=4"))?;
        page.click_on("#play")?;
        wait_above(&mut page, "step", 20.0)?;
        page.click_on("#play")?;
        for canvas in [PLANE, "#network-canvas"] {
            page.wait_colours(canvas, 3)?;
        }
        for (language, play) in [("es", "Entrenar"), ("en", "Train")] {
            page.click_on(&format!("button[data-language={language}]"))?;
            page.wait_for(&format!("document.querySelector('#play-word').textContent === '{play}'"))?;
        }
        // What comes later is in the file too: the code for the class, by a wasm of its own, and the projector.
        page.key("g")?;
        page.wait_for("document.querySelector('#give-code path')?.getAttribute('d').length > 1000")?;
        page.wait_for("document.querySelector('#give-note').textContent !== ''")?;
        page.key("Escape")?;
        page.wait_for("!document.querySelector('dialog[open]')")?;
        page.key("p")?;
        page.wait_for("document.documentElement.dataset.room === 'boundary' && document.querySelector('#room-bar').checkVisibility()")?;
        page.key("f")?;
        page.wait_for("document.documentElement.dataset.room === 'network'")?;
        page.wait_colours("#network-canvas", 3)?;
        page.key("Escape")?;
        page.wait_for("document.documentElement.dataset.room === undefined")?;
        assert_eq!(page.errors()?, []);
        assert_eq!(page.foreign_requests("file:")?, Vec::<String>::new());
        let policy =
            page.string("document.querySelector('meta[http-equiv=Content-Security-Policy]').content")?;
        assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"), "{policy}");
        for word in ["'unsafe-inline'", "'unsafe-eval'", "'self'", "http", "*"] {
            assert!(!policy.contains(word), "{policy}");
        }
        Ok(())
    });
    fs::remove_dir_all(folder)?;
    tried
}
