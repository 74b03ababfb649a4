//! Lessons: beside the lab, on a page of their own, and on paper.

use browser::frontera::{
    Hand, PLANE, assert_sound, command, open, ready, reveal, state, wait_lessons, wait_state,
};
use browser::{Error, Kind, Page, Result, Viewport, in_each_browser, in_one_browser, site, variable};
use serde_json::json;
use std::path::Path;

const NAMES: [&str; 10] = [
    "one-layer",
    "perceptron",
    "hidden-layers",
    "sum-of-sigmoids",
    "new-representation",
    "backpropagation",
    "softmax",
    "activations",
    "initialisation",
    "put-together",
];

/// Waits until the text of a lesson is on the page, in a language.
fn wait_lesson(page: &mut Page, name: &str, language: &str) -> Result<()> {
    wait_state(page, "lesson", name)?;
    page.wait_for(&format!(
        "document.querySelector('#lesson .lesson-text')?.lang === '{language}'
            && document.querySelector('#lesson .try').hash.startsWith('#lesson={name}&')
            && document.querySelector('#lesson .task-state').textContent !== ''"
    ))
    .map(drop)
}

/// Goes past the question that comes first.
fn decide(page: &mut Page, hand: Hand) -> Result<()> {
    hand.press(page, "#lesson .predict button")?;
    page.wait_for("document.querySelector('#lesson .sources').checkVisibility()").map(drop)
}

#[test]
fn a_lesson_is_opened_by_each_hand_and_closed_again() -> Result<()> {
    Hand::each(|hand| {
        in_each_browser(|browser| {
            let mut page = open(browser, hand.viewport(), "")?;
            hand.press(&mut page, "#lessons-open")?;
            page.wait_for("document.querySelectorAll('#lessons[open] .lesson-choice').length === 10")?;
            hand.press(&mut page, "#lessons li:nth-child(3) button")?;
            wait_lesson(&mut page, "hidden-layers", "en")?;
            wait_state(&mut page, "hidden", "8,8")?;
            page.wait_for("!document.querySelector('#lessons').open && document.querySelector('#lesson').checkVisibility()")?;
            hand.press(&mut page, "#lesson .lesson-head button:nth-child(2)")?;
            wait_lesson(&mut page, "sum-of-sigmoids", "en")?;
            wait_state(&mut page, "task", "regression")?;
            hand.press(&mut page, "#lesson .lesson-head button:last-child")?;
            page.wait_for("!document.querySelector('#lesson').checkVisibility()")?;
            assert_eq!(state(&mut page, "task")?, "regression", "the lab stays as it is");
            assert_sound(&mut page)
        })
    })
}

#[test]
fn links_of_the_text_set_the_lab_and_undo_brings_own_points_back() -> Result<()> {
    Hand::each(|hand| {
        in_each_browser(|browser| {
            let mut page = open(browser, hand.viewport(), "lesson=one-layer&dataset=blank")?;
            wait_lesson(&mut page, "one-layer", "en")?;
            command(&mut page, &["add=1,1,0", "add=0,1,1", "release"])?;
            wait_state(&mut page, "points", "2")?;
            decide(&mut page, hand)?;
            hand.press(&mut page, "#lesson .do li:first-child .try")?;
            wait_state(&mut page, "dataset", "clouds")?;
            wait_lesson(&mut page, "one-layer", "en")?;
            page.wait_for("document.querySelector('#notice').checkVisibility()")?;
            assert!(
                !page.string("location.hash")?.contains("clouds"),
                "a link is no step of the browser's past"
            );
            command(&mut page, &["undo"])?;
            wait_state(&mut page, "points", "2")?;
            wait_state(&mut page, "lesson", "one-layer")?;
            assert_sound(&mut page)
        })
    })
}

#[test]
fn a_link_that_names_a_lesson_alone_sets_the_lab_for_it() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "lesson=perceptron")?;
        wait_lesson(&mut page, "perceptron", "en")?;
        wait_state(&mut page, "model", "perceptron")?;
        page.eval("location.hash = '#lesson=hidden-layers'")?;
        wait_lesson(&mut page, "hidden-layers", "en")?;
        wait_state(&mut page, "hidden", "8,8")?;
        page.eval("location.hash = '#lesson=no-such-lesson'")?;
        wait_state(&mut page, "lesson", "none")?;
        page.wait_for("document.querySelector('#notice').checkVisibility()")?;
        assert_sound(&mut page)
    })
}

