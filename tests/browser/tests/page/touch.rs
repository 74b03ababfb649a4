//! Fingers: everything is large enough to hit, and the page holds still while a point is dragged.

use std::time::Duration;
use std::{env, fs, process, thread};

use data_encoding::BASE64;

use browser::frontera::{
    PLANE, assert_sound, command, on_plane, open, open_at, ready, reveal, state, visit, wait_state,
};
use browser::{Error, Kind, Page, Point, Result, Viewport, in_each_browser, in_one_browser, site};

use crate::native;

/// The least side of what a finger has to hit, in CSS pixels, with half a pixel for rounding.
const LEAST: f64 = 43.5;

/// The controls in view that a finger hits on less than 44 × 44 pixels, measured by what lies under it.
fn too_small(page: &mut Page) -> Result<serde_json::Value> {
    page.eval(&format!(
        "(() => {{
            const hits = (element, x, y) => {{
                const hit = document.elementFromPoint(x, y);
                return hit !== null && (element.contains(hit) || hit.closest('label')?.control === element);
            }};
            const reach = (element, x, y, dx, dy) => {{
                let far = 0;
                while (far < 60 && hits(element, x + dx * (far + 0.5), y + dy * (far + 0.5))) far += 0.5;
                return far;
            }};
            const sides = (element) => {{
                element.scrollIntoView({{ block: 'center', inline: 'center', behavior: 'instant' }});
                const box = element.getBoundingClientRect();
                const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
                if (!hits(element, x, y)) return [0, 0];
                return [
                    reach(element, x, y, -1, 0) + reach(element, x, y, 1, 0),
                    reach(element, x, y, 0, -1) + reach(element, x, y, 0, 1),
                ];
            }};
            const scope = document.querySelector('dialog[open]') ?? document.body;
            return [...scope.querySelectorAll('button, select, input, textarea, a[href]')]
                .filter((element) => element.checkVisibility() && !element.matches('.unseen, .skip'))
                .map((element) => [element, ...sides(element)])
                .filter(([, width, height]) => width < {LEAST} || height < {LEAST})
                .map(([element, width, height]) =>
                    `${{element.id || element.className || element.value}}: ${{width}} × ${{height}}`);
        }})()"
    ))
}

#[test]
fn everything_is_large_enough_for_a_finger() -> Result<()> {
    in_one_browser(Kind::Chromium, |browser| {
        for viewport in [Viewport::PHONE, Viewport { width: 768, height: 1024, ..Viewport::PHONE }] {
            let link = "hidden=4,3&activation=leaky&optimizer=momentum&select=1.1";
            let mut page = open(browser, viewport, link)?;
            for panel in ["data", "network", "training", "loss"] {
                reveal(&mut page, &format!("#{panel} h2"))?;
                assert_eq!(too_small(&mut page)?, serde_json::json!([]), "{panel} on {viewport:?}");
            }
            for dialog in ["share", "import", "help"] {
                reveal(&mut page, &format!("#{dialog}-open"))?;
                page.tap_on(&format!("#{dialog}-open"))?;
                page.wait_for(&format!("document.querySelector('#{dialog}').open"))?;
                assert_eq!(too_small(&mut page)?, serde_json::json!([]), "{dialog} on {viewport:?}");
                page.key("Escape")?;
            }
        }
        Ok(())
    })
}

#[test]
fn the_page_holds_still_while_a_point_is_dragged() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::PHONE, "dataset=blank")?;
        command(&mut page, &["add=0,2,0"])?;
        wait_state(&mut page, "points", "1")?;
        page.eval("window.scrollTo(0, 40)")?;
        let before = page.number("scrollY")?;
        let plane = page.rect(PLANE)?;
        let place = |x1, x2| on_plane(plane, (-3.0, 3.0), x1, x2);
        page.touch_drag(place(0.0, 2.0), place(0.5, -2.0), 12)?;
        let [point] = native::points(&mut page)?[..] else { return Err(Error::other("one point")) };
        assert!((point.x[1] + 2.0).abs() < 0.2, "{point:?}");
        let after = page.number("scrollY")?;
        assert!((after - before).abs() < 0.5, "scrolled from {before} to {after}");
        assert_sound(&mut page)
    })
}

