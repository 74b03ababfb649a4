//! The driver's own test, on a page of its own: mouse, finger, keyboard, clipboard, files.

use std::fs;

use browser::{Browser, Button, Page, Result, Viewport, in_each_browser};

use crate::local;

fn open(browser: &mut Browser, viewport: Viewport) -> Result<Page<'_>> {
    let mut page = browser.open(local::address(), viewport)?;
    page.wait_for("window.events")?;
    Ok(page)
}

/// The kinds of the events so far, each with its pointer or key, one after the other; all must be real.
fn events(page: &mut Page) -> Result<String> {
    assert_eq!(page.eval("events.every(e => e.isTrusted)")?, true);
    page.string(
        "events.map(e => e.type + (e.pointerType && ':' + e.pointerType) + (e.key && ':' + e.key)).join(' ')",
    )
}

#[test]
fn the_mouse_clicks() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP)?;
        page.click_on("#button")?;
        page.wait_for("events.some(e => e.type === 'click')")?;
        let seen = events(&mut page)?;
        assert!(seen.ends_with("pointerdown:mouse pointerup:mouse click:mouse"), "{seen}");
        let middle = page.rect("#button")?.center();
        let x = page.number("events.at(-1).x")?;
        assert!((x - middle.x).abs() <= 1.0, "{x} {middle:?}");
        Ok(())
    })
}

#[test]
fn the_other_button_opens_the_context_menu() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP)?;
        let at = page.rect("#blank")?.center();
        page.click_with(Button::Right, at)?;
        page.wait_for("events.some(e => e.type === 'contextmenu')")?;
        Ok(())
    })
}

#[test]
fn a_click_sees_the_held_shift_key() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP)?;
        page.hold("Shift")?;
        page.click_on("#button")?;
        page.let_go("Shift")?;
        page.click_on("#button")?;
        page.wait_for("events.filter(e => e.type === 'click').length === 2")?;
        let shifts = page.eval("events.filter(e => e.type === 'pointerdown').map(e => e.shift)")?;
        assert_eq!(shifts, serde_json::json!([true, false]));
        Ok(())
    })
}

#[test]
fn the_mouse_drags() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP)?;
        let canvas = page.rect("#painted")?;
        page.drag(canvas.at(0.1, 0.1), canvas.at(0.9, 0.9), 8)?;
        page.wait_for("events.some(e => e.type === 'pointerup')")?;
        let between = "events.slice(events.findIndex(e => e.type === 'pointerdown')).filter(e => e.type === 'pointermove')";
        assert!(page.number(&format!("{between}.length"))? >= 4.0);
        Ok(())
    })
}

#[test]
fn a_finger_taps() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::PHONE)?;
        page.tap_on("#button")?;
        page.wait_for("events.some(e => e.type === 'click')")?;
        let seen = events(&mut page)?;
        for part in ["pointerdown:touch", "touchstart", "pointerup:touch", "touchend", "click:touch"] {
            assert!(seen.contains(part), "{part} is not in {seen}");
        }
        Ok(())
    })
}

#[test]
fn a_finger_drags() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::PHONE)?;
        let canvas = page.rect("#painted")?;
        page.touch_drag(canvas.at(0.1, 0.1), canvas.at(0.9, 0.9), 8)?;
        page.wait_for("events.some(e => e.type === 'pointerup')")?;
        let moves =
            page.number("events.filter(e => e.type === 'pointermove' && e.pointerType === 'touch').length")?;
        assert!(moves >= 4.0, "{moves} moves");
        let travelled =
            page.number("events.findLast(e => e.pointerType).x - events.find(e => e.pointerType).x")?;
        assert!((travelled - canvas.width * 0.8).abs() <= 2.0, "{travelled}");
        Ok(())
    })
}

#[test]
fn keys_move_the_focus_and_press_buttons() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP)?;
        page.key("Tab")?;
        page.wait_for("document.activeElement.id === 'button'")?;
        page.key("Enter")?;
        page.key("Space")?;
        page.wait_for("events.filter(e => e.type === 'click').length === 2")?;
        page.key("Tab")?;
        page.key("Shift+Tab")?;
        page.wait_for("document.activeElement.id === 'button'")?;
        page.key("ArrowLeft")?;
        page.wait_for("events.some(e => e.type === 'keyup' && e.key === 'ArrowLeft')")?;
        Ok(())
    })
}

#[test]
fn text_is_typed_and_replaced() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP)?;
        page.fill("#words", "Año 1,5\nb")?;
        page.wait_for(r"document.querySelector('#words').value === 'Año 1,5\nb'")?;
        page.fill("#words", "c")?;
        page.wait_for("document.querySelector('#words').value === 'c'")?;
        Ok(())
    })
}

#[test]
fn text_is_pasted() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP)?;
        page.focus("#words")?;
        page.paste("1;2;a\n3;4;b")?;
        page.wait_for(r"document.querySelector('#words').value === '1;2;a\n3;4;b'")?;
        assert!(events(&mut page)?.contains("paste"));
        Ok(())
    })
}

#[test]
fn files_are_chosen_and_dropped() -> Result<()> {
    let path = std::env::temp_dir().join(format!("frontera-driver-{}.csv", std::process::id()));
    fs::write(&path, "1,2,a")?;
    let result = in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP)?;
        page.set_file("#file", &path)?;
        assert_eq!(page.eval("document.querySelector('#file').files[0].text()")?, "1,2,a");
        assert!(page.set_file("#nothing", &path).is_err());
        page.drop_file("#pad", "points.csv", "3,4,b")?;
        page.wait_for("window.dropped === '3,4,b'")?;
        Ok(())
    });
    fs::remove_file(&path)?;
    result
}