#[test]
fn answers_tell_why_and_outlast_a_reload_and_the_other_language() -> Result<()> {
    Hand::each(|hand| {
        in_each_browser(|browser| {
            let mut page = open(browser, hand.viewport(), "lesson=one-layer")?;
            wait_lesson(&mut page, "one-layer", "en")?;
            assert!(page.eval("document.querySelector('#lesson .do').checkVisibility()")? == json!(false));
            page.fill("#lesson-guess", "It stops.")?;
            decide(&mut page, hand)?;
            let (wrong, right) =
                ("#lesson .question .answer:nth-child(1)", "#lesson .question .answer:nth-child(2)");
            let shown = |page: &mut Page, answer: &str| {
                page.wait_for(&format!(
                    "document.querySelector('{answer} .why').checkVisibility()
                        && document.querySelector('#lesson [role=status]').textContent === document.querySelector('{answer} .why').textContent"
                ))
            };
            if hand == Hand::Keyboard {
                page.focus(&format!("{wrong} input"))?;
                page.key(" ")?;
                shown(&mut page, wrong)?;
                page.key("ArrowDown")?;
            } else {
                hand.press(&mut page, &format!("{wrong} label"))?;
                shown(&mut page, wrong)?;
                hand.press(&mut page, &format!("{right} label"))?;
            }
            shown(&mut page, right)?;
            let kept = "document.querySelector('#lesson .answer:nth-child(2) input').checked
                && document.querySelector('#lesson .answer:nth-child(2) .why').checkVisibility()
                && document.querySelector('#lesson-guess').value === 'It stops.'
                && document.querySelector('.guess-was').textContent.endsWith('It stops.')";
            page.reload()?;
            ready(&mut page)?;
            wait_lesson(&mut page, "one-layer", "en")?;
            page.wait_for(kept)?;
            command(&mut page, &["rate=3", "release"])?;
            hand.press(&mut page, "button[data-language=es]")?;
            wait_lesson(&mut page, "one-layer", "es")?;
            page.wait_for(kept)?;
            assert_eq!(state(&mut page, "rate")?, "3", "the lab stays as it is");
            hand.press(&mut page, "#lesson .lesson-foot button:nth-child(2)")?;
            page.wait_for("document.querySelectorAll('#lesson :checked').length === 0 && document.querySelector('#lesson-guess').value === ''")?;
            wait_state(&mut page, "rate", "0.1")?;
            assert_sound(&mut page)
        })
    })
}

#[test]
fn the_page_sees_that_a_task_is_solved_and_keeps_it() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "lesson=backpropagation")?;
        wait_lesson(&mut page, "backpropagation", "en")?;
        decide(&mut page, Hand::Mouse)?;
        page.wait_for("[...document.querySelectorAll('.task-missing code')].map((code) => code.textContent).join() === 'step=1,train-loss>=2'")?;
        command(&mut page, &["rate=10", "release"])?;
        command(&mut page, &["walk-next"; 30])?;
        wait_state(&mut page, "step", "1")?;
        page.wait_for("document.querySelector('.task-state').dataset.solved === 'true' && document.querySelectorAll('.task-missing li').length === 0")?;
        command(&mut page, &["reset"])?;
        wait_state(&mut page, "step", "0")?;
        page.reload()?;
        ready(&mut page)?;
        wait_lesson(&mut page, "backpropagation", "en")?;
        page.wait_for("document.querySelector('.task-state').dataset.solved === 'true'")?;
        page.click_on("#lessons-open")?;
        page.wait_for("document.querySelector('#lessons li:nth-child(6) small') && !document.querySelector('#lessons li:nth-child(5) small')")?;
        assert_sound(&mut page)
    })
}

/// Fails where something of a lesson is wider than its place, or lies out of sight beside it.
fn assert_whole(page: &mut Page, root: &str, what: &str) -> Result<()> {
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
        for (name, link) in NAMES.iter().map(|name| (name, format!("lesson={name}"))) {
            let mut page = open(browser, paper, &link)?;
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
            assert_sound(&mut page)?;
        }
        Ok(())
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

#[test]
fn axe_finds_nothing_serious_in_any_lesson() -> Result<()> {
    in_each_browser(|browser| {
        for (viewport, language) in [(Viewport::LAPTOP, "en"), (Viewport::PHONE.dark(), "es")] {
            let mut page = open(browser, viewport, "lesson=one-layer")?;
            page.click_on(&format!("button[data-language={language}]"))?;
            for name in NAMES {
                page.eval(&format!("location.hash = '#lesson={name}'"))?;
                wait_lesson(&mut page, name, language)?;
                page.eval("document.querySelector('#lesson .predict .main').click()")?;
                reveal(&mut page, "#lesson h2")?;
                // The other panels have tests of their own.
                page.inject(Path::new(&variable("AXE_JS")?))?;
                let found = page.eval("axe.run('#lesson').then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target)}`))")?;
                assert_eq!(found, json!([]), "{name} in {language}");
                assert_whole(&mut page, "#lesson", name)?;
            }
            assert_sound(&mut page)?;
        }
        Ok(())
    })
}

#[test]
fn lessons_come_when_the_lab_has_started() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "")?;
        page.wait_colours(PLANE, 2)?;
        let of_lessons = |page: &mut Page| -> Result<Vec<String>> {
            let name = |url: &String| url.rsplit('/').next().unwrap_or_default().to_owned();
            Ok(page
                .requests()?
                .iter()
                .map(name)
                .filter(|name| name.starts_with("lesson-") || name.contains("math"))
                .collect())
        };
        wait_lessons(&mut page)?;
        let before = of_lessons(&mut page)?;
        assert!(
            before.iter().all(|name| name.rsplit('.').next() == Some("js")),
            "no text and no font: {before:?}"
        );
        drop(page);
        let mut page = open(browser, Viewport::LAPTOP, "lesson=one-layer")?;
        wait_lesson(&mut page, "one-layer", "en")?;
        decide(&mut page, Hand::Mouse)?;
        page.wait_for("document.fonts.check('16px \"Frontera Math\"')")?;
        assert_sound(&mut page)
    })
}
