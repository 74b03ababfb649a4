//! In the room: the projector, and that all of the room is for everybody. The dialogs are in `room_dialogs`.

use serde_json::{Value, json};

use browser::frontera::{
    Hand, PLANE, assert_sound, axe, command, open_at, ready, state, wait_above, wait_lessons, wait_state,
};
use browser::{Browser, Page, Result, Viewport, in_each_browser, site};

use crate::explain::VIEWS;
use crate::native;
use crate::room_dialogs::given;

/// The figures that the projector shows.
fn figures() -> impl Iterator<Item = &'static str> {
    ["boundary", "network", "loss", "compare"].into_iter().chain(VIEWS)
}

/// The texts that are seen and smaller than 28 pixels, those of figures too: each with its size.
const SMALL: &str = "(async () => {
    const small = [];
    const dialog = document.querySelector('dialog[open]');
    const walker = document.createTreeWalker(dialog ?? document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const { data, parentElement: parent } = walker.currentNode;
        if (!data.trim() || parent.closest('.unseen, script, option:not(:checked), noscript')) continue;
        if (!parent.checkVisibility({ visibilityProperty: true })) continue;
        const size = parseFloat(getComputedStyle(parent).fontSize);
        if (size < 28) small.push(`${size} ${parent.localName} ${data.trim().slice(0, 30)}`);
    }
    for (const element of document.querySelectorAll('[data-figure]')) {
        if (dialog || element.clientWidth === 0) continue;
        const text = await new Promise((resolve) => {
            const hear = ({ data }) => {
                if (data.type !== 'picture') return;
                heard.worker.removeEventListener('message', hear);
                resolve(data.text);
            };
            heard.worker.addEventListener('message', hear);
            heard.worker.postMessage({ type: 'picture', figure: element.dataset.figure });
        });
        // The room may have hidden it meanwhile: then its letters are not seen, and have no size.
        if (element.clientWidth === 0) continue;
        const svg = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
        const zoom = element.clientWidth / Number(svg.getAttribute('width'));
        for (const letters of svg.querySelectorAll('text')) {
            const size = zoom * parseFloat(letters.getAttribute('font-size'));
            if (size < 27.99) small.push(`${size} ${element.dataset.figure} ${letters.textContent}`);
        }
    }
    return small;
})()";

/// Whether the figures are painted as large as they are.
const PAINTED: &str = "[...document.querySelectorAll('[data-figure]')].every((element) => {
    const canvas = element.querySelector('canvas');
    return element.clientWidth === 0 || Math.abs(canvas.width / canvas.height - element.clientWidth / element.clientHeight) < 0.02;
})";

pub fn open<'b>(browser: &'b mut Browser, viewport: Viewport, rest: &str) -> Result<Page<'b>> {
    open_at(browser, viewport, &format!("{}?lang=en{rest}", site()?))
}

/// That every text that is seen is at least 28 pixels high, once the worker knows how large its figures are.
pub fn assert_large(page: &mut Page, of: &str) -> Result<()> {
    page.wait_for(PAINTED)?;
    assert_eq!(page.eval(SMALL)?, json!([]), "{of}");
    Ok(())
}

/// Waits for the projector with this figure.
pub fn wait_shown(page: &mut Page, figure: &str) -> Result<()> {
    page.wait_for(&format!(
        "document.documentElement.dataset.room === '{figure}' && location.search.includes('room={figure}')
            && document.querySelector('#room-figure').value === '{figure}'"
    ))?;
    page.wait_for(PAINTED).map(drop)
}

/// What the part of the lesson that is shown is.
fn part(page: &mut Page) -> Result<Value> {
    page.eval("[...document.querySelectorAll('#lesson section[data-now]')].filter((element) => element.checkVisibility()).at(-1)?.className ?? ''")
}

