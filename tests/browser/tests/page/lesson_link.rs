//! Every live link of every lesson does what it says.

use browser::frontera::{assert_sound, link, said, wait_state};
use browser::{Error, Kind, Page, Result, Viewport, in_each_browser, in_one_browser};
use serde_json::json;

use crate::lesson::{NAMES, go_to, open_lesson, wait_lesson};
use crate::native;

/// What the links of the lesson's text say, in their order.
fn links(page: &mut Page) -> Result<Vec<String>> {
    let found = page.eval(
        "[...document.querySelectorAll('#lesson .lesson-text .try')].map((link) => link.hash.slice(1))",
    )?;
    Ok(found.as_array().into_iter().flatten().map(native::word).collect())
}

/// Brings a link of the lesson's text into view, and gives the middle of its first line: between its lines there may be no link. What
/// the link before it opened may still be scrolled into view: the place is that of two frames, one after the other.
fn middle(page: &mut Page, place: usize) -> Result<(f64, f64)> {
    let found = page.eval(&format!(
        "(async () => {{
            const link = document.querySelectorAll('#lesson .lesson-text .try')[{place}];
            let [before, now] = [undefined, undefined];
            while (now === undefined || before !== now) {{
                link.scrollIntoView({{ block: 'center', behavior: 'instant' }});
                await new Promise(requestAnimationFrame);
                const [{{ left, top, width, height }}] = link.getClientRects();
                [before, now] = [now, `${{left + width / 2}} ${{top + height / 2}}`];
            }}
            return now.split(' ').map(Number);
        }})()"
    ))?;
    match (found[0].as_f64(), found[1].as_f64()) {
        (Some(x), Some(y)) => Ok((x, y)),
        _ => Err(Error::other(format!("{found} is no place"))),
    }
}

/// Clicks the links of a lesson one after the other; each time the lab is, to the last setting, what the program makes of the link.
fn follow_all(page: &mut Page, name: &str, language: &str) -> Result<usize> {
    let links = links(page)?;
    for (place, said_link) in links.iter().enumerate() {
        let expected = native::lab(said_link, &[])?.link();
        let middle = middle(page, place)?;
        page.click(middle)?;
        // Which Boolean functions the person has found so far is theirs, and outlasts a link.
        let now = "heard.ask('link', 'link').then((now) => now.replace(/&found=\\d+/, ''))";
        if page.wait_for(&format!("{now}.then((now) => now === {})", json!(expected))).is_err() {
            let now = page.string(now)?;
            return Err(Error::other(format!(
                "{name} in {language}: {said_link} makes {now}, not {expected}"
            )));
        }
        // All that the lab tells is said, before anything is said of the next.
        assert_eq!(said(page)?, Vec::<String>::new(), "{name} in {language}: {said_link}");
        wait_lesson(page, name, language)?;
    }
    assert!(links.len() > 2, "{name}: {links:?}");
    let now = link(page)?;
    assert!(now.contains(&format!("lesson={name}")), "{now}");
    Ok(links.len())
}

#[test]
fn every_live_link_sets_the_lab_to_what_it_says() -> Result<()> {
    for (kind, language) in [(Kind::Chromium, "es"), (Kind::Firefox, "en")] {
        in_one_browser(kind, |browser| {
            let mut page = open_lesson(browser, Viewport::LAPTOP, language)?;
            let mut count = 0;
            for name in NAMES {
                go_to(&mut page, name, language)?;
                count += follow_all(&mut page, name, language)?;
            }
            assert!(count > 40, "{count} links");
            assert_sound(&mut page)
        })?;
    }
    Ok(())
}

#[test]
fn the_notice_after_a_link_lies_over_no_figure_and_what_was_pressed_stays_in_view() -> Result<()> {
    let tall = Viewport { width: 1440, height: 900, ..Viewport::LAPTOP };
    in_each_browser(|browser| {
        for viewport in [tall, Viewport { width: 1024, height: 768, ..Viewport::LAPTOP }, Viewport::PHONE] {
            let mut page = open_lesson(browser, viewport, "es")?;
            for (name, place) in [("softmax", 3), ("hidden-layers", 1), ("initialisation", 4)] {
                go_to(&mut page, name, "es")?;
                page.eval("document.querySelector('#notice-close').click()")?;
                let link = format!("document.querySelectorAll('#lesson .do .try')[{place}]");
                page.eval(&format!("{link}.scrollIntoView({{ block: 'end', behavior: 'instant' }})"))?;
                page.eval(&format!("{link}.click()"))?;
                page.wait_for("document.querySelector('#notice').checkVisibility()")?;
                if viewport.touch {
                    page.wait_for("document.querySelector('.lesson-back').checkVisibility()")?;
                }
                // On a phone it stands beside the button back, in what that has taken of the screen.
                let others =
                    if viewport.touch { ".bar, .lesson-back" } else { "[data-figure], .bar, .panel.lesson" };
                let over = page.eval(&format!(
                    "(() => {{
                        const meets = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
                        const notice = document.querySelector('#notice').getBoundingClientRect();
                        return [...document.querySelectorAll('{others}')]
                            .filter((element) => element.checkVisibility() && meets(element.getBoundingClientRect(), notice))
                            .map((element) => element.dataset.figure ?? element.className);
                    }})()"
                ))?;
                assert_eq!(over, json!([]), "{name} on {viewport:?}");
                if viewport.touch {
                    let [notice, back] = [page.rect("#notice")?, page.rect(".lesson-back")?];
                    assert!(notice.y >= back.y - 2.0, "{name}: {notice:?} {back:?}");
                } else {
                    let kept = format!(
                        "(({{ bottom }}) => bottom <= document.querySelector('#notice').getBoundingClientRect().top)({link}.getBoundingClientRect())"
                    );
                    assert_eq!(page.eval(&kept)?, json!(true), "{name} on {viewport:?}");
                }
            }
            assert_sound(&mut page)?;
        }
        Ok(())
    })
}

