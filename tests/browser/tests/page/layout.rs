//! The layout on every screen: nothing overflows, the figures show something, the main things are in the first view.

use browser::frontera::{NETWORK, PLANE, address, assert_sound, command, link, open, reveal, wait_state};
use browser::{Page, Result, Viewport, in_each_browser};

use crate::explain::VIEWS;

const SCREENS: [Viewport; 5] = [
    Viewport::PHONE,
    Viewport { width: 390, height: 844, ratio: 3.0, ..Viewport::PHONE },
    Viewport { width: 768, height: 1024, ratio: 2.0, ..Viewport::PHONE },
    Viewport { width: 1440, height: 900, ..Viewport::LAPTOP },
    Viewport::PROJECTOR,
];

/// A state with everything that takes room: two optional controls, eight layers, six classes, a selection.
const FULL: &str = "dataset=arms&classes=6&hidden=16,8,8,8,8,8,8,8&activation=leaky&optimizer=momentum&select=2.3.4&rate=0.00001&seed=4294967295&data-seed=4294967295";

/// What sticks out of the window to the right, or makes the page wider than it.
fn overflowing(page: &mut Page) -> Result<serde_json::Value> {
    page.eval(
        "(() => {
            const width = document.documentElement.clientWidth;
            const scrolls = (element) => element.closest('.network-scroll, .tabs, .segments-row, .segments, .rival-table, .table-scroll, .sprite, dialog:not([open])');
            const wide = [...document.querySelectorAll('body *')].filter((element) =>
                element.checkVisibility() && !scrolls(element) && element.getBoundingClientRect().right > width + 1);
            const names = wide.map((element) => `${element.tagName} ${element.id || element.className}`);
            return document.documentElement.scrollWidth > innerWidth ? [...names, 'the page'] : names;
        })()",
    )
}

/// Texts of controls that are cut off.
fn cut(page: &mut Page) -> Result<serde_json::Value> {
    page.eval(
        "[...document.querySelectorAll('button, label, h1, h2, dt, output, .hint, .note, p')]
            .filter((element) => element.checkVisibility() && !element.closest('.unseen, dialog:not([open])')
                && !element.matches('.unseen, .skip') && element.scrollWidth > element.clientWidth + 1
                && element.clientWidth > 0 && getComputedStyle(element).overflowX !== 'visible'
                && getComputedStyle(element).textOverflow !== 'ellipsis')
            .map((element) => `${element.tagName} ${element.id || element.className}: ${element.textContent.trim()}`)",
    )
}

#[test]
fn nothing_overflows_on_any_screen() -> Result<()> {
    in_each_browser(|browser| {
        for viewport in SCREENS {
            let mut page = open(browser, viewport, "")?;
            for link in [
                String::new(),
                FULL.to_owned(),
                format!("{FULL}&compare=rate&view=activations&curves=morph"),
                "compare=table&view=spread".to_owned(),
                "compare=table&hidden=4,3&view=hidden&axes=units".to_owned(),
                "compare=table&hidden=0&view=decision".to_owned(),
                "compare=table&classes=6&dataset=three-clouds&hidden=4,3&view=softmax&temperature=2&select=3.2".to_owned(),
            ] {
                if !link.is_empty() {
                    page.goto(&address(&link)?)?;
                    let (name, value) =
                        if link.starts_with(FULL) { ("select", "2.3.4") } else { ("compare", "table") };
                    wait_state(&mut page, name, value)?;
                    wait_state(
                        &mut page,
                        "view",
                        link.split("view=").nth(1).and_then(|view| view.split('&').next()).unwrap_or("none"),
                    )?;
                }
                for language in ["es", "en"] {
                    page.click_on(&format!("button[data-language={language}]"))?;
                    page.wait_for(&format!("document.documentElement.lang === '{language}'"))?;
                    for panel in ["data", "network", "training", "loss", "compare", "closer"] {
                        reveal(&mut page, &format!("#{panel} h2"))?;
                        assert_eq!(
                            overflowing(&mut page)?,
                            serde_json::json!([]),
                            "{panel} in {language} on {viewport:?}"
                        );
                        assert_eq!(
                            cut(&mut page)?,
                            serde_json::json!([]),
                            "{panel} in {language} on {viewport:?}"
                        );
                    }
                }
                assert_sound(&mut page)?;
            }
        }
        Ok(())
    })
}