#[test]
fn every_figure_is_large_and_every_text_is_read_from_the_back() -> Result<()> {
    in_each_browser(|browser| {
        for figure in figures() {
            let rest = format!("&room={figure}#dataset=three-clouds&hidden=6,4&step=20&compare=activation");
            let mut page = open(browser, Viewport::PROJECTOR, &rest)?;
            wait_shown(&mut page, figure)?;
            page.click_on("#step")?;
            wait_state(&mut page, "step", "21")?;
            assert_large(&mut page, figure)?;
            let large = page.number(
                "Math.max(...[...document.querySelectorAll('[data-figure]')].map((element) => element.clientWidth * element.clientHeight))",
            )?;
            let least = if figure == "compare" { 150_000.0 } else { 450_000.0 };
            assert!(large > least, "{figure}: {large}");
            let fits = "document.documentElement.scrollWidth <= innerWidth && document.documentElement.scrollHeight <= innerHeight";
            assert_eq!(page.eval(fits)?, json!(true), "{figure}");
            assert_sound(&mut page)?;
        }
        Ok(())
    })
}

#[test]
fn a_lesson_is_shown_part_by_part_by_keys_and_every_text_of_it_is_large() -> Result<()> {
    in_each_browser(|browser| {
        for (language, lesson) in [("en", "hidden-layers"), ("es", "backpropagation")] {
            let rest = format!("&room=boundary#lesson={lesson}");
            let address = format!("{}?lang={language}{rest}", site()?);
            let mut page = open_at(browser, Viewport::PROJECTOR, &address)?;
            page.wait_for("document.querySelector('#lesson [data-now]')?.checkVisibility()")?;
            let mut parts = Vec::new();
            for _ in 0..60 {
                assert_large(&mut page, &format!("{parts:?}"))?;
                let apart = page.number("document.querySelector('#room-bar').getBoundingClientRect().top - document.querySelector('#lesson').getBoundingClientRect().bottom")?;
                assert!(apart >= 0.0, "the text lies over the bar by {} px: {parts:?}", -apart);
                let now = part(&mut page)?;
                if parts.last() != Some(&now) {
                    parts.push(now.clone());
                }
                if now == json!("sources") {
                    break;
                }
                page.key("PageDown")?;
            }
            for section in ["predict", "do", "explain", "question", "task", "remember", "sources"] {
                assert!(parts.contains(&json!(section)), "{section}: {parts:?}");
            }
            page.key("PageUp")?;
            page.wait_for("document.querySelector('#lesson .remember').checkVisibility()")?;
            assert_sound(&mut page)?;
        }
        Ok(())
    })
}

#[test]
fn the_class_writes_its_guess_on_the_projector_and_goes_on_by_each_hand() -> Result<()> {
    Hand::each(|hand| {
        in_each_browser(|browser| {
            let viewport = Viewport { touch: hand == Hand::Finger, ..Viewport::PROJECTOR };
            let mut page = open(browser, viewport, "&room=boundary#lesson=one-layer")?;
            page.wait_for("document.querySelector('#lesson [data-now]')?.checkVisibility()")?;
            page.wait_for("document.querySelector('#verdict').checkVisibility() && document.querySelector('#verdict').textContent !== ''")?;
            hand.press(&mut page, "#room-next")?;
            page.wait_for("document.querySelector('#lesson-guess').checkVisibility()")?;
            assert_large(&mut page, "the guess")?;
            page.fill("#lesson-guess", "It stops.")?;
            hand.press(&mut page, "#lesson .predict .main")?;
            page.wait_for("document.activeElement === document.querySelector('#lesson .do h3') && document.activeElement.checkVisibility()")?;
            hand.press(&mut page, "#room-next")?;
            page.wait_for("document.querySelector('.guess-was').checkVisibility() && document.querySelector('.guess-was').textContent.endsWith('It stops.')")?;
            page.wait_for("document.querySelector('#room-bar #speed').checkVisibility()")?;
            page.choose("#speed", "10")?;
            wait_state(&mut page, "speed", "max")?;
            hand.press(&mut page, "#room-leave")?;
            page.wait_for("document.querySelector('#speed-home #speed').checkVisibility() && document.querySelector('#lesson .sources').checkVisibility()")?;
            assert_sound(&mut page)
        })
    })
}

