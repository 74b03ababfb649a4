//! What survives a reload, and what happens where there is no storage or it is full.

use browser::frontera::{
    PLANE, address, assert_sound, link, on_plane, open, open_prepared, ready, said, state, wait_above,
    wait_state,
};
use browser::{Page, Result, Viewport, in_each_browser};

use crate::native;

/// Storage that a person or a policy has forbidden.
const ABSENT: &str = "Object.defineProperty(window, 'localStorage', {
    get() { throw new DOMException('forbidden', 'SecurityError') },
});";

/// Storage that is full.
const FULL: &str = "Storage.prototype.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError');
};";

/// Adds three points by hand.
fn add_points(page: &mut Page) -> Result<()> {
    let plane = page.rect(PLANE)?;
    for (x1, x2) in [(-1.0, -1.0), (0.5, 2.0), (2.0, -0.5)] {
        page.click(on_plane(plane, (-3.0, 3.0), x1, x2))?;
    }
    wait_state(page, "points", "3")
}

/// Waits until the last state is kept, wherever that is.
fn wait_kept(page: &mut Page, place: &str) -> Result<()> {
    let now = link(page)?;
    page.wait_for(&format!("{place} === {}", serde_json::json!(now))).map(drop)
}

#[test]
fn points_settings_and_network_survive_a_reload() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "dataset=blank&hidden=3&activation=relu")?;
        add_points(&mut page)?;
        page.click_on("#play")?;
        wait_above(&mut page, "step", 50.0)?;
        page.click_on("#play")?;
        wait_state(&mut page, "playing", "0")?;
        page.choose("#rate", "5")?;
        wait_state(&mut page, "rate", "0.003")?;
        wait_kept(&mut page, "localStorage.getItem('frontera-saved')")?;
        let (kept, points) = (link(&mut page)?, native::points(&mut page)?);
        page.reload()?;
        ready(&mut page)?;
        assert_eq!(link(&mut page)?, kept, "the same bits");
        assert_eq!(native::points(&mut page)?, points);
        assert_eq!(state(&mut page, "playing")?, "0");
        assert_sound(&mut page)
    })
}

#[test]
fn a_link_in_the_address_has_precedence_over_what_was_kept() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "dataset=blank")?;
        add_points(&mut page)?;
        wait_kept(&mut page, "localStorage.getItem('frontera-saved')")?;
        page.goto("about:blank")?;
        page.goto(&address("dataset=moons")?)?;
        ready(&mut page)?;
        assert_eq!(state(&mut page, "dataset")?, "moons");
        page.click_on("#undo")?;
        wait_state(&mut page, "dataset", "blank")?;
        assert_eq!(state(&mut page, "points")?, "3", "what was kept is one undo away");
        page.goto("about:blank")?;
        page.goto(&address("")?)?;
        ready(&mut page)?;
        assert_sound(&mut page)
    })
}

#[test]
fn without_storage_the_address_keeps_the_state() -> Result<()> {
    for (what, script) in [("absent", ABSENT), ("full", FULL)] {
        in_each_browser(|browser| {
            let mut page = open_prepared(browser, Viewport::LAPTOP, "dataset=blank", script)?;
            add_points(&mut page)?;
            wait_kept(&mut page, "location.hash.slice(1)")?;
            let kept = link(&mut page)?;
            page.reload()?;
            ready(&mut page)?;
            assert_eq!(state(&mut page, "points")?, "3", "storage {what}");
            assert_eq!(link(&mut page)?, kept);
            assert_eq!(said(&mut page)?, Vec::<String>::new());
            page.click_on("#theme")?;
            page.click_on("button[data-language=es]")?;
            page.wait_for("document.documentElement.lang === 'es'")?;
            assert_sound(&mut page)
        })?;
    }
    Ok(())
}

#[test]
fn without_storage_a_state_too_long_for_the_address_is_told_once() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open_prepared(browser, Viewport::LAPTOP, "", FULL)?;
        // More letters than an address may have: points off the grid of hand-made ones.
        let row = |k| format!("{},{},{}", k as f32 / 7001.0, k as f32 / 9001.0, k % 2);
        let rows = (0..5000).map(row).collect::<Vec<_>>().join(
            "
",
        );
        page.drop_file("body", "many.csv", &rows)?;
        wait_state(&mut page, "points", "5000")?;
        page.wait_for("!document.querySelector('#notice').hidden")?;
        assert!(page.number("location.hash.length")? < 100_000.0);
        page.click_on("#step")?;
        wait_state(&mut page, "step", "1")?;
        assert_sound(&mut page)
    })
}

#[test]
fn language_and_theme_survive_a_reload() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "")?;
        page.click_on("button[data-language=es]")?;
        page.wait_for("document.documentElement.lang === 'es'")?;
        page.click_on("#theme")?;
        page.click_on("#theme")?;
        page.wait_for("document.documentElement.dataset.theme === 'dark'")?;
        page.reload()?;
        ready(&mut page)?;
        assert_eq!(page.string("document.documentElement.lang")?, "es");
        assert_eq!(page.string("document.documentElement.dataset.theme")?, "dark");
        assert_sound(&mut page)
    })
}
