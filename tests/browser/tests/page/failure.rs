//! When the laboratory cannot run: a sentence that a person understands, and a way back that keeps the points.

use browser::frontera::{PLANE, command, on_plane, open, ready, state, visit, wait_state};
use browser::{Page, Result, Viewport, in_each_browser};

use crate::native;

/// No worker can be made the first time.
const NO_WORKER_AT_FIRST: &str = "
    const Heard = window.Worker;
    let refused = false;
    window.Worker = class extends Heard {
        constructor(...given) {
            if (!refused) { refused = true; throw new Error('no worker, as planned'); }
            super(...given);
        }
    };";

/// The wasm file is not there the first time.
const NO_WASM_AT_FIRST: &str = "
    const heard = window.fetch;
    let misled = false;
    window.fetch = (url, ...rest) => {
        const misleads = !misled && String(url).endsWith('.wasm');
        misled ||= misleads;
        return heard(misleads ? String(url).replace('.wasm', '-missing.wasm') : url, ...rest);
    };";

/// Nothing can be fetched until somebody presses something.
const NO_FETCH_AT_FIRST: &str = "
    const heard = window.fetch;
    let pressed = false;
    addEventListener('click', () => (pressed = true), true);
    window.fetch = (...given) => pressed ? heard(...given) : Promise.reject(new TypeError('as planned'));";

/// The worker's script cannot be had the first time.
const NO_SCRIPT_AT_FIRST: &str = "
    const Heard = window.Worker;
    let misled = false;
    window.Worker = class extends Heard {
        constructor(url, ...rest) {
            super(misled ? url : String(url).replace('.js', '-missing.js'), ...rest);
            misled = true;
        }
    };";

/// What is named so does not come: while `way` is 'out' there is no connection, and while it is 'other' something else answers in
/// its place, and while it is 'silent' nobody. How often it was asked for is `asked`.
fn not_coming(name: &str) -> String {
    format!(
        "window.way = 'out';
        window.asked = 0;
        const real = window.fetch;
        const instead = {{ out: () => Promise.reject(new TypeError('as planned')), other: async () => new Response('no wasm'), silent: () => new Promise(() => {{}}) }};
        window.fetch = (what, ...rest) => {{
            const isMeant = /{name}/.test(what);
            if (isMeant) asked += 1;
            return (isMeant ? instead[way] : undefined)?.() ?? real(what, ...rest);
        }};"
    )
}

/// A link with two points made by hand.
fn two_points() -> Result<String> {
    Ok(native::lab("dataset=blank", &["add=-1,1,0", "add=1,1,1"])?.link())
}

/// Waits for the failure, and checks that it reads like a sentence and lies within the window.
fn wait_failure(page: &mut Page) -> Result<()> {
    page.wait_for("document.querySelector('#failure').checkVisibility()")?;
    for part in ["#failure-title", "#failure-text"] {
        let words = page.text(part)?;
        assert!(words.len() > 10 && !words.contains('{'), "{part}: {words:?}");
    }
    let place = page.rect("#failure")?;
    assert!(place.y >= 0.0 && place.x >= 0.0, "{place:?}");
    assert_eq!(page.eval("document.querySelector('#starting').hidden")?, true);
    Ok(())
}

/// Presses the button that starts again, and checks that the page works.
fn start_again(page: &mut Page, points: usize) -> Result<()> {
    page.click_on("#failure-again")?;
    ready(page)?;
    page.wait_for("!document.querySelector('#failure').checkVisibility()")?;
    wait_state(page, "points", &points.to_string())?;
    // Beside the points that earlier starts have added.
    let at = on_plane(page.rect(PLANE)?, (-3.0, 3.0), -2.9 + (points % 8) as f64 / 2.0, 2.5);
    page.click(at)?;
    wait_state(page, "points", &(points + 1).to_string())?;
    page.wait_colours(PLANE, 2)?;
    Ok(())
}

#[test]
fn a_worker_that_cannot_start_is_told_and_tried_again() -> Result<()> {
    for script in [NO_WORKER_AT_FIRST, NO_WASM_AT_FIRST, NO_SCRIPT_AT_FIRST] {
        in_each_browser(|browser| {
            let mut page = visit(browser, Viewport::LAPTOP, &two_points()?, script)?;
            wait_failure(&mut page)?;
            assert_eq!(page.string("document.activeElement.id")?, "failure-again");
            start_again(&mut page, 2)
        })?;
    }
    Ok(())
}

