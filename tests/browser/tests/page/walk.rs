//! Backpropagation, one step at a time: a whole step is walked by each hand, and what stands on the page is what a calculator
//! finds from the numbers beside it.

use browser::frontera::{
    Hand, assert_sound, command, link, number, on_plane, open, reveal, state, wait_above, wait_state,
};
use browser::{Page, Result, Viewport, in_each_browser};

use crate::native;
use crate::reckoned::{assert_shown, calculated};

/// One move forward.
fn forward(hand: Hand, page: &mut Page) -> Result<()> {
    match hand {
        Hand::Keyboard => page.key("ArrowRight"),
        _ => hand.press(page, "#walk-next"),
    }
}

/// Gets the walk into the hand: on a phone its tab is tapped, by keyboard it is reached with the tab key.
fn take_up(hand: Hand, page: &mut Page) -> Result<()> {
    reveal(page, "#walk-next")?;
    if hand == Hand::Keyboard {
        page.focus("#view-canvas")?;
        for _ in 0..20 {
            page.key("Tab")?;
            if page.string("document.activeElement.id")? == "walk-stage" {
                return Ok(());
            }
        }
        panic!("the walk is not reached by keyboard");
    }
    Ok(())
}

/// The network as the page would save it.
fn network(page: &mut Page) -> Result<String> {
    page.string("heard.ask('network', 'network')")
}

/// Walks a whole step from its inputs to the next sample, by one hand alone.
fn walk_whole(hand: Hand, page: &mut Page) -> Result<()> {
    wait_state(page, "walk-at", "1")?;
    let normal = native::lab(&link(page)?, &["step"])?.network_json();
    take_up(hand, page)?;
    let stages = number(page, "walk-stages")? as usize;
    let (mut checked, point, before) = (0, state(page, "walk-point")?, network(page)?);
    for at in 1..=stages {
        wait_state(page, "walk-at", &at.to_string())?;
        page.wait_for(&format!("document.querySelector('#walk-place').textContent.startsWith('{at} ')"))?;
        let title = page.text("#walk-title")?;
        assert!(title.len() > 4);
        if let Some((value, shown)) = calculated(page)? {
            assert_shown(value, &shown, &title);
            checked += 1;
        }
        if at == stages {
            assert_eq!(network(page)?, before, "until its end the walk changes nothing");
        }
        forward(hand, page)?;
    }
    assert_eq!(checked, stages - 2, "all but the two ends have a result");
    wait_state(page, "step", "1")?;
    wait_state(page, "walk-at", "1")?;
    assert_ne!(state(page, "walk-point")?, point, "the next sample");
    let walked = network(page)?;
    assert_ne!(walked, before);
    assert_eq!(walked, normal, "what a normal step makes, without a browser");
    hand.press(page, "#undo")?;
    wait_state(page, "step", "0")?;
    assert_eq!(network(page)?, before);
    hand.press(page, "#step")?;
    wait_state(page, "step", "1")?;
    assert_eq!(network(page)?, walked, "and in this one");
    assert_sound(page)
}

#[test]
fn a_whole_step_is_walked_by_each_hand_and_a_calculator_agrees() -> Result<()> {
    Hand::each(|hand| {
        in_each_browser(|browser| {
            let link = "view=backpropagation&hidden=2&train=1&batch=1";
            walk_whole(hand, &mut open(browser, hand.viewport(), link)?)
        })
    })
}

#[test]
fn a_step_through_three_hidden_layers_is_walked_by_keyboard_alone() -> Result<()> {
    walk_deep(Hand::Keyboard)
}

#[test]
fn a_step_through_three_hidden_layers_is_walked_by_touch_alone() -> Result<()> {
    walk_deep(Hand::Finger)
}

fn walk_deep(hand: Hand) -> Result<()> {
    in_each_browser(|browser| {
        let link = "view=backpropagation&hidden=2,2,2&train=1&batch=1&classes=3&dataset=three-clouds";
        walk_whole(hand, &mut open(browser, hand.viewport(), link)?)
    })
}

