//! A lesson on a page of its own and on paper; what is wide is never cut.

use browser::frontera::{assert_sound, open, ready, wait_state};
use browser::{Error, Kind, Page, Result, Viewport, in_each_browser, in_one_browser, site};
use serde_json::json;

use crate::lesson::{NAMES, go_to, open_lesson, wait_lesson};

/// Fails where something of a lesson is wider than its place, or lies out of sight beside it.
pub fn assert_whole(page: &mut Page, root: &str, what: &str) -> Result<()> {
    let cut = page.eval(&format!(
        "(() => {{
            const root = document.querySelector('{root}');
            const {{ left, right }} = root.getBoundingClientRect();
            return [...root.querySelectorAll('p, li, h1, h2, h3, label, .formula-line, math')].filter((element) => element.checkVisibility()).filter((element) => {{
                const box = element.getBoundingClientRect();
                const isMath = element.matches('math') || element.closest('.formula-line') !== null;
                return box.left < left - 1 || (box.right > right + 1 && !isMath) || (box.right > innerWidth + 1 && isMath);
            }}).map((element) => element.textContent.slice(0, 60));
        }})()"
    ))?;
    if cut == json!([]) { Ok(()) } else { Err(Error::other(format!("{what}: {cut}"))) }
}

#[test]
fn on_paper_no_text_is_cut_and_nothing_is_hidden() -> Result<()> {
    in_one_browser(Kind::Chromium, |browser| {
        // A4 at 96 dots an inch, without margins of 2 cm.
        let paper = Viewport { width: 642, height: 971, ..Viewport::LAPTOP };
        let mut page = open(browser, paper, "")?;
        for name in NAMES {
            page.set_viewport(paper)?;
            page.wait_for("matchMedia('screen').matches")?;
            page.eval(&format!("void (location.hash = 'lesson={name}')"))?;
            wait_lesson(&mut page, name, "en")?;
            page.command("Emulation.setEmulatedMedia", &json!({ "media": "print" }))?;
            page.wait_for(
                "matchMedia('print').matches && !document.querySelector('.top').checkVisibility()
                    && ['.do', '.explain', '.sources', '.why'].every((part) => [...document.querySelectorAll(`#lesson ${part}`)].every((one) => one.checkVisibility()))
                    && document.querySelector('#lesson').scrollHeight <= document.querySelector('#lesson').clientHeight + 1",
            )?;
            assert_whole(&mut page, "#lesson", name)?;
            let formulas = page.eval("[...document.querySelectorAll('#lesson .formula-line')].filter((line) => line.scrollWidth > line.clientWidth + 1).map((line) => line.textContent)")?;
            assert_eq!(formulas, json!([]), "{name}: wider than the paper");
            let pdf = page.command("Page.printToPDF", &json!({}))?;
            assert!(pdf["data"].as_str().is_some_and(|data| data.len() > 20_000), "{name}");
        }
        assert_sound(&mut page)
    })
}

#[test]
fn every_lesson_has_a_page_of_its_own_that_needs_no_script() -> Result<()> {
    in_each_browser(|browser| {
        for (language, viewport) in [("en", Viewport::PHONE), ("es", Viewport::LAPTOP)] {
            let mut page = browser.page(viewport)?;
            for name in NAMES {
                page.goto(&format!("{}lesson-{language}-{name}.html", site()?))?;
                page.wait_for("document.readyState === 'complete' && document.fonts.status === 'loaded'")?;
                let found = page.eval(
                    "[document.documentElement.lang, document.scripts.length, document.querySelectorAll('math').length > 0,
                        document.documentElement.scrollWidth <= innerWidth,
                        [...document.querySelectorAll('msup, msub, mfrac, mover, munder')].every((one) => one.children.length === 2)]",
                )?;
                assert_eq!(found, json!([language, 0, true, true, true]), "{name}");
                assert_whole(&mut page, "main", name)?;
            }
            page.click_on(".question .answer:nth-child(2) label")?;
            page.wait_for("document.querySelector('.question .answer:nth-child(2) .why').checkVisibility()")?;
            // Firefox counts the children of an element that is still on its way: they were counted above, when all had come.
            let errors = page.errors()?;
            let real: Vec<_> =
                errors.iter().filter(|line| !line.text.contains("Incorrect number of children")).collect();
            assert!(real.is_empty(), "{real:#?}");
            assert_eq!(page.foreign_requests(&site()?)?, Vec::<String>::new());
        }
        let mut page = open(browser, Viewport::LAPTOP, "")?;
        page.goto(&format!("{}lesson-en-hidden-layers.html", site()?))?;
        page.click_on("main .try")?;
        ready(&mut page)?;
        wait_lesson(&mut page, "hidden-layers", "en")?;
        wait_state(&mut page, "hidden", "8,8")?;
        assert_sound(&mut page)
    })
}