#[test]
fn a_finger_beside_the_plane_scrolls_the_page() -> Result<()> {
    // Firefox's driver moves fingers without its scrolling.
    in_one_browser(Kind::Chromium, |browser| {
        let mut page = open(browser, Viewport::PHONE, "")?;
        reveal(&mut page, NETWORK_TITLE)?;
        let from = page.rect(NETWORK_TITLE)?.center();
        page.eval("window.scrollTo(0, 0)")?;
        let from = (from.x.min(300.0), 560.0_f64.min(from.y.max(500.0)));
        page.touch_drag(from, (from.0, from.1 - 250.0), 12)?;
        page.wait_for("scrollY > 50")?;
        assert_eq!(state(&mut page, "points")?, "200");
        assert_sound(&mut page)
    })
}

const NETWORK_TITLE: &str = "#network h2";

#[test]
fn a_tap_reads_out_the_place_and_stays() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::PHONE, "tool=erase")?;
        let at = page.rect(PLANE)?.at(0.02, 0.02);
        page.tap(at)?;
        page.wait_for("heard.state.probe !== ''")?;
        page.wait_for("document.querySelectorAll('#probe .chance').length === 2")?;
        assert_eq!(state(&mut page, "points")?, "200");
        assert_sound(&mut page)
    })
}

#[test]
fn a_second_finger_does_not_disturb_the_first() -> Result<()> {
    // Only Chromium's protocol has several fingers here.
    in_one_browser(Kind::Chromium, |browser| {
        let mut page = open(browser, Viewport::PHONE, "dataset=blank")?;
        let plane = page.rect(PLANE)?;
        let finger = |x: f64, y: f64, id: u32| {
            let at = plane.at(x, y);
            serde_json::json!({"x": at.x, "y": at.y, "id": id})
        };
        let mut send = |kind: &str, points: serde_json::Value| {
            let params = serde_json::json!({"type": kind, "touchPoints": points});
            page.command("Input.dispatchTouchEvent", &params).map(drop)
        };
        send("touchStart", serde_json::json!([finger(0.3, 0.3, 1)]))?;
        send("touchStart", serde_json::json!([finger(0.3, 0.3, 1), finger(0.8, 0.8, 2)]))?;
        send("touchMove", serde_json::json!([finger(0.4, 0.5, 1), finger(0.7, 0.7, 2)]))?;
        send("touchEnd", serde_json::json!([]))?;
        wait_state(&mut page, "points", "1")?;
        let [point] = native::points(&mut page)?[..] else { return Err(Error::other("one point")) };
        assert!((point.x[0] + 0.6).abs() < 0.1 && point.x[1].abs() < 0.1, "{point:?}");
        assert_sound(&mut page)
    })
}

#[test]
fn the_tabs_of_a_phone_are_one_line_and_the_chosen_one_is_in_view() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::PHONE, "lesson=softmax")?;
        page.wait_for("document.querySelector('#tab-lesson')?.checkVisibility()")?;
        for tab in ["lesson", "data", "network", "training", "loss", "compare", "closer", "lesson"] {
            // A tab that is out of view is swiped to: what comes into view by the page itself is the chosen one.
            page.eval(&format!("document.querySelector('#tab-{tab}').click()"))?;
            let seen = format!(
                "(({{ left, right }}) => left >= -0.5 && right <= innerWidth + 0.5)(document.querySelector('#tab-{tab}').getBoundingClientRect())"
            );
            assert_eq!(page.eval(&seen)?, serde_json::json!(true), "{tab}");
            let box_of = page.rect(&format!("#tab-{tab}"))?;
            assert!(box_of.width >= LEAST && box_of.height >= LEAST, "{tab}: {box_of:?}");
            let lines = page.eval("new Set([...document.querySelectorAll('#tabs button')].map(({ offsetTop }) => offsetTop)).size")?;
            assert_eq!(lines, serde_json::json!(1), "{tab}");
            assert_eq!(
                page.eval("document.documentElement.scrollWidth <= innerWidth")?,
                serde_json::json!(true),
                "{tab}"
            );
        }
        assert_sound(&mut page)
    })
}