#[test]
fn a_phone_shows_the_failure_whole() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = visit(browser, Viewport::PHONE, &two_points()?, NO_WORKER_AT_FIRST)?;
        wait_failure(&mut page)?;
        assert!(page.number("document.documentElement.scrollWidth")? <= 360.0);
        page.tap_on("#failure-again")?;
        ready(&mut page)?;
        wait_state(&mut page, "points", "2")
    })
}

#[test]
fn after_a_crash_the_button_starts_again_with_the_points_kept() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, &two_points()?)?;
        command(&mut page, &["add=1,-1,1", "step", "rate=0.5"])?;
        wait_state(&mut page, "points", "3")?;
        page.wait_for("(localStorage.getItem('frontera-saved') ?? '').includes('rate=0.5')")?;
        // A message that the worker cannot take: what it throws is what a panic throws.
        page.eval("heard.worker.postMessage(null)")?;
        wait_failure(&mut page)?;
        start_again(&mut page, 3)?;
        assert_eq!(state(&mut page, "rate")?, "0.5");
        page.click_on("#play")?;
        page.wait_for("Number(heard.state.step) > 20")?;
        // And once more, when what was done is kept: canvases are handed over a second time.
        page.click_on("#play")?;
        wait_state(&mut page, "playing", "0")?;
        page.wait_for(
            "heard.ask('link', 'link').then((link) => link === localStorage.getItem('frontera-saved'))",
        )?;
        page.eval("heard.worker.postMessage(null)")?;
        wait_failure(&mut page)?;
        start_again(&mut page, 4)
    })
}

#[test]
fn after_a_crash_only_what_works_is_in_reach() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "")?;
        page.click_on("#share-open")?;
        page.wait_for("document.querySelector('#share').open")?;
        page.eval("heard.worker.postMessage(null)")?;
        wait_failure(&mut page)?;
        assert_eq!(page.eval("document.querySelector('dialog[open]')")?, serde_json::Value::Null);
        for (part, reached) in
            [("share-open", "failure-again"), ("lessons-open", "failure-again"), ("theme", "theme")]
        {
            page.eval(&format!("(document.querySelector('#failure-again').focus(), document.querySelector('#{part}').focus())"))?;
            assert_eq!(page.string("document.activeElement.id")?, reached);
        }
        start_again(&mut page, 200)?;
        page.click_on("#share-open")?;
        page.wait_for("document.querySelector('#share').open").map(drop)
    })
}

#[test]
fn a_crash_is_told_in_the_language_of_the_page() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "")?;
        page.eval("heard.worker.postMessage(null)")?;
        wait_failure(&mut page)?;
        let english = page.text("#failure-text")?;
        page.click_on("button[data-language=es]")?;
        page.wait_for("document.documentElement.lang === 'es'")?;
        let spanish = page.text("#failure-text")?;
        assert_ne!(english, spanish);
        assert!(spanish.contains("puntos"), "{spanish}");
        Ok(())
    })
}

#[test]
fn a_start_from_nothing_forgets_the_points() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, &two_points()?)?;
        page.eval("heard.worker.postMessage(null)")?;
        wait_failure(&mut page)?;
        page.click_on("#failure-fresh")?;
        ready(&mut page)?;
        wait_state(&mut page, "points", "200")?;
        page.reload()?;
        ready(&mut page)?;
        wait_state(&mut page, "points", "200")
    })
}

#[test]
fn a_browser_that_is_too_old_is_told_so() -> Result<()> {
    let lacks = [
        "delete window.OffscreenCanvas;",
        "delete HTMLCanvasElement.prototype.transferControlToOffscreen;",
        "WebAssembly.validate = () => false;",
        "delete window.WebAssembly;",
        "delete window.Worker;",
    ];
    in_each_browser(|browser| {
        for script in lacks {
            let mut page = visit(browser, Viewport::LAPTOP, "", script)?;
            wait_failure(&mut page)?;
            assert!(page.text("#failure-text")?.contains("Firefox"), "it says what would do");
            assert_eq!(page.eval("document.querySelector('#failure-again').checkVisibility()")?, false);
            assert_eq!(page.errors()?, []);
        }
        Ok(())
    })
}