#[test]
fn each_hand_goes_through_the_projector() -> Result<()> {
    Hand::each(|hand| {
        in_each_browser(|browser| {
            let viewport = Viewport { touch: hand == Hand::Finger, ..Viewport::PROJECTOR };
            let mut page = open(browser, viewport, "#dataset=xor&hidden=3")?;
            wait_lessons(&mut page)?;
            if hand == Hand::Keyboard {
                page.focus("#play")?;
                page.key("p")?;
            } else {
                hand.press(&mut page, "#projector-open")?;
            }
            wait_shown(&mut page, "boundary")?;
            hand.press(&mut page, "#play")?;
            wait_above(&mut page, "step", 3.0)?;
            hand.press(&mut page, "#room-compare")?;
            wait_shown(&mut page, "compare")?;
            wait_state(&mut page, "compare", "activation")?;
            hand.press(&mut page, "#room-compare")?;
            wait_shown(&mut page, "boundary")?;
            page.choose("#room-figure", "gradients")?;
            wait_shown(&mut page, "gradients")?;
            wait_state(&mut page, "view", "gradients")?;
            for button in ["#play", "#room-compare", "#room-lessons", "#room-leave", "#room-figure"] {
                let place = page.rect(button)?;
                assert!(place.height >= 44.0 && place.width >= 44.0, "{button}: {place:?}");
            }
            hand.press(&mut page, "#room-lessons")?;
            page.wait_for("document.querySelector('#lessons').open")?;
            let choice = "#lessons li:nth-child(3) button";
            page.wait_for(&format!("document.querySelector('{choice}')"))?;
            hand.press(&mut page, choice)?;
            page.wait_for("document.querySelector('#room-next').checkVisibility() && document.querySelector('#lesson-title').checkVisibility()")?;
            hand.press(&mut page, "#room-next")?;
            page.wait_for("document.querySelector('#lesson .predict').checkVisibility()")?;
            hand.press(&mut page, "#room-previous")?;
            page.wait_for("!document.querySelector('#lesson .predict').checkVisibility()")?;
            if hand == Hand::Keyboard {
                page.key("Escape")?;
            } else {
                hand.press(&mut page, "#room-leave")?;
            }
            page.wait_for(
                "document.documentElement.dataset.room === undefined && !location.search.includes('room')
                    && document.querySelector('#share-open').checkVisibility() && document.querySelector('#lesson .predict').checkVisibility()",
            )?;
            assert_sound(&mut page)
        })
    })
}

#[test]
fn the_projector_has_keys_and_comes_again_with_a_reload() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::PROJECTOR, "#dataset=moons&hidden=4")?;
        page.key("p")?;
        wait_shown(&mut page, "boundary")?;
        for (key, figure) in
            [("f", "network"), ("f", "loss"), ("Shift+f", "network"), ("c", "compare"), ("c", "network")]
        {
            page.key(key)?;
            wait_shown(&mut page, figure)?;
        }
        page.key("p")?;
        page.wait_for("document.documentElement.dataset.room === undefined")?;
        page.key("p")?;
        wait_shown(&mut page, "network")?;
        page.key("Space")?;
        wait_state(&mut page, "playing", "1")?;
        page.key("Space")?;
        wait_state(&mut page, "playing", "0")?;
        page.reload()?;
        wait_shown(&mut page, "network")?;
        // A link that looks at something shows it.
        command(&mut page, &["view=surface"])?;
        wait_shown(&mut page, "surface")?;
        command(&mut page, &["view=none"])?;
        wait_shown(&mut page, "boundary")?;
        page.key("Escape")?;
        page.wait_for("document.documentElement.dataset.room === undefined")?;
        assert_sound(&mut page)?;
        // The address of its start has done its work.
        page.eval("heard.worker.postMessage(null)")?;
        page.wait_for("document.querySelector('#failure').checkVisibility()")?;
        page.click_on("#failure-again")?;
        ready(&mut page)?;
        page.eval("new Promise((resolve) => setTimeout(resolve, 300))")?;
        assert_eq!(page.eval("document.documentElement.dataset.room === undefined")?, true);
        Ok(())
    })
}

