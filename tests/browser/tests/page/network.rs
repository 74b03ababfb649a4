//! The network: its units and weights are selected, read and edited; by mouse, finger and keyboard.

use browser::frontera::{
    Hand, NETWORK, PLANE, assert_sound, by_each_hand, number, open, reveal, said, state, wait_above,
    wait_state,
};
use browser::{Page, Point, Result, Viewport, in_each_browser};

/// One hidden unit: the columns' middles are at 1/6, 3/6 and 5/6 of the width, the units of one are in the middle.
const ONE: &str = "dataset=circle&hidden=1";

/// Presses a place of the network, given as shares of its width and height.
fn press(page: &mut Page, hand: Hand, across: f64, down: f64) -> Result<()> {
    reveal(page, NETWORK)?;
    let at: Point = page.rect(NETWORK)?.at(across, down);
    if hand == Hand::Finger { page.tap(at) } else { page.click(at) }
}

#[test]
fn a_press_selects_a_unit_a_weight_and_nothing() -> Result<()> {
    for hand in [Hand::Mouse, Hand::Finger] {
        in_each_browser(|browser| {
            let mut page = open(browser, hand.viewport(), ONE)?;
            press(&mut page, hand, 0.5, 0.5)?;
            wait_state(&mut page, "select", "1.1")?;
            page.wait_for("document.querySelector('#inspector').dataset.chosen === 'true'")?;
            assert!(page.text("#inspector strong")?.contains('z'));
            press(&mut page, hand, 5.0 / 6.0, 0.5)?;
            wait_state(&mut page, "select", "2.1")?;
            press(&mut page, hand, 4.0 / 6.0, 0.5)?;
            wait_state(&mut page, "select", "2.1.1")?;
            assert!(page.text("#inspector strong")?.contains('w'));
            press(&mut page, hand, 0.5, 0.03)?;
            wait_state(&mut page, "select", "none")?;
            page.wait_for("document.querySelector('#inspector').dataset.chosen === 'false'")?;
            assert_sound(&mut page)
        })?;
    }
    Ok(())
}

#[test]
fn the_keyboard_walks_through_units_and_weights() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "hidden=3")?;
        page.focus(NETWORK)?;
        for (key, select) in [
            ("ArrowRight", "1.1"),
            ("ArrowDown", "1.2"),
            ("Enter", "1.2.0"),
            ("ArrowDown", "1.2.1"),
            ("ArrowDown", "1.2.2"),
            ("Escape", "1.2"),
            ("ArrowRight", "2.1"),
            ("Escape", "none"),
        ] {
            page.key(key)?;
            wait_state(&mut page, "select", select)?;
            let focused = page.string("document.activeElement.id")?;
            assert_eq!(focused, "network-canvas", "after {key}");
        }
        assert_sound(&mut page)
    })
}

#[test]
fn every_weight_into_a_unit_is_a_button() -> Result<()> {
    by_each_hand("hidden=3&select=2.1", |hand, page| {
        page.wait_for("document.querySelectorAll('#inspector .chip').length === 5")?;
        for (nth, select) in [(3, "2.1.1"), (5, "2.1.3"), (2, "2.1.0"), (1, "2.1")] {
            hand.press(page, &format!("#inspector .chip:nth-child({nth})"))?;
            wait_state(page, "select", select)?;
        }
        hand.press(page, "#inspector .back")?;
        wait_state(page, "select", "none")?;
        Ok(())
    })
}

#[test]
fn the_selected_value_is_live_while_training() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "hidden=3&select=2.1.2&speed=50")?;
        let shown = "document.querySelector('#weight-value').value";
        let before = page.string(shown)?;
        page.click_on("#play")?;
        page.wait_for(&format!("{shown} !== '{before}'"))?;
        let later = page.string(shown)?;
        page.wait_for(&format!("{shown} !== '{later}'"))?;
        page.click_on("#play")?;
        wait_state(&mut page, "playing", "0")?;
        page.wait_for(&format!("Math.abs({shown} - heard.state['selected-value']) < 0.0001"))?;
        page.wait_for("Number(heard.state['selected-gradient']) !== 0 && /\\d/.test(document.querySelector('[data-fact=gradient]').textContent)")?;
        assert_sound(&mut page)
    })
}

