//! Lessons beside the lab: opened and closed, their questions, and what everybody can use of them.

use browser::frontera::{
    Hand, PLANE, assert_sound, by_each_hand, command, open, ready, reveal, state, wait_lessons, wait_state,
};
use browser::{Browser, Kind, Page, Result, Viewport, in_each_browser, in_one_browser, variable};
use serde_json::json;
use std::path::Path;

use crate::lesson_paper::assert_whole;

pub const NAMES: [&str; 10] = [
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
pub fn wait_lesson(page: &mut Page, name: &str, language: &str) -> Result<()> {
    wait_state(page, "lesson", name)?;
    page.wait_for(&format!(
        "document.querySelector('#lesson .lesson-text')?.lang === '{language}'
            && document.querySelector('#lesson .try').hash.startsWith('#lesson={name}&')
            && document.querySelector('#lesson .task-state').textContent !== ''"
    ))
    .map(drop)
}

/// Opens a lesson in a language.
pub fn open_lesson<'b>(browser: &'b mut Browser, viewport: Viewport, language: &str) -> Result<Page<'b>> {
    let mut page = open(browser, viewport, "lesson=one-layer")?;
    // The bar moves as the number of the lesson comes to it.
    wait_lesson(&mut page, "one-layer", "en")?;
    page.click_on(&format!("button[data-language={language}]"))?;
    Ok(page)
}

/// Goes to a lesson, and past the question that comes first.
pub fn go_to(page: &mut Page, name: &str, language: &str) -> Result<()> {
    page.eval(&format!("location.hash = '#lesson={name}'"))?;
    wait_lesson(page, name, language)?;
    page.eval("document.querySelector('#lesson .predict .main').click()")?;
    page.wait_for("document.querySelector('#lesson .explain').checkVisibility()").map(drop)
}

/// Goes past the question that comes first.
pub fn decide(page: &mut Page, hand: Hand) -> Result<()> {
    hand.press(page, "#lesson .predict button")?;
    page.wait_for("document.querySelector('#lesson .sources').checkVisibility()").map(drop)
}

