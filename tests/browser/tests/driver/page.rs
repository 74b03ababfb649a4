//! The driver's own test, on a page of its own: loading, console, network, screens, pictures.

use std::fs;
use std::time::Duration;

use browser::{Browser, Error, Kind, Level, Page, Result, Viewport, in_each_browser, in_one_browser};

use crate::local;

/// Opens the page and waits for its worker.
pub fn open(browser: &mut Browser) -> Result<Page<'_>> {
    let mut page = browser.open(local::address(), Viewport::LAPTOP)?;
    page.wait_for("window.ask")?;
    Ok(page)
}

/// Waits for an error line that contains `part`.
fn wait_for_error(page: &mut Page, part: &str) -> Result<()> {
    for _ in 0..500 {
        if page.errors()?.iter().any(|line| line.text.contains(part)) {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    Err(Error::other(format!("no error says {part:?}; errors: {:?}", page.errors()?)))
}

#[test]
fn an_expression_gives_its_value() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser)?;
        assert_eq!(
            page.eval("({a: [1, 'ñ'], b: Promise.resolve()})")?.to_string(),
            r#"{"a":[1,"ñ"],"b":{}}"#
        );
        assert_eq!(page.eval("Promise.resolve(3)")?, 3);
        assert!(page.eval("undefined")?.is_null());
        let thrown = page.eval("nothing.here").unwrap_err().to_string();
        assert!(thrown.contains("nothing is not defined"), "{thrown}");
        Ok(())
    })
}

#[test]
fn waiting_in_vain_tells_why() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser)?;
        page.eval("console.warn('a hint')")?;
        let message = page.wait_within("2 > 3", Duration::from_millis(50)).unwrap_err().to_string();
        for part in ["2 > 3", "last: false", "Warning: a hint"] {
            assert!(message.contains(part), "{message}");
        }
        assert_eq!(page.wait_for("'found'")?, "found");
        Ok(())
    })
}

#[test]
fn a_new_fragment_does_not_load_the_page_again() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser)?;
        page.eval("window.mark = 1")?;
        page.goto(&format!("{}#dataset=xor", local::address()))?;
        page.wait_for("location.hash === '#dataset=xor' && window.mark === 1")?;
        Ok(())
    })
}

#[test]
fn an_address_without_server_is_an_error() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = browser.page(Viewport::LAPTOP)?;
        assert!(page.goto("http://127.0.0.1:9/").is_err());
        Ok(())
    })
}

#[test]
fn the_console_is_heard_and_a_sound_page_has_no_errors() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser)?;
        page.eval("console.info('one', 2)")?;
        page.eval("ask('speak')")?;
        let lines = page.console()?;
        assert!(lines.iter().any(|line| line.text == "worker speaks"), "{lines:?}");
        assert!(lines.iter().any(|line| line.level == Level::Info && line.text == "one 2"), "{lines:?}");
        assert!(page.errors()?.is_empty(), "{lines:?}");
        Ok(())
    })
}

#[test]
fn every_kind_of_error_is_heard() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser)?;
        page.eval("void setTimeout(() => { throw new Error('page throws') })")?;
        wait_for_error(&mut page, "page throws")?;
        page.eval("void Promise.reject(new Error('nobody catches'))")?;
        wait_for_error(&mut page, "nobody catches")?;
        page.eval("ask('throw')")?;
        wait_for_error(&mut page, "worker throws")?;
        page.eval("fetch('missing.txt').then(() => 1)")?;
        wait_for_error(&mut page, "missing.txt")?;
        page.eval("void document.body.setAttribute('style', 'color: red')")?;
        wait_for_error(&mut page, "style-src")?;
        Ok(())
    })
}

#[test]
fn requests_of_page_and_worker_are_seen() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser)?;
        assert_eq!(page.eval("ask('fetch')")?, "17");
        let requests = page.requests()?;
        for part in ["", "page.js", "worker.js", "data.txt"] {
            let url = format!("{}{part}", local::address());
            assert!(requests.contains(&url), "{url} is not among {requests:?}");
        }
        assert_eq!(page.foreign_requests(local::address())?, Vec::<String>::new());
        Ok(())
    })
}

#[test]
fn the_network_can_be_cut() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser)?;
        let fetched = "fetch('data.txt').then(answer => answer.text(), () => 'cut')";
        page.set_offline(true)?;
        assert_eq!(page.eval(fetched)?, "cut");
        page.set_offline(false)?;
        assert_eq!(page.eval(fetched)?, "17");
        Ok(())
    })
}

#[test]
fn screens_differ() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser)?;
        let seen = "[innerWidth, devicePixelRatio, matchMedia('(prefers-color-scheme: dark)').matches, \
                     matchMedia('(prefers-reduced-motion: reduce)').matches, 'ontouchstart' in window]";
        assert_eq!(page.eval(seen)?.to_string(), "[1280,1,false,false,false]");
        page.set_dark(true)?;
        page.wait_for("matchMedia('(prefers-color-scheme: dark)').matches")?;
        page.set_viewport(Viewport { reduced_motion: true, ..Viewport::PHONE })?;
        page.reload()?;
        assert_eq!(page.eval(seen)?.to_string(), "[360,2,false,true,true]");
        Ok(())
    })
}

#[test]
fn an_element_is_scrolled_into_view() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser)?;
        let far = page.rect("#far")?;
        assert!(far.y > 0.0 && far.y < 800.0, "{far:?}");
        assert!(page.rect("#nothing").unwrap_err().to_string().contains("#nothing"));
        Ok(())
    })
}

#[test]
fn a_canvas_that_a_worker_paints_can_be_looked_at() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser)?;
        for _ in 0..500 {
            if page.colours("#painted")? > 1 {
                break;
            }
        }
        assert!(page.colours("#painted")? > 1);
        assert_eq!(page.colours("#blank")?, 1);
        let file =
            std::env::temp_dir().join(format!("frontera-driver-{}-{}.png", std::process::id(), page.kind()));
        page.screenshot(&file)?;
        let png = fs::read(&file)?;
        fs::remove_file(&file)?;
        assert!(png.starts_with(b"\x89PNG") && png.len() > 1000);
        Ok(())
    })
}

#[test]
fn a_script_file_runs_in_spite_of_the_policy() -> Result<()> {
    let file = std::env::temp_dir().join(format!("frontera-driver-{}.js", std::process::id()));
    fs::write(&file, "window.injected = 5;\nfunction topLevel() { return 6 }")?;
    let result = in_each_browser(|browser| {
        let mut page = open(browser)?;
        page.inject(&file)?;
        assert_eq!(page.eval("injected + topLevel()")?, 11);
        Ok(())
    });
    fs::remove_file(&file)?;
    result
}

#[test]
fn a_preloaded_script_comes_first() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = browser.page(Viewport::LAPTOP)?;
        page.preload("const Real = Worker; window.Worker = class extends Real { early = true }")?;
        page.goto(local::address())?;
        page.wait_for("window.worker?.early && window.ask('fetch')")?;
        page.reload()?;
        page.wait_for("window.worker?.early")?;
        Ok(())
    })
}

#[test]
fn a_dialog_is_accepted() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser)?;
        assert_eq!(page.eval("confirm('sure?')")?, true);
        Ok(())
    })
}

#[test]
fn a_failure_names_the_browser() {
    let error = in_one_browser(Kind::Chromium, |_| Err(Error::other("as planned"))).unwrap_err();
    assert_eq!(error.to_string(), "in Chromium: as planned");
}