#[test]
fn a_weight_is_edited_by_typing_and_undone() -> Result<()> {
    for hand in [Hand::Mouse, Hand::Finger] {
        in_each_browser(|browser| {
            let mut page = open(browser, hand.viewport(), "hidden=2&select=1.2.1&step=4")?;
            wait_state(&mut page, "step", "4")?;
            let before = state(&mut page, "selected-value")?;
            let loss = state(&mut page, "train-loss")?;
            reveal(&mut page, "#weight-value")?;
            page.fill("#weight-value", "-2,5")?;
            page.key("Enter")?;
            wait_state(&mut page, "selected-value", "-2.5")?;
            assert_ne!(state(&mut page, "train-loss")?, loss, "the loss is that of the new weight");
            assert_eq!(state(&mut page, "step")?, "4", "training does not start again");
            hand.press(&mut page, "#undo")?;
            wait_state(&mut page, "selected-value", &before)?;
            assert_sound(&mut page)
        })?;
    }
    Ok(())
}

#[test]
fn a_weight_is_edited_with_its_slider() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "hidden=2&select=2.1.0")?;
        assert_eq!(state(&mut page, "selected-value")?, "0", "biases begin at zero");
        page.focus("#inspector input[type=range]")?;
        page.key("ArrowRight")?;
        wait_state(&mut page, "selected-value", "0.05")?;
        let slider = page.rect("#inspector input[type=range]")?;
        page.drag(slider.center(), slider.at(0.9, 0.5), 6)?;
        wait_above(&mut page, "selected-value", 4.0)?;
        page.click_on("#undo")?;
        wait_state(&mut page, "selected-value", "0.05")?;
        assert_sound(&mut page)
    })
}

#[test]
fn a_weight_that_cannot_be_is_refused() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "hidden=2&select=1.1.1")?;
        let before = state(&mut page, "selected-value")?;
        for typed in ["abc", "1e99", "NaN"] {
            page.fill("#weight-value", typed)?;
            page.key("Enter")?;
            page.wait_for("heard.said.length > 0")?;
            page.eval("heard.said.length = 0")?;
            let invalid = "document.querySelector('#weight-value').getAttribute('aria-invalid') === 'true'";
            page.wait_for(invalid)?;
            assert_eq!(state(&mut page, "selected-value")?, before, "{typed}");
        }
        assert_sound(&mut page)
    })
}

#[test]
fn a_selected_unit_shows_its_field_large_and_its_output_at_the_crosshair() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "hidden=3&step=200")?;
        wait_state(&mut page, "step", "200")?;
        page.wait_colours(PLANE, 2)?;
        page.focus(NETWORK)?;
        page.key("ArrowRight")?;
        wait_state(&mut page, "select", "1.1")?;
        let plane = page.rect(PLANE)?;
        page.mouse_move(plane.at(0.3, 0.3))?;
        page.wait_for("heard.state['selected-output'] !== ''")?;
        let (a, z) = (number(&mut page, "selected-preactivation")?, number(&mut page, "selected-output")?);
        assert!((a.tanh() - z).abs() < 1e-5, "tanh({a}) is not {z}");
        page.wait_for("document.querySelector('[data-fact=output]').checkVisibility()")?;
        assert_eq!(said(&mut page)?, Vec::<String>::new());
        assert_sound(&mut page)
    })
}

#[test]
fn a_selection_that_a_smaller_network_lacks_is_given_up() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "hidden=2&select=1.2.1")?;
        page.click_on("#columns .fewer")?;
        wait_state(&mut page, "layers", "2,1,1")?;
        wait_state(&mut page, "select", "none")?;
        assert_eq!(said(&mut page)?, Vec::<String>::new());
        assert_sound(&mut page)
    })
}