#[test]
fn on_a_phone_both_figures_that_a_link_shows_are_in_one_view() -> Result<()> {
    in_each_browser(|browser| {
        for viewport in [Viewport::PHONE, Viewport { width: 390, height: 844, ..Viewport::PHONE }] {
            let mut page = open_lesson(browser, viewport, "es")?;
            for (name, place, view) in
                [("one-layer", 2, "decision"), ("softmax", 3, "softmax"), ("new-representation", 0, "hidden")]
            {
                go_to(&mut page, name, "es")?;
                page.eval(&format!("document.querySelectorAll('#lesson .do .try')[{place}].click()"))?;
                wait_state(&mut page, "view", view)?;
                page.wait_for("document.querySelector('.lesson-back').checkVisibility()")?;
                page.wait_for(
                    "(() => {
                        const [input, view, back] = ['.input-figure', '.view-figure', '.lesson-back'].map((name) => document.querySelector(name).getBoundingClientRect());
                        const fold = document.querySelector('#fold');
                        return input.top >= 0 && input.height > 200 && view.top >= input.bottom && view.bottom <= back.top
                            && (!fold.checkVisibility() || fold.getBoundingClientRect().bottom <= back.top);
                    })()",
                )
                .map_err(|error| Error::other(format!("{name} on {viewport:?}: {error}")))?;
                page.click_on(".lesson-back")?;
            }
            assert_sound(&mut page)?;
        }
        Ok(())
    })
}

#[test]
fn on_a_phone_both_runs_are_in_one_view_and_the_last_of_many_can_be_scrolled_above_the_button_back()
-> Result<()> {
    in_each_browser(|browser| {
        for viewport in [Viewport::PHONE, Viewport { width: 390, height: 844, ..Viewport::PHONE }] {
            let mut page = open_lesson(browser, viewport, "es")?;
            for (name, place, runs) in [("perceptron", 3, 2), ("activations", 0, 4)] {
                go_to(&mut page, name, "es")?;
                page.eval(&format!("document.querySelectorAll('#lesson .do .try')[{place}].click()"))?;
                page.wait_for(&format!("document.querySelector('#rival-{runs}').checkVisibility() && document.querySelector('.lesson-back').checkVisibility()"))?;
                if runs > 2 {
                    page.eval("window.scrollTo(0, document.documentElement.scrollHeight)")?;
                }
                let figures = format!(
                    "(() => {{
                        const [first, last] = [1, {runs}].map((k) => document.querySelector(`#rival-${{k}} .rival-plane`).getBoundingClientRect());
                        const graph = document.querySelector('#rival-{runs} .rival-gradient').getBoundingClientRect();
                        const back = document.querySelector('.lesson-back').getBoundingClientRect();
                        return ({runs} > 2 || first.top >= 0) && last.width > 100 && graph.left >= last.right && graph.width > 100
                            && Math.max(last.bottom, graph.bottom) <= back.top;
                    }})()"
                );
                page.wait_for(&figures)
                    .map_err(|error| Error::other(format!("{name} on {viewport:?}: {error}")))?;
                page.click_on(".lesson-back")?;
            }
            assert_sound(&mut page)?;
        }
        Ok(())
    })
}

#[test]
fn on_a_phone_a_link_to_a_part_of_the_network_shows_the_diagram() -> Result<()> {
    in_each_browser(|browser| {
        for language in ["es", "en"] {
            let mut page = open_lesson(browser, Viewport::PHONE, language)?;
            go_to(&mut page, "initialisation", language)?;
            page.eval("document.querySelectorAll('#lesson .do .try')[1].click()")?;
            wait_state(&mut page, "select", "1.1")?;
            page.wait_for(
                "(() => {
                    const [diagram, slider, back] = ['#network-canvas', '#inspector .control-row', '.lesson-back'].map((name) => document.querySelector(name).getBoundingClientRect());
                    return diagram.height > 150 && diagram.top >= 0 && slider.bottom <= back.top;
                })()",
            )?;
            page.tap_on(".lesson-back")?;
            page.wait_for("document.querySelector('#lesson').checkVisibility()")?;
            assert_sound(&mut page)?;
        }
        Ok(())
    })
}
