//! A script that does not come when it is asked for: it comes when it is asked for again, though browsers keep that it did not.

use browser::frontera::open_at;
use browser::{Page, Result, Viewport, in_each_browser};

use crate::server::{Files, Server, site_files};

/// The files of the site but for those whose names begin so.
fn without(files: &Files, names: &[&str]) -> Files {
    let is_there = |name: &str| !names.iter().any(|missing| name.starts_with(missing));
    files.clone().into_iter().filter(|(name, _)| is_there(name)).collect()
}

/// Waits for a notice.
fn wait_notice(page: &mut Page) -> Result<()> {
    page.wait_for("document.querySelector('#notice').checkVisibility() && document.querySelector('#notice-text').textContent.includes('has not come')").map(drop)
}

#[test]
fn what_is_opened_by_a_script_that_did_not_come_opens_when_it_does() -> Result<()> {
    in_each_browser(|browser| {
        let files = site_files()?;
        let server = Server::start(without(&files, &["lesson-", "room-", "qr-"]))?;
        let mut page = open_at(browser, Viewport::LAPTOP, &format!("{}?lang=en", server.page()))?;
        page.key("p")?;
        wait_notice(&mut page)?;
        page.click_on("#notice-close")?;
        page.click_on("#lessons-open")?;
        wait_notice(&mut page)?;
        server.publish(without(&files, &["qr-"]));
        page.key("p")?;
        page.wait_for("document.documentElement.dataset.room === 'boundary'")?;
        page.key("Escape")?;
        page.wait_for("document.documentElement.dataset.room === undefined")?;

        page.key("g")?;
        page.wait_for("document.querySelector('#give-note')?.textContent")?;
        assert_eq!(page.eval("document.querySelector('#give-code path')")?, serde_json::Value::Null);
        page.key("Escape")?;
        server.publish(files);
        page.key("g")?;
        page.wait_for("document.querySelector('#give-code path')")?;
        page.key("Escape")?;

        // The lessons were asked for when the lab was there.
        page.click_on("#lessons-open")?;
        page.wait_for("document.querySelector('#lessons').open")?;
        Ok(())
    })
}

#[test]
fn a_lesson_whose_script_does_not_come_is_told() -> Result<()> {
    in_each_browser(|browser| {
        let server = Server::start(without(&site_files()?, &["lesson-"]))?;
        let mut page =
            open_at(browser, Viewport::LAPTOP, &format!("{}?lang=en#lesson=softmax", server.page()))?;
        wait_notice(&mut page)
    })
}

#[test]
fn what_the_page_begins_without_comes_when_it_can_and_what_was_pressed_meanwhile_is_done() -> Result<()> {
    in_each_browser(|browser| {
        let files = site_files()?;
        for (button, opened) in [
            ("#share-open", "document.querySelector('#share')?.open === true"),
            ("#help-open", "document.querySelector('#help')?.open === true"),
            ("#export", "window.given === 'points.csv'"),
            ("#dataset-ask", "document.querySelector('#dataset-help').checkVisibility()"),
        ] {
            let server = Server::start(without(&files, &["later-"]))?;
            let mut page = browser.page(Viewport::LAPTOP)?;
            page.preload(
                "HTMLAnchorElement.prototype.click = function () { window.given = this.download; };",
            )?;
            page.goto(&format!("{}?lang=en", server.page()))?;
            page.wait_for("document.querySelector('#starting').hidden")?;
            wait_notice(&mut page)?;
            page.click_on(button)?;
            assert_eq!(page.eval(opened)?, false, "{button}");
            server.publish(files.clone());
            page.wait_for(opened)?;
            assert!(page.text("#dataset-help")?.len() > 20);
        }
        Ok(())
    })
}

#[test]
fn the_projector_shows_a_figure_whose_explanation_did_not_come() -> Result<()> {
    in_each_browser(|browser| {
        let server = Server::start(without(&site_files()?, &["later-"]))?;
        let mut page = browser.page(Viewport::LAPTOP)?;
        page.goto(&format!("{}?lang=en#view=backpropagation", server.page()))?;
        page.wait_for("document.querySelector('#starting').hidden")?;
        wait_notice(&mut page)?;
        page.key("p")?;
        page.wait_for("document.documentElement.dataset.room === 'boundary'")?;
        page.choose("#room-figure", "backpropagation")?;
        page.wait_for("document.documentElement.dataset.room === 'backpropagation'")?;
        Ok(())
    })
}