#[test]
fn points_are_dragged_where_they_are_seen() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::PROJECTOR, "&room=boundary#dataset=blank")?;
        wait_shown(&mut page, "boundary")?;
        let plane = page.rect(PLANE)?;
        page.click(plane.at(0.25, 0.25))?;
        wait_state(&mut page, "points", "1")?;
        page.drag(plane.at(0.25, 0.25), plane.at(0.75, 0.5), 8)?;
        let points = native::points(&mut page)?;
        let [x1, x2] = points.first().map_or([f32::NAN; 2], |point| point.x);
        assert!((x1 - 1.5).abs() < 0.1 && x2.abs() < 0.1, "{x1} {x2}");
        assert_eq!(state(&mut page, "points")?, "1");
        assert_sound(&mut page)
    })
}

#[test]
fn axe_has_nothing_to_say_of_the_room() -> Result<()> {
    in_each_browser(|browser| {
        for (viewport, language) in
            [(Viewport::PROJECTOR, "en"), (Viewport::PROJECTOR.dark(), "es"), (Viewport::PHONE, "es")]
        {
            for rest in [
                "room=boundary#lesson=hidden-layers",
                "room=compare#compare=init",
                "room=backpropagation#hidden=3",
            ] {
                let mut page = open_at(browser, viewport, &format!("{}?lang={language}&{rest}", site()?))?;
                page.wait_for("document.querySelector('#room-bar')?.checkVisibility()")?;
                assert_eq!(axe(&mut page)?, Vec::<String>::new(), "{rest} on {viewport:?}");
            }
            let mut page = open_at(browser, viewport, &format!("{}?lang={language}", site()?))?;
            for (key, dialog) in [("?", "#keys"), ("g", "#give")] {
                page.key(key)?;
                page.wait_for(&format!("document.querySelector('{dialog}')?.open"))?;
                if dialog == "#give" {
                    given(&mut page)?;
                }
                assert_eq!(axe(&mut page)?, Vec::<String>::new(), "{dialog} on {viewport:?}");
                page.key("Escape")?;
                page.wait_for("!document.querySelector('dialog[open]')")?;
            }
        }
        Ok(())
    })
}

#[test]
fn with_forced_colours_buttons_have_edges_and_figures_their_own_ground() -> Result<()> {
    in_each_browser(|browser| {
        let viewport = Viewport { forced_colours: true, ..Viewport::PROJECTOR };
        let mut page = open(browser, viewport, "&room=boundary#dataset=moons&hidden=4")?;
        wait_shown(&mut page, "boundary")?;
        if page.eval("matchMedia('(forced-colors: active)').matches")? != json!(true) {
            return Ok(());
        }
        let edges = "[...document.querySelectorAll('#play, #step, #room-bar :is(button, select)')].filter((element) =>
            element.checkVisibility() && parseFloat(getComputedStyle(element).borderTopWidth) < 1).map(({ id }) => id)";
        assert_eq!(page.eval(edges)?, json!([]));
        assert_eq!(
            page.string("getComputedStyle(document.querySelector('.plane-figure')).forcedColorAdjust")?,
            "none"
        );
        page.wait_colours(PLANE, 2)?;
        assert_eq!(axe(&mut page)?, Vec::<String>::new());
        assert_sound(&mut page)
    })
}