#[test]
fn beside_a_lesson_no_figure_makes_the_page_wider_than_its_window() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "lesson=new-representation")?;
        page.wait_for("document.querySelector('#lesson-title')?.checkVisibility()")?;
        for language in ["es", "en"] {
            page.click_on(&format!("button[data-language={language}]"))?;
            page.wait_for(&format!("document.documentElement.lang === '{language}'"))?;
            for view in VIEWS {
                command(&mut page, &[&format!("view={view}")])?;
                page.wait_for(&format!("document.querySelector('#explain-body').dataset.view === '{view}'"))?;
                for (width, height) in [(1280, 720), (1366, 768), (1440, 900), (1920, 1080)] {
                    page.set_viewport(Viewport { width, height, ..Viewport::LAPTOP })?;
                    page.wait_for(&format!("innerWidth === {width} && innerHeight === {height}"))?;
                    assert_eq!(
                        overflowing(&mut page)?,
                        serde_json::json!([]),
                        "{view} in {language} at {width}"
                    );
                }
            }
        }
        assert_sound(&mut page)
    })
}

#[test]
fn no_figure_is_blank_on_any_screen() -> Result<()> {
    in_each_browser(|browser| {
        for viewport in SCREENS {
            let mut page = open(browser, viewport, "step=20")?;
            wait_state(&mut page, "step", "20")?;
            for (canvas, colours) in [(PLANE, 30), (NETWORK, 30), ("#loss-canvas", 3)] {
                reveal(&mut page, canvas)?;
                let place = page.rect(canvas)?;
                assert!(place.width > 100.0 && place.height > 100.0, "{canvas} is {place:?} on {viewport:?}");
                page.wait_colours(canvas, colours)?;
            }
            let plane = page.rect(PLANE)?;
            assert!((plane.width - plane.height).abs() < 1.5, "the plane is square: {plane:?}");
        }
        Ok(())
    })
}

#[test]
fn a_pixel_of_a_figure_is_one_of_the_screen() -> Result<()> {
    in_each_browser(|browser| {
        for ratio in [1.0, 1.25, 2.0] {
            for width in [1280, 1337] {
                let mut page = open(browser, Viewport { width, ratio, ..Viewport::LAPTOP }, "hidden=4,4")?;
                let told = page.wait_for(
                    "(() => {
                        const pixels = (from, to) => Math.round(to * devicePixelRatio) - Math.round(from * devicePixelRatio);
                        const seen = [...document.querySelectorAll('[data-figure] canvas')].filter((canvas) => canvas.checkVisibility());
                        return seen.length >= 3 && seen.every((canvas) => {
                            const { left, right, top, bottom } = canvas.getBoundingClientRect();
                            return canvas.width === pixels(left, right) && canvas.height === pixels(top, bottom);
                        });
                    })()",
                );
                assert!(told.is_ok(), "{width}, {ratio}: {told:?}");
            }
        }
        Ok(())
    })
}

#[test]
fn the_plane_and_the_play_button_are_in_the_first_view() -> Result<()> {
    in_each_browser(|browser| {
        for viewport in SCREENS {
            let mut page = open(browser, viewport, "")?;
            let inside = page.eval(
                "['#plane-canvas', '#play', '#step-shown', '#train-loss', '.class-button'].filter((selector) => {
                    const { left, top, right, bottom } = document.querySelector(selector).getBoundingClientRect();
                    return left < 0 || top < 0 || right > innerWidth + 0.5 || bottom > innerHeight + 0.5;
                })",
            )?;
            assert_eq!(inside, serde_json::json!([]), "on {viewport:?}");
        }
        Ok(())
    })
}

