//! A lesson on the projector: what it speaks of is there, large, and nothing lies over anything.

use serde_json::json;

use browser::frontera::{assert_sound, open_at, state, wait_state};
use browser::{Browser, Page, Result, Viewport, in_each_browser, site};

use crate::room::assert_large;

/// What is seen of the page and lies over something else that is seen, as pairs; a figure's own legend lies in it.
const OVER: &str = "(() => {
    const found = [...document.querySelectorAll('.alone-shown, #notice, #play, #step, #reset, #reseed, #room-bar > *')]
        .filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.clientWidth > 1);
    const over = [];
    for (const [k, one] of found.entries()) for (const other of found.slice(k + 1)) {
        if (one.contains(other) || other.contains(one)) continue;
        const [a, b] = [one, other].map((element) => element.getBoundingClientRect());
        const [width, height] = [Math.min(a.right, b.right) - Math.max(a.left, b.left), Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)];
        if (width > 1 && height > 1) over.push(`${one.id || one.className} over ${other.id || other.className}`);
    }
    return over;
})()";

/// Opens a lesson on the projector, at the part that says what to do.
pub fn open_lesson<'b>(browser: &'b mut Browser, language: &str, name: &str) -> Result<Page<'b>> {
    let address = format!("{}?lang={language}&room=boundary#lesson={name}", site()?);
    let mut page = open_at(browser, Viewport::PROJECTOR, &address)?;
    wait_state(&mut page, "lesson", name)?;
    page.wait_for("document.querySelector('#lesson [data-now]')?.checkVisibility()")?;
    page.key("PageDown")?;
    page.wait_for("document.querySelector('#lesson .predict').checkVisibility()")?;
    page.click_on("#lesson .predict .main")?;
    page.wait_for("document.querySelector('#lesson .do').checkVisibility()")?;
    Ok(page)
}

/// Presses a link of the lesson, from 0, and waits until it has set the lab.
pub fn follow(page: &mut Page, place: usize) -> Result<()> {
    let link = format!("[...document.querySelectorAll('#lesson .do .try')][{place}]");
    page.eval("document.querySelector('#notice-close').click()")?;
    page.eval(&format!("{link}.click()"))?;
    page.wait_for("document.querySelector('#notice').checkVisibility()").map(drop)
}

/// Nothing lies over anything, and all is read from the back.
pub fn assert_clear(page: &mut Page, of: &str) -> Result<()> {
    assert_eq!(page.eval(OVER)?, json!([]), "{of}");
    assert_large(page, of)?;
    let fits = "document.documentElement.scrollWidth <= innerWidth && document.documentElement.scrollHeight <= innerHeight";
    assert_eq!(page.eval(fits)?, json!(true), "{of}");
    let bar = "[...document.querySelectorAll('#play, #room-leave')].map((element) => element.getBoundingClientRect()).every(({ bottom }, _, [first]) => Math.abs(bottom - first.bottom) < 12)";
    assert_eq!(page.eval(bar)?, json!(true), "the bar is one line: {of}");
    Ok(())
}

#[test]
fn every_figure_of_a_lesson_stands_clear_of_the_notice_and_of_the_others() -> Result<()> {
    in_each_browser(|browser| {
        // The link, and what of the page it is about.
        for (language, name, place, shown) in [
            ("es", "one-layer", 1, ".plane-figure"),
            ("es", "perceptron", 3, "#rival-2"),
            ("es", "sum-of-sigmoids", 2, "#sum"),
            ("es", "new-representation", 0, "#warp"),
            ("es", "backpropagation", 0, "#walk-stage"),
            ("es", "softmax", 3, "#input-canvas"),
            ("es", "activations", 0, "#rival-4"),
            ("es", "initialisation", 2, "#rival-5"),
            ("en", "initialisation", 3, "#shares"),
            ("en", "put-together", 0, "#rival-table"),
            ("es", "put-together", 4, "#train-control"),
        ] {
            let mut page = open_lesson(browser, language, name)?;
            follow(&mut page, place)?;
            page.wait_for(&format!("document.querySelector('{shown}').checkVisibility()"))?;
            assert_clear(&mut page, name)?;
            // All of the runs are seen, without a way to scroll.
            let rivals = "['#rivals', '#sum'].map((name) => document.querySelector(name)).every(({ scrollHeight, clientHeight }) => scrollHeight <= clientHeight + 1)";
            assert_eq!(page.eval(rivals)?, json!(true), "{name}");
            assert_sound(&mut page)?;
        }
        Ok(())
    })
}

#[test]
fn the_truth_table_stands_beside_the_plane_and_the_place_that_is_pointed_at_is_read_below() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open_lesson(browser, "en", "perceptron")?;
        page.click_on("#truth-table .output:nth-child(3)")?;
        wait_state(&mut page, "truth", "0011")?;
        page.click_on("#truth-table .output:nth-child(4)")?;
        wait_state(&mut page, "truth", "0010")?;
        page.wait_for("document.querySelectorAll('#functions [data-known=true]').length === 2")?;
        let plane = page.rect(".plane .plane-figure")?;
        page.mouse_move(plane.at(0.4, 0.4))?;
        page.wait_for("document.querySelector('#probe').checkVisibility() && document.querySelectorAll('#probe .chance').length === 2")?;
        assert_eq!(page.eval(OVER)?, json!([]));
        assert_large(&mut page, "the truth table")?;
        let after = page.rect(".plane .plane-figure")?;
        assert!((after.height - plane.height).abs() < 0.5, "{plane:?} {after:?}");
        assert_sound(&mut page)
    })
}

#[test]
fn the_formula_and_the_sliders_of_the_lessons_work_on_the_projector() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open_lesson(browser, "en", "sum-of-sigmoids")?;
        page.fill("#sum .number[data-place='1.1.0']", "6")?;
        page.key("Enter")?;
        page.wait_for("heard.state['term-biases'] === '6'")?;
        assert_sound(&mut page)?;
        drop(page);
        for (name, place, slider, setting) in
            [("new-representation", 0, "#warp", "warp"), ("activations", 2, "#morph", "morph")]
        {
            let mut page = open_lesson(browser, "en", name)?;
            follow(&mut page, place)?;
            page.wait_for(&format!("document.querySelector('{slider}').checkVisibility()"))?;
            let before = state(&mut page, setting)?;
            let track = page.rect(slider)?;
            page.click(track.at(0.5, 0.5))?;
            page.wait_for(&format!("Math.abs(Number(heard.state.{setting}) - 0.5) < 0.05"))?;
            assert_ne!(state(&mut page, setting)?, before, "{name}");
            assert_clear(&mut page, name)?;
            assert_sound(&mut page)?;
        }
        Ok(())
    })
}
