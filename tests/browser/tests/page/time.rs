//! The past on the page: a slider, the arrow keys, playing back, and going on from there.

use browser::frontera::{Hand, assert_sound, by_each_hand, link, number, open, reveal, state, wait_state};
use browser::{Page, Result, Viewport, in_each_browser};

/// A page that has trained for 200 steps.
fn trained(page: &mut Page) -> Result<()> {
    wait_state(page, "step", "200")?;
    wait_state(page, "past", "0,200")
}

#[test]
fn an_earlier_step_is_shown_exactly_and_the_present_comes_back_by_each_hand() -> Result<()> {
    by_each_hand("step=200&select=1.1.1", |hand, page| {
        trained(page)?;
        let present = (state(page, "selected-value")?, link(page)?);
        reveal(page, "#scrub")?;
        if hand == Hand::Keyboard {
            page.focus("#scrub")?;
            for _ in 0..3 {
                page.key("ArrowLeft")?;
            }
            wait_state(page, "step", "197")?;
        } else {
            let place = page.rect("#scrub")?;
            let at = place.at(0.5, 0.5);
            if hand == Hand::Finger {
                page.tap(at)?;
            } else {
                page.click(at)?;
            }
            page.wait_for("heard.state['in-past'] === '1' && heard.state.seeking === ''")?;
            let step = number(page, "step")?;
            assert!((60.0..140.0).contains(&step), "{step}");
        }
        wait_state(page, "in-past", "1")?;
        page.wait_for("document.querySelector('#past-veil').checkVisibility()")?;
        let step = state(page, "step")?;
        let then = state(page, "selected-value")?;
        assert_ne!(then, present.0);
        hand.press(page, "#to-present")?;
        wait_state(page, "in-past", "0")?;
        if hand == Hand::Keyboard {
            page.wait_for("document.activeElement.id === 'scrub'")?;
        }
        assert_eq!((state(page, "selected-value")?, link(page)?), present);
        // The step as it was is the step as it is trained to.
        page.goto("about:blank")?;
        page.goto(&browser::frontera::address(&format!("step={step}&select=1.1.1"))?)?;
        browser::frontera::ready(page)?;
        wait_state(page, "step", &step)?;
        assert_eq!(state(page, "selected-value")?, then);
        Ok(())
    })
}

#[test]
fn going_on_from_the_past_gives_up_what_came_after_until_undo() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "step=200")?;
        trained(&mut page)?;
        page.focus("#scrub")?;
        page.key("ArrowLeft")?;
        wait_state(&mut page, "step", "199")?;
        Hand::Keyboard.press(&mut page, "#branch")?;
        wait_state(&mut page, "in-past", "0")?;
        wait_state(&mut page, "past", "0,199")?;
        page.wait_for("document.activeElement.id === 'scrub'")?;
        page.click_on("#undo")?;
        wait_state(&mut page, "step", "200")?;
        assert_sound(&mut page)
    })
}

#[test]
fn the_past_is_played_back_up_to_the_present_and_the_page_keeps_the_present() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "step=200&speed=200")?;
        trained(&mut page)?;
        browser::frontera::command(&mut page, &["scrub=150"])?;
        wait_state(&mut page, "step", "150")?;
        page.wait_for("localStorage.getItem('frontera-saved')?.endsWith('step=200')")?;
        page.click_on("#play")?;
        wait_state(&mut page, "playing", "1")?;
        wait_state(&mut page, "in-past", "0")?;
        assert_eq!(
            (state(&mut page, "step")?, state(&mut page, "playing")?),
            ("200".to_owned(), "0".to_owned())
        );
        assert_sound(&mut page)
    })
}

#[test]
fn the_step_that_is_looked_at_is_marked_on_the_losses() -> Result<()> {
    const LOSS: &str = "[data-figure=loss] canvas";
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "step=200")?;
        trained(&mut page)?;
        reveal(&mut page, LOSS)?;
        page.wait_colours(LOSS, 4)?;
        let mut pictures = Vec::new();
        for step in ["100", "50", "150"] {
            browser::frontera::command(&mut page, &[&format!("scrub={step}")])?;
            wait_state(&mut page, "step", step)?;
            for &picture in &pictures {
                page.wait_other_picture(LOSS, picture)?;
            }
            pictures.push(page.picture(LOSS)?);
        }
        assert_sound(&mut page)
    })
}
