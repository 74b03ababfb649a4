//! How the samples of a batch add up to one update: a bar for each, to be walked with.

use browser::frontera::{Hand, assert_sound, axe, by_each_hand, command, open, state, wait_state};
use browser::{Result, Viewport, in_each_browser};

/// At the first gradient.
const GRADIENT: &str = "view=backpropagation&hidden=3&walk-stage=15";
const BARS: &str = "[...document.querySelectorAll('.batch-bar')]";

#[test]
fn each_bar_walks_with_its_sample_from_the_same_place() -> Result<()> {
    by_each_hand(GRADIENT, |hand, page| {
        page.wait_for(&format!("{BARS}.length === 10"))?;
        let points = state(page, "batch-points")?;
        let term = state(page, "batch-terms")?.split(',').nth(3).unwrap_or_default().to_owned();
        let point = points.split(',').nth(3).unwrap_or_default().to_owned();
        hand.press(page, ".batch-bar:nth-child(4)")?;
        wait_state(page, "walk-point", &point)?;
        // The worker takes the two commands one after the other, and may tell its state between them.
        wait_state(page, "walk-at", "15")?;
        wait_state(page, "walk-value", &term)?;
        page.wait_for(&format!("{BARS}.findIndex((bar) => bar.ariaPressed === 'true') === 3"))?;
        page.wait_for(&format!("{BARS}[3].ariaLabel.includes('{point}')"))?;
        Ok(())
    })
}

#[test]
fn a_bar_that_is_pointed_at_lights_its_sample_in_the_plane() -> Result<()> {
    by_each_hand(GRADIENT, |hand, page| {
        page.wait_for(&format!("{BARS}.length === 10"))?;
        let points = state(page, "batch-points")?;
        let point = points.split(',').nth(5).unwrap_or_default().to_owned();
        let bar = ".batch-bar:nth-child(6)";
        match hand {
            Hand::Mouse => {
                let at = page.rect(bar)?.at(0.5, 0.5);
                page.mouse_move(at)?;
            }
            Hand::Keyboard => page.focus(bar)?,
            Hand::Finger => hand.press(page, bar)?,
        }
        page.wait_for(&format!("heard.state['probe-point'].split(',')[0] === '{point}'"))?;
        page.wait_for(&format!("{BARS}.findIndex((bar) => bar.matches('.is-lit')) === 5"))?;
        if hand == Hand::Finger {
            // To tap it is to choose it.
            wait_state(page, "walk-point", &point)?;
        } else {
            assert_ne!(state(page, "walk-point")?, point);
        }
        match hand {
            Hand::Mouse => {
                let at = page.rect("#walk-title")?.at(0.1, 0.5);
                page.mouse_move(at)?;
            }
            _ => page.focus("#walk-stage")?,
        }
        wait_state(page, "probe-point", "")?;
        page.wait_for(&format!("{BARS}.every((bar) => !bar.matches('.is-lit'))"))?;
        Ok(())
    })
}

#[test]
fn the_batch_does_not_answer_the_question_and_a_large_one_is_summed() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, &format!("{GRADIENT}&batch=full"))?;
        page.wait_for(&format!(
            "{BARS}.length === 24 && /116/.test(document.querySelector('#batch-rest').textContent)"
        ))?;
        page.wait_for("/140/.test(document.querySelector('#batch-sum-name').textContent)")?;
        command(&mut page, &["walk-asks=on"])?;
        page.wait_for("!document.querySelector('#walk-batch').checkVisibility()")?;
        page.click_on("#walk-show")?;
        page.wait_for("document.querySelector('#walk-batch').checkVisibility() && document.querySelector('#walk-chain').checkVisibility()")?;
        assert_sound(&mut page)
    })
}

#[test]
fn axe_has_nothing_to_say_of_the_chain_rule_and_the_batch() -> Result<()> {
    in_each_browser(|browser| {
        for viewport in [Viewport::LAPTOP, Viewport::PHONE.dark()] {
            let mut page = open(browser, viewport, GRADIENT)?;
            page.wait_for(&format!("{BARS}.length === 10"))?;
            assert_eq!(axe(&mut page)?, Vec::<String>::new());
        }
        Ok(())
    })
}