#[test]
fn a_lesson_is_opened_by_each_hand_and_closed_again() -> Result<()> {
    by_each_hand("", |hand, page| {
        hand.press(page, "#lessons-open")?;
        page.wait_for("document.querySelectorAll('#lessons[open] .lesson-choice').length === 10")?;
        hand.press(page, "#lessons li:nth-child(3) button")?;
        wait_lesson(page, "hidden-layers", "en")?;
        wait_state(page, "hidden", "8,8")?;
        page.wait_for(
            "!document.querySelector('#lessons').open && document.querySelector('#lesson').checkVisibility()",
        )?;
        hand.press(page, "#lesson .lesson-head button:nth-child(2)")?;
        wait_lesson(page, "sum-of-sigmoids", "en")?;
        wait_state(page, "task", "regression")?;
        hand.press(page, "#lesson .lesson-head button:last-child")?;
        page.wait_for("!document.querySelector('#lesson').checkVisibility()")?;
        assert_eq!(state(page, "task")?, "regression", "the lab stays as it is");
        assert_eq!(page.string("document.querySelector('#lessons-open').title")?, "");
        Ok(())
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
        // What is kept meanwhile takes the link out of the address.
        page.eval(
            "(() => { location.hash = '#lesson=hidden-layers'; history.replaceState(null, '', location.pathname); })()",
        )?;
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
    by_each_hand("lesson=one-layer", |hand, page| {
        wait_lesson(page, "one-layer", "en")?;
        assert!(page.eval("document.querySelector('#lesson .do').checkVisibility()")? == json!(false));
        page.fill("#lesson-guess", "It stops.")?;
        decide(page, hand)?;
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
            shown(page, wrong)?;
            page.key("ArrowDown")?;
        } else {
            hand.press(page, &format!("{wrong} label"))?;
            shown(page, wrong)?;
            hand.press(page, &format!("{right} label"))?;
        }
        shown(page, right)?;
        // What shows it where `:has` is not known.
        assert_eq!(page.eval(&format!("[...document.querySelectorAll('#lesson [data-chosen]')].map((answer) => answer.matches('{right}'))"))?, json!([true]));
        let kept = "document.querySelector('#lesson .answer:nth-child(2) input').checked
            && document.querySelector('#lesson .answer:nth-child(2) .why').checkVisibility()
            && document.querySelector('#lesson-guess').value === 'It stops.'
            && document.querySelector('.guess-was').textContent.endsWith('It stops.')";
        page.reload()?;
        ready(page)?;
        wait_lesson(page, "one-layer", "en")?;
        page.wait_for(kept)?;
        command(page, &["rate=3", "release"])?;
        hand.press(page, "button[data-language=es]")?;
        wait_lesson(page, "one-layer", "es")?;
        page.wait_for(kept)?;
        assert_eq!(state(page, "rate")?, "3", "the lab stays as it is");
        hand.press(page, "#lesson .lesson-foot button:nth-child(2)")?;
        page.wait_for("document.querySelectorAll('#lesson :checked').length === 0 && document.querySelector('#lesson-guess').value === ''")?;
        wait_state(page, "rate", "0.1")?;
        Ok(())
    })
}

#[test]
fn axe_finds_nothing_serious_in_any_lesson() -> Result<()> {
    let (laptop, phone) = (Viewport::LAPTOP, Viewport::PHONE);
    for (kind, viewport, language) in [
        (Kind::Chromium, laptop, "es"),
        (Kind::Chromium, laptop.dark(), "en"),
        (Kind::Chromium, phone, "en"),
        (Kind::Chromium, phone.dark(), "es"),
        (Kind::Firefox, laptop, "en"),
    ] {
        in_one_browser(kind, |browser| {
            let mut page = open_lesson(browser, viewport, language)?;
            for name in NAMES {
                go_to(&mut page, name, language)?;
                reveal(&mut page, "#lesson h2")?;
                // The other panels have tests of their own.
                page.inject(Path::new(&variable("AXE_JS")?))?;
                let found = page.eval("axe.run('#lesson').then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target)}`))")?;
                assert_eq!(found, json!([]), "{name} in {language}");
                assert_whole(&mut page, "#lesson", name)?;
            }
            assert_sound(&mut page)
        })?;
    }
    Ok(())
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

#[test]
fn what_a_link_shows_comes_into_view_and_a_phone_leads_back_to_the_text() -> Result<()> {
    let in_view = |selector: &str| {
        format!(
            "(({{ top, bottom }}) => top < innerHeight - 200 && bottom > 100)(document.querySelector('{selector}').getBoundingClientRect())"
        )
    };
    in_each_browser(|browser| {
        for viewport in [Viewport { width: 1440, height: 900, ..Viewport::LAPTOP }, Viewport::PHONE] {
            let mut page = open_lesson(browser, viewport, "en")?;
            // The walk, the runs side by side, the plane.
            for (name, place, shown) in [
                ("backpropagation", 1, "#walk-stage"),
                ("activations", 1, "#rival-1"),
                ("perceptron", 1, "#plane-canvas"),
            ] {
                go_to(&mut page, name, "en")?;
                let link = format!("#lesson .do li:nth-child({place}) .try");
                page.eval(&format!("document.querySelector('{link}').scrollIntoView({{ block: 'center', behavior: 'instant' }})"))?;
                let top = page.number("scrollY")?;
                page.eval(&format!("document.querySelector('{link}').click()"))?;
                page.wait_for(&in_view(shown))?;
                if viewport.touch {
                    page.wait_for("document.activeElement.matches('.lesson-back')")?;
                    page.tap_on(".lesson-back")?;
                    page.wait_for(&format!(
                        "document.activeElement.matches('{link}') && Math.abs(scrollY - {top}) < 2"
                    ))?;
                    page.wait_for("!document.querySelector('.lesson-back').checkVisibility()")?;
                } else {
                    page.wait_for(&in_view(&link))?;
                }
            }
            assert_sound(&mut page)?;
        }
        Ok(())
    })
}