#[test]
fn the_walk_goes_back_jumps_and_plays_by_itself() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "view=backpropagation&walk-stage=5")?;
        wait_state(&mut page, "walk-at", "5")?;
        page.click_on("#walk-back")?;
        wait_state(&mut page, "walk-at", "4")?;
        page.focus("#walk-stage")?;
        page.key("ArrowLeft")?;
        wait_state(&mut page, "walk-at", "3")?;
        page.click_on("[data-part=gradients]")?;
        wait_state(&mut page, "walk-kind", "gradient")?;
        page.wait_for("document.querySelector('#walk-check').checkVisibility()")?;
        let stated = page.text("#walk-stated")?;
        assert!(stated.len() > 1);
        let apart = number(&mut page, "walk-measured")? - number(&mut page, "walk-value")?;
        assert!(apart.abs() < 1e-5, "{apart}");
        page.choose("#walk-pace", "0.25")?;
        let from = number(&mut page, "walk-at")?;
        page.click_on("#walk-play")?;
        wait_above(&mut page, "walk-at", from + 3.0)?;
        page.click_on("#walk-play")?;
        page.wait_for("(({ textContent, ariaPressed }) => textContent === 'Autoplay' && ariaPressed === null)(document.querySelector('#walk-play'))")?;
        assert_sound(&mut page)
    })
}

#[test]
fn the_sample_is_tapped_in_the_plane_or_given_by_number() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::PHONE, "view=backpropagation&dataset=xor&train=1")?;
        wait_state(&mut page, "points", "4")?;
        let plane = page.rect("#plane-canvas")?;
        page.tap(on_plane(plane, (-0.5, 1.5), 1.0, 0.0))?;
        page.wait_for("/^[0-3]$/.test(heard.state.walk)")?;
        assert_eq!(state(&mut page, "points")?, "4", "a tap on a point adds none");
        let chosen = state(&mut page, "walk-numbers")?;
        assert!(chosen.starts_with("1,0,1"), "{chosen}");
        reveal(&mut page, "#walk-sample")?;
        page.fill("#walk-sample", "77")?;
        page.key("Enter")?;
        page.wait_for("document.querySelector('#walk-sample').ariaInvalid === 'true'")?;
        page.fill("#walk-sample", "0")?;
        page.key("Enter")?;
        wait_state(&mut page, "walk", "0")?;
        assert_sound(&mut page)
    })
}

#[test]
fn long_sums_are_folded_and_unfold_and_every_kind_of_network_can_be_walked() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "view=backpropagation&hidden=6")?;
        command(&mut page, &["walk-stage=14"])?;
        wait_state(&mut page, "walk-place", "2.1")?;
        page.wait_for("document.querySelector('#walk-formula .fold')")?;
        assert!(!page.text("#walk-formula")?.contains("w₃"));
        page.click_on("#walk-formula .fold")?;
        page.wait_for("document.querySelector('#walk-formula').textContent.includes('w₃')")?;
        for settings in [
            "optimizer=adam",
            "optimizer=momentum",
            "l2=0.1",
            "classes=3",
            "activation=leaky",
            "hidden=2,2,2",
        ] {
            command(&mut page, &[settings])?;
            let (name, value) = settings.split_once('=').unwrap_or_default();
            wait_state(&mut page, name, value)?;
            let stages = number(&mut page, "walk-stages")? as usize;
            for at in (1..=stages).step_by(3) {
                command(&mut page, &[&format!("walk-stage={at}")])?;
                wait_state(&mut page, "walk-at", &at.to_string())?;
                page.wait_for(&format!(
                    "document.querySelector('#walk-place').textContent.startsWith('{at} ')"
                ))?;
                assert!(page.text("#walk-title")?.len() > 4);
                let text = page.text("#walk-stage")?;
                assert!(!text.contains("undefined") && !text.contains("NaN"), "{settings} {at}: {text}");
            }
        }
        assert_sound(&mut page)
    })
}