#[test]
fn without_the_second_part_of_the_wasm_it_trains_and_what_was_asked_meanwhile_is_done_when_that_comes()
-> Result<()> {
    in_each_browser(|browser| {
        let script = not_coming("later-[0-9a-f]+\\.wasm");
        let mut page = visit(browser, Viewport::LAPTOP, "dataset=circle&hidden=3&select=1.2", &script)?;
        page.wait_for("'step' in heard.state && document.querySelector('#starting').hidden")?;
        page.click_on("#step")?;
        wait_state(&mut page, "step", "1")?;
        page.wait_for("!document.querySelector('#notice').hidden")?;
        page.click_on(".tool[value=erase]")?;
        page.click_on("#epoch")?;
        assert_eq!(page.eval("heard.complete")?, false);
        assert_eq!(state(&mut page, "tool")?, "add");
        // A door to the network answers in its place; nothing stops at that either.
        page.eval("[way, asked] = ['other', 0]")?;
        page.wait_for("asked > 1")?;
        assert_eq!(page.eval("document.querySelector('#failure').hidden")?, true);
        page.eval("window.way = ''")?;
        ready(&mut page)?;
        wait_state(&mut page, "tool", "erase")?;
        wait_state(&mut page, "epoch", "1")?;
        Ok(())
    })
}

#[test]
fn a_second_part_that_nobody_answers_for_is_told() -> Result<()> {
    // Time goes faster.
    const SOON: &str = "const wait = window.setTimeout;
        window.setTimeout = (act, time, ...rest) => wait(act, time > 10_000 ? time / 20 : time, ...rest);";
    in_each_browser(|browser| {
        let script = not_coming("later-[0-9a-f]+\\.wasm") + "way = 'silent';" + SOON;
        let mut page = visit(browser, Viewport::LAPTOP, "", &script)?;
        page.wait_for("!document.querySelector('#notice').hidden")?;
        assert!(page.text("#notice-text")?.contains("has not come"), "{}", page.text("#notice-text")?);
        Ok(())
    })
}

#[test]
fn a_phone_stays_at_the_panel_that_somebody_chose_before_all_had_come() -> Result<()> {
    in_each_browser(|browser| {
        let script = not_coming("later-e[ns]-");
        let mut page = visit(browser, Viewport::PHONE, "view=backpropagation", &script)?;
        page.wait_for("document.querySelector('#starting').hidden")?;
        page.tap_on("#tab-network")?;
        page.eval("window.way = ''")?;
        page.wait_for("document.querySelector('#explain-body')?.hidden === false")?;
        assert_eq!(page.string("document.querySelector('#tabs [aria-selected=true]').id")?, "tab-network");
        Ok(())
    })
}

#[test]
fn without_the_words_of_the_explanations_all_else_works_and_they_open_when_those_come() -> Result<()> {
    in_each_browser(|browser| {
        let script = not_coming("later-e[ns]-");
        let mut page = visit(browser, Viewport::LAPTOP, "hidden=3", &script)?;
        page.wait_for("heard.complete && !document.querySelector('#notice').hidden")?;
        page.click_on(".tool[value=erase]")?;
        wait_state(&mut page, "tool", "erase")?;
        page.click_on("[data-setting=view][value=backpropagation]")?;
        wait_state(&mut page, "view", "backpropagation")?;
        assert_eq!(page.eval("document.querySelector('#explain-body').hidden")?, true);
        page.eval("window.way = ''")?;
        page.wait_for("!document.querySelector('#explain-body').hidden")?;
        assert!(!page.text("#walk-batch h4")?.is_empty() && !page.text("#walk-slider + output")?.is_empty());
        Ok(())
    })
}

#[test]
fn what_cannot_be_loaded_at_all_is_told_in_a_sentence() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = visit(browser, Viewport::LAPTOP, "", NO_FETCH_AT_FIRST)?;
        wait_failure(&mut page)?;
        start_again(&mut page, 200)
    })
}

#[test]
fn modules_that_do_not_start_are_told_in_a_sentence() -> Result<()> {
    in_each_browser(|browser| {
        let script =
            "Object.defineProperty(window, 'matchMedia', { get() { throw new Error('as planned'); } });";
        let mut page = visit(browser, Viewport::LAPTOP, "", script)?;
        wait_failure(&mut page)?;
        assert_eq!(page.eval("document.querySelector('#failure-again').checkVisibility()")?, true);
        Ok(())
    })
}