#[test]
fn a_change_of_size_moves_the_panels_and_keeps_the_state() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "dataset=moons&step=30")?;
        wait_state(&mut page, "step", "30")?;
        let before = link(&mut page)?;
        for viewport in [Viewport { touch: false, ..Viewport::PHONE }, Viewport::PROJECTOR, Viewport::LAPTOP]
        {
            page.set_viewport(viewport)?;
            page.wait_for(&format!("innerWidth === {}", viewport.width))?;
            page.wait_colours(PLANE, 30)?;
            assert_eq!(overflowing(&mut page)?, serde_json::json!([]), "on {viewport:?}");
        }
        assert_eq!(link(&mut page)?, before);
        assert_sound(&mut page)
    })
}

#[test]
fn the_controls_of_a_layer_stand_over_its_column() -> Result<()> {
    in_each_browser(|browser| {
        for viewport in [Viewport::PHONE, Viewport::LAPTOP, Viewport::PROJECTOR] {
            let mut page = open(browser, viewport, "hidden=3,5,2")?;
            reveal(&mut page, NETWORK)?;
            page.wait_for("document.querySelectorAll('#columns .column').length === 5")?;
            let apart = page.number(
                "(() => {
                    const canvas = document.querySelector('#network-canvas').getBoundingClientRect();
                    return Math.max(...[...document.querySelectorAll('#columns .column')].map((column, k) => {
                        const box = column.getBoundingClientRect();
                        return Math.abs(box.x + box.width / 2 - canvas.x - (k + 0.5) / 5 * canvas.width);
                    }));
                })()",
            )?;
            assert!(apart < 2.0, "{apart} px apart on {viewport:?}");
        }
        Ok(())
    })
}

#[test]
fn the_bar_stays_one_line_and_its_slider_wide_enough_to_drag_whatever_the_numbers() -> Result<()> {
    in_each_browser(|browser| {
        // The most numbers that there are, and the longest.
        for link in [
            "dataset=xor&hidden=0&model=perceptron&speed=max&step=3000",
            "hidden=16,16,16,16,16,16&activation=relu&init=normal&speed=1000&step=1&seed=4294967295",
        ] {
            let mut page = open(browser, Viewport::LAPTOP, link)?;
            for (width, height, language) in [
                (1280, 800, "es"),
                (1366, 768, "es"),
                (1440, 900, "en"),
                (1600, 900, "es"),
                (1280, 800, "en"),
            ] {
                page.set_viewport(Viewport { width, height, ..Viewport::LAPTOP })?;
                page.click_on(&format!("button[data-language={language}]"))?;
                page.wait_for(&format!(
                    "innerWidth === {width} && document.documentElement.lang === '{language}'"
                ))?;
                let wrong = "(() => {
                    const [bar, speed, told] = ['.bar', '#speed', '.readouts'].map((name) => document.querySelector(name).getBoundingClientRect());
                    const found = [];
                    if (bar.height > 90) found.push(`${bar.height} high`);
                    if (speed.width < 100) found.push(`a slider of ${speed.width}`);
                    if (told.right > bar.right || speed.right > told.left) found.push('out of the bar');
                    return found;
                })()";
                assert_eq!(page.eval(wrong)?, serde_json::json!([]), "{link} in {language} at {width}");
                let plane = page.rect(PLANE)?;
                page.eval("document.querySelector('#step-shown').textContent = '12 345 678'")?;
                let after = page.rect(PLANE)?;
                assert!((after.y - plane.y).abs() < 0.5, "{plane:?} {after:?}");
            }
            assert_sound(&mut page)?;
        }
        Ok(())
    })
}