/// The formulas that are wider than their place.
const WIDE: &str = "[...document.querySelectorAll('.lesson-text .formula-line')]
    .filter((line) => line.checkVisibility() && line.scrollWidth > line.clientWidth + 1)
    .map((line) => `${line.scrollWidth} > ${line.clientWidth}: ${line.textContent.slice(0, 40)}`)";

#[test]
fn no_formula_is_wider_than_the_column_beside_the_lab_or_the_phone() -> Result<()> {
    const PHONE: Viewport = Viewport { width: 390, height: 844, ..Viewport::PHONE };
    const DESK: Viewport = Viewport { width: 1440, height: 900, ..Viewport::LAPTOP };
    in_one_browser(Kind::Chromium, |browser| {
        let mut wide = Vec::new();
        for (viewport, language) in
            [DESK, PHONE].into_iter().flat_map(|screen| ["es", "en"].map(|language| (screen, language)))
        {
            let mut page = open_lesson(browser, viewport, language)?;
            for name in NAMES {
                go_to(&mut page, name, language)?;
                page.wait_for(
                    "document.fonts.status === 'loaded' && document.fonts.check('16px \"Frontera Math\"')",
                )?;
                let found = page.eval(WIDE)?;
                if found != json!([]) {
                    wide.push(format!("{name} in {language} at {}: {found}", viewport.width));
                }
                let sideways = page.eval("document.querySelector('#lesson').scrollWidth > document.querySelector('#lesson').clientWidth + 1")?;
                assert_eq!(sideways, json!(false), "{name} in {language} at {}", viewport.width);
                let page_wide = page.eval("document.documentElement.scrollWidth > innerWidth")?;
                assert_eq!(page_wide, json!(false), "the page of {name} in {language} at {}", viewport.width);
            }
        }
        assert!(wide.is_empty(), "{wide:#?}");
        Ok(())
    })
}

/// Whether the ground is darker than the text of a lesson's page.
const IS_DARK: &str = "(() => {
    const light = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0);
    return light(getComputedStyle(document.body).backgroundColor) < light(getComputedStyle(document.querySelector('main p')).color);
})()";

#[test]
fn the_pages_of_all_lessons_follow_the_dark_theme_and_are_whole_on_white_paper() -> Result<()> {
    in_one_browser(Kind::Chromium, |browser| {
        let paper = Viewport { width: 642, height: 971, ..Viewport::LAPTOP };
        let mut page = browser.page(paper.dark())?;
        for (language, name) in
            ["en", "es"].into_iter().flat_map(|language| NAMES.map(|name| (language, name)))
        {
            page.set_dark(true)?;
            page.goto(&format!("{}lesson-{language}-{name}.html", site()?))?;
            page.wait_for("document.readyState === 'complete' && document.fonts.status === 'loaded'")?;
            page.wait_for("matchMedia('(prefers-color-scheme: dark)').matches")?;
            assert_eq!(page.eval(IS_DARK)?, json!(true), "{name} in {language} by night");
            let both = json!({ "media": "print", "features": [{ "name": "prefers-color-scheme", "value": "dark" }] });
            page.command("Emulation.setEmulatedMedia", &both)?;
            page.wait_for("matchMedia('print').matches && [...document.querySelectorAll('.why')].every((one) => one.checkVisibility())")?;
            assert_eq!(page.eval(IS_DARK)?, json!(false), "{name} in {language} on paper");
            assert_eq!(page.eval(WIDE)?, json!([]), "{name} in {language} on paper");
            assert_whole(&mut page, "main", name)?;
            assert_eq!(
                page.eval("document.documentElement.scrollWidth <= innerWidth")?,
                json!(true),
                "{name} in {language}"
            );
        }
        page.set_dark(false)?;
        page.wait_for("matchMedia('screen').matches")?;
        assert_eq!(page.eval(IS_DARK)?, json!(false), "by day");
        Ok(())
    })
}