#[test]
fn a_line_of_tabs_that_was_swiped_stays_so_when_the_lessons_come() -> Result<()> {
    in_each_browser(|browser| {
        let narrow = Viewport { width: 320, ..Viewport::PHONE };
        let mut page = visit(browser, narrow, "", "")?;
        page.eval("document.querySelector('#tabs').scrollLeft = 1000")?;
        let swiped = page.eval("document.querySelector('#tabs').scrollLeft")?;
        assert_ne!(swiped, serde_json::json!(0));
        ready(&mut page)?;
        page.wait_for("document.querySelector('.lesson-back') !== null")?;
        assert_eq!(page.eval("document.querySelector('#tabs').scrollLeft")?, swiped);
        assert_sound(&mut page)
    })
}

/// The colours of the screen at places: red, green, blue, opacity.
fn colours_at(page: &mut Page, places: &[Point]) -> Result<Vec<serde_json::Value>> {
    let file = env::temp_dir().join(format!("frontera-tabs-{}.png", process::id()));
    page.screenshot(&file)?;
    let picture = fs::read(&file).map_err(|error| Error::other(format!("{}: {error}", file.display())))?;
    let ratio = page.viewport().ratio;
    let places: Vec<_> = places.iter().map(|at| [(at.x * ratio).floor(), (at.y * ratio).floor()]).collect();
    let found = page.eval(&format!(
        "(async () => {{
            const bytes = Uint8Array.from(atob('{}'), (letter) => letter.charCodeAt(0));
            const picture = await createImageBitmap(new Blob([bytes], {{ type: 'image/png' }}));
            const pen = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
            pen.drawImage(picture, 0, 0);
            return {}.map(([x, y]) => [...pen.getImageData(x, y, 1, 1).data].join());
        }})()",
        BASE64.encode(&picture),
        serde_json::json!(places)
    ))?;
    Ok(found.as_array().cloned().unwrap_or_default())
}

#[test]
fn a_line_of_tabs_is_dark_at_an_edge_where_there_are_more_of_them() -> Result<()> {
    in_each_browser(|browser| {
        for (width, language) in [(360, "es"), (360, "en"), (390, "es"), (412, "en")] {
            let narrow = Viewport { width, ..Viewport::PHONE };
            let address = format!("{}?lang={language}#lesson=softmax", site()?);
            let mut page = open_at(browser, narrow, &address)?;
            page.wait_for("document.querySelector('#tab-lesson')?.checkVisibility()")?;
            for (swiped, dark) in [(0, [false, true]), (40, [true, true]), (1000, [true, false])] {
                let mut look = || {
                    page.eval(&format!("document.querySelector('#tabs').scrollLeft = {swiped}"))?;
                    let line = page.rect("#tabs")?;
                    // Above the letters.
                    let places = [2.0, line.width / 2.0, line.width - 2.0]
                        .map(|x| Point { x: line.x + x, y: line.y + 4.0 });
                    let colours = colours_at(&mut page, &places)?;
                    Ok::<_, Error>(([colours[0] != colours[1], colours[2] != colours[1]], colours))
                };
                let mut seen = look()?;
                // The picture may be of a frame before, and words that come late may make the line longer.
                for _ in 0..10 {
                    if seen.0 == dark {
                        break;
                    }
                    thread::sleep(Duration::from_millis(100));
                    seen = look()?;
                }
                let (found, colours) = seen;
                assert_eq!(found, dark, "{width} {language}, swiped by {swiped}: {colours:?}");
            }
            assert_sound(&mut page)?;
        }
        Ok(())
    })
}