#[test]
fn what_a_link_chooses_is_seen_among_the_choices_of_a_phone() -> Result<()> {
    in_each_browser(|browser| {
        for (link, panel) in
            [("view=surface", "closer"), ("view=variance", "closer"), ("compare=table", "compare")]
        {
            let mut page = open(browser, Viewport::PHONE, link)?;
            page.wait_for(&format!(
                "(() => {{
                    const choice = document.querySelector('#{panel} .segments [aria-pressed=\"true\"]').getBoundingClientRect();
                    return choice.width > 0 && choice.left >= 0 && choice.right <= innerWidth;
                }})()"
            ))?;
        }
        Ok(())
    })
}

/// On a phone on its side: the plane is brought into view, in a language and after as many steps as a long training takes.
fn show_plane(page: &mut Page, language: &str) -> Result<()> {
    // Without the pointer: in a low window a click is lost in Firefox where much else is at work.
    page.eval(&format!("document.querySelector('button[data-language={language}]').click()"))?;
    page.wait_for(&format!("document.documentElement.lang === '{language}'"))?;
    page.eval("document.querySelector('#step-shown').textContent = '12 345 678'")?;
    assert_eq!(overflowing(page)?, serde_json::json!([]), "{:?} in {language}", page.viewport());
    page.eval("document.querySelector('.plane-figure').scrollIntoView()").map(drop)
}

#[test]
fn on_a_small_phone_on_its_side_the_bar_is_one_line_under_the_plane() -> Result<()> {
    in_each_browser(|browser| {
        for (width, height) in [(740, 360), (640, 360), (568, 320)] {
            let small = Viewport { width, height, ..Viewport::PHONE };
            let mut page = open(browser, small, "dataset=xor&hidden=8,8&speed=max&step=1&seed=4294967295")?;
            for language in ["es", "en"] {
                show_plane(&mut page, language)?;
                let wrong = "(() => {
                    const [bar, told, plane] = ['.bar', '.readouts', '#plane-canvas'].map((name) => document.querySelector(name).getBoundingClientRect());
                    const found = [];
                    if (bar.bottom > innerHeight || bar.height > 64) found.push(`a bar from ${bar.top} to ${bar.bottom}`);
                    if (told.right > bar.right) found.push('out of the bar');
                    if (plane.top < 0 || plane.bottom > bar.top) found.push(`a plane from ${plane.top} to ${plane.bottom}`);
                    return found;
                })()";
                assert_eq!(page.eval(wrong)?, serde_json::json!([]), "{width} in {language}");
            }
            assert_sound(&mut page)?;
        }
        Ok(())
    })
}

#[test]
fn on_a_phone_on_its_side_the_bar_is_one_line_that_stays_and_the_plane_fits_below_it() -> Result<()> {
    const SIDEWAYS: Viewport = Viewport { width: 844, height: 390, ..Viewport::PHONE };
    in_each_browser(|browser| {
        for link in [
            "dataset=xor&hidden=0&model=perceptron&speed=max&step=3000",
            "hidden=16,16,16,16,16,16&activation=relu&init=normal&speed=1000&step=1&seed=4294967295",
        ] {
            let mut page = open(browser, SIDEWAYS, link)?;
            for language in ["es", "en"] {
                show_plane(&mut page, language)?;
                let wrong = "(() => {
                    const [bar, speed, told, plane] = ['.bar', '#speed', '.readouts', '#plane-canvas'].map((name) => document.querySelector(name).getBoundingClientRect());
                    const found = [];
                    if (bar.top < 0 || bar.height > 64) found.push(`a bar from ${bar.top} to ${bar.bottom}`);
                    if (speed.width < 60) found.push(`a slider of ${speed.width}`);
                    if (told.right > bar.right || speed.right > told.left) found.push('out of the bar');
                    if (plane.top < bar.bottom || plane.bottom > innerHeight) found.push(`a plane from ${plane.top} to ${plane.bottom}`);
                    return found;
                })()";
                assert_eq!(page.eval(wrong)?, serde_json::json!([]), "{link} in {language}");
            }
            assert_sound(&mut page)?;
        }
        Ok(())
    })
}
