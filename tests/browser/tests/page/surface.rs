//! The loss surface: its two parameters are chosen, the network is moved over it by each hand, and rolls on when it trains.

use browser::frontera::{
    Hand, assert_sound, by_each_hand, command, number, open, reveal, state, wait_above, wait_state,
};
use browser::{Button, Page, Point, Result, Viewport, in_each_browser};

/// Where the network lies on the map, on the screen.
fn place(page: &mut Page) -> Result<Point> {
    page.wait_for("/,/.test(heard.state['surface-place'])")?;
    let told = state(page, "surface-place")?;
    let at: Vec<f64> = told.split(',').filter_map(|number| number.parse().ok()).collect();
    let figure = page.rect("#view-canvas")?;
    Ok((figure.x + at[0], figure.y + at[1]).into())
}

/// The values of the two parameters.
fn values(page: &mut Page) -> Result<Vec<f64>> {
    Ok(state(page, "surface-at")?.split(',').filter_map(|number| number.parse().ok()).collect())
}

#[test]
fn the_network_is_moved_over_the_map_by_each_hand_and_rolls_on() -> Result<()> {
    by_each_hand("view=surface&hidden=0&dataset=clouds&speed=50", |hand, page| {
        reveal(page, "#view-canvas")?;
        page.wait_colours("#view-canvas", 30)?;
        let (from, before) = (place(page)?, values(page)?);
        if hand == Hand::Keyboard {
            page.focus("#view-canvas")?;
            page.key("ArrowRight")?;
            page.key("Shift+ArrowUp")?;
        } else {
            hand.drag(page, from, (from.x + 40.0, from.y - 60.0).into(), 8)?;
        }
        page.wait_for(&format!("Number(heard.state['surface-at'].split(',')[0]) > {} + 0.05", before[0]))?;
        page.wait_for(&format!("Number(heard.state['surface-at'].split(',')[1]) > {} + 0.5", before[1]))?;
        let there = values(page)?;
        hand.press(page, "#play")?;
        wait_above(page, "step", 10.0)?;
        page.wait_for(&format!("heard.state['surface-at'].split(',')[0] != {}", there[0]))?;
        hand.press(page, "#play")?;
        wait_state(page, "playing", "0")?;
        Ok(())
    })
}

#[test]
fn a_network_that_is_let_go_after_the_view_was_changed_trains_on() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "view=surface&hidden=0&dataset=clouds&speed=50")?;
        reveal(&mut page, "#view-canvas")?;
        page.wait_colours("#view-canvas", 30)?;
        let (from, figure) = (place(&mut page)?, page.rect("#view-canvas")?);
        let to = Point { x: from.x + 40.0, y: from.y - 60.0 };
        page.mouse_move(from)?;
        page.press(Button::Left, from)?;
        page.mouse_move(to)?;
        page.wait_for(&format!(
            "Math.abs(heard.state['surface-place'].split(',')[0] - {}) > 30",
            from.x - figure.x
        ))?;
        command(&mut page, &["play"])?;
        wait_above(&mut page, "step", 10.0)?;
        // As a key of the projector does.
        command(&mut page, &["view=gradients"])?;
        wait_state(&mut page, "view", "gradients")?;
        page.release(Button::Left, to)?;
        command(&mut page, &["view=surface"])?;
        page.wait_for("/,/.test(heard.state['surface-at'])")?;
        let there = values(&mut page)?;
        page.wait_for(&format!("heard.state['surface-at'].split(',')[0] != {}", there[0]))?;
        assert_sound(&mut page)
    })
}

#[test]
fn a_click_or_a_tap_beside_the_network_puts_it_there() -> Result<()> {
    for hand in [Hand::Mouse, Hand::Finger] {
        in_each_browser(|browser| {
            let mut page = open(browser, hand.viewport(), "view=surface")?;
            reveal(&mut page, "#view-canvas")?;
            page.wait_colours("#view-canvas", 30)?;
            let figure = page.rect("#view-canvas")?;
            let at = Point { x: figure.x + 0.75 * figure.width, y: figure.y + 0.25 * figure.height };
            if hand == Hand::Mouse {
                page.click(at)?;
            } else {
                page.tap(at)?;
            }
            page.wait_for("heard.state['surface-at'].split(',').every((value) => Number(value) > 1)")?;
            wait_state(&mut page, "hold", "none")?;
            page.click_on("#undo")?;
            page.wait_for("!heard.state['surface-at'].split(',').every((value) => Number(value) > 1)")?;
            assert_sound(&mut page)
        })?;
    }
    Ok(())
}

#[test]
fn the_two_parameters_are_chosen_in_lists_and_by_weights_of_the_network() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "view=surface&hidden=3,2&surface-zoom=4")?;
        wait_state(&mut page, "surface-of", "1.1.1,1.1.2")?;
        page.choose("#surface-across-unit", "2.2")?;
        wait_state(&mut page, "surface-of", "2.2.1,1.1.2")?;
        page.choose("#surface-up-weight", "0")?;
        wait_state(&mut page, "surface", "2.2.1,1.1.0")?;
        page.wait_for("document.querySelector('#surface-across-name').textContent.startsWith('v₂₁')")?;
        // What one axis has already changes places.
        page.choose("#surface-up-unit", "2.2")?;
        wait_state(&mut page, "surface-of", "2.2.1,2.2.0")?;
        page.choose("#surface-up-weight", "1")?;
        wait_state(&mut page, "surface-of", "2.2.0,2.2.1")?;
        command(&mut page, &["select=3.1"])?;
        page.wait_for("document.querySelectorAll('#inspector .chip').length > 2")?;
        page.click_on("#inspector .chip:nth-child(3)")?;
        wait_state(&mut page, "surface-of", "2.2.1,3.1.1")?;
        // They are in the link, and gone with the layer.
        let link = browser::frontera::link(&mut page)?;
        assert!(link.contains("surface=2.2.1,3.1.1") && link.contains("surface-zoom=4"), "{link}");
        command(&mut page, &["hidden=0"])?;
        wait_state(&mut page, "surface-of", "1.1.1,1.1.2")?;
        command(&mut page, &["model=perceptron"])?;
        page.wait_for("document.querySelector('#surface-none').checkVisibility()")?;
        page.wait_for("!document.querySelector('#surface-body').checkVisibility()")?;
        assert_sound(&mut page)
    })
}

#[test]
fn the_map_follows_training_and_the_numbers_are_told() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "view=surface&optimizer=adam&speed=max&hidden=8,8")?;
        page.click_on("#play")?;
        wait_above(&mut page, "step", 300.0)?;
        wait_above(&mut page, "surface-side", 16.0)?;
        page.click_on("#play")?;
        wait_state(&mut page, "playing", "0")?;
        wait_above(&mut page, "surface-side", 40.0)?;
        page.wait_for("document.querySelector('#surface-gradient td:last-child').textContent !== '–'")?;
        page.wait_for("document.querySelector('#surface-step').checkVisibility()")?;
        page.wait_for("document.querySelector('#view-summary').textContent.includes('∂E/∂')")?;
        assert!(number(&mut page, "step")? > 300.0);
        assert_sound(&mut page)
    })
}
