//! The softmax: its bars at a place, a class alone, the temperature, the sigmoid beside it, and the confusion matrix; by each hand.

use browser::frontera::{
    Hand, assert_sound, axe, by_each_hand, in_view, number, on_plane, open, state, wait_state,
};
use browser::{Rect, Result, Viewport, in_each_browser};

use crate::native;

const INPUT: &str = "#input-canvas";
const VIEW: &str = "#view-canvas";
/// Three classes, a little trained.
const THREE: &str = "dataset=three-clouds&hidden=0&step=40&view=softmax&place=0.5,0.5";
const WINDOW: (f64, f64) = (-3.0, 3.0);

#[test]
fn the_place_is_chosen_by_each_hand_and_the_numbers_are_those_of_the_program() -> Result<()> {
    Hand::each(|hand| {
        in_each_browser(|browser| {
            let mut page = open(browser, hand.viewport(), THREE)?;
            wait_state(&mut page, "step", "40")?;
            let points = state(&mut page, "points")?;
            let plane = in_view(&mut page, INPUT)?;
            let at = on_plane(plane, WINDOW, -1.0, 1.0);
            match hand {
                Hand::Mouse => page.click(at)?,
                Hand::Finger => page.tap(at)?,
                Hand::Keyboard => {
                    page.focus(INPUT)?;
                    page.key("ArrowLeft")?;
                    page.key("ArrowUp")?;
                    // Nothing is added here.
                    page.key("Enter")?;
                }
            }
            let place = "heard.state['place'].split(',').map(Number)";
            page.wait_for(&match hand {
                Hand::Keyboard => format!("(([x, y]) => x < 0.45 && y > 0.55)({place})"),
                _ => format!("(([x, y]) => Math.abs(x + 1) < 0.05 && Math.abs(y - 1) < 0.05)({place})"),
            })?;
            if hand == Hand::Mouse {
                // The bars follow the pointer and go back to the place when it leaves.
                page.mouse_move(on_plane(plane, WINDOW, 1.5, 1.5))?;
                page.wait_for("Math.abs(heard.state['softmax-at'].split(',')[0] - 1.5) < 0.05")?;
                page.mouse_move(page_corner(plane))?;
                page.wait_for("heard.state['softmax-at'] === heard.state['place']")?;
            }
            page.wait_for(
                "heard.state['softmax-at'] === heard.state['place'] || heard.state['probe'] !== ''",
            )?;
            assert_eq!(state(&mut page, "points")?, points, "the plane beside the bars is only read");
            // What the formula says is what the program without a browser computes.
            let link = browser::frontera::link(&mut page)?;
            let mut lab = native::lab(&link, &[&format!("probe={}", state(&mut page, "softmax-at")?)])?;
            let snapshot = lab.snapshot();
            let terms = snapshot.softmax.map(|softmax| softmax.terms.clone());
            let terms = terms.ok_or_else(|| browser::Error::other("no softmax"))?;
            let expected = terms.shares.iter().copied().fold(0.0, f32::max);
            page.wait_for(&format!(
                "Math.abs(Number(document.querySelector('#softmax-formula').textContent.split('=').at(-1)) - {expected}) < 2e-3"
            ))?;
            let both = "[...document.querySelectorAll('#softmax-agree span')].map((line) => line.textContent.split('=').at(-1).trim())";
            page.wait_for(&format!("(([one, other]) => one === other && one > 0.5)({both})"))?;
            page.wait_colours(VIEW, 8)?;
            assert_sound(&mut page)
        })
    })
}

/// A place beside the plane.
fn page_corner(plane: Rect) -> browser::Point {
    plane.at(1.2, 0.5)
}

#[test]
fn a_class_is_shown_alone_by_its_bars_by_its_button_and_by_keyboard() -> Result<()> {
    by_each_hand(THREE, |hand, page| {
        wait_state(page, "step", "40")?;
        let view = in_view(page, VIEW)?;
        page.wait_colours(VIEW, 8)?;
        match hand {
            Hand::Mouse => page.click(view.at(0.5, 0.5))?,
            Hand::Finger => page.tap(view.at(0.5, 0.5))?,
            Hand::Keyboard => {
                page.focus(VIEW)?;
                page.key("ArrowDown")?;
                wait_state(page, "select", "1.1")?;
                page.key("ArrowDown")?;
            }
        }
        wait_state(page, "select", "1.2")?;
        hand.press(page, "#softmax-classes button:nth-child(4)")?;
        wait_state(page, "select", "1.3")?;
        page.wait_for(
            "document.querySelector('#softmax-classes button:nth-child(4)').ariaPressed === 'true'",
        )?;
        hand.press(page, "#softmax-classes button:first-child")?;
        wait_state(page, "select", "none")?;
        assert_eq!(state(page, "step")?, "40", "looking changes nothing");
        Ok(())
    })
}

#[test]
fn the_temperature_is_set_by_each_hand_and_changes_what_is_shown() -> Result<()> {
    by_each_hand(THREE, |hand, page| {
        wait_state(page, "step", "40")?;
        let share = "Math.max(...heard.state['softmax-shares'].split(',').map(Number))";
        page.wait_for(&format!("{share} > 0.4"))?;
        let own = page.eval(share)?.as_f64().unwrap_or_default();
        let slider = in_view(page, "#temperature")?;
        match hand {
            Hand::Mouse => page.drag(slider.at(0.5, 0.5), slider.at(0.97, 0.5), 5)?,
            Hand::Finger => page.tap(slider.at(0.97, 0.5))?,
            Hand::Keyboard => {
                page.focus("#temperature")?;
                page.key("End")?;
            }
        }
        wait_state(page, "temperature", "10")?;
        page.wait_for(&format!("{share} < {own} - 0.02"))?;
        page.wait_for("document.querySelector('#softmax-formula').textContent.includes('/T')")?;
        page.fill("#temperature-value", "0,1")?;
        page.key("Enter")?;
        wait_state(page, "temperature", "0.1")?;
        page.wait_for(&format!("{share} > {own}"))?;
        assert!(browser::frontera::link(page)?.contains("temperature=0.1"));
        assert_eq!(state(page, "step")?, "40");
        Ok(())
    })
}

#[test]
fn a_cell_of_the_matrix_is_chosen_by_each_hand() -> Result<()> {
    by_each_hand("dataset=three-clouds&noise=0.6&classes=4&hidden=2&step=30&view=softmax", |hand, page| {
        wait_state(page, "step", "30")?;
        let cell = "#confusions table:first-child tr:nth-child(4) td:nth-child(3) button";
        in_view(page, cell)?;
        hand.press(page, cell)?;
        wait_state(page, "cell", "train.1.1")?;
        page.wait_for(&format!("document.querySelector('{cell}').ariaPressed === 'true'"))?;
        let counts = "[...document.querySelectorAll('#confusions .count-cell > strong')].map((count) => Number(count.textContent))";
        let total = page.eval(&format!("{counts}.reduce((sum, count) => sum + count, 0)"))?;
        assert_eq!(total.as_f64(), Some(number(page, "points")?), "every point is counted once");
        hand.press(page, cell)?;
        wait_state(page, "cell", "none")?;
        Ok(())
    })
}

#[test]
fn two_classes_have_one_output_and_its_sigmoid() -> Result<()> {
    in_each_browser(|browser| {
        let mut page =
            open(browser, Viewport::LAPTOP, "dataset=clouds&hidden=0&step=20&view=softmax&place=0.3,0.2")?;
        wait_state(&mut page, "step", "20")?;
        page.wait_for("heard.state['softmax-pair'] === '1,0'")?;
        page.wait_for("document.querySelector('#softmax-classes').hidden")?;
        page.wait_for("/sigm\\(a₁\\)/.test(document.querySelector('#softmax-agree').textContent)")?;
        // A threshold has no probabilities, but the points are counted.
        browser::frontera::command(&mut page, &["model=perceptron"])?;
        wait_state(&mut page, "softmax-shares", "")?;
        page.wait_for("document.querySelector('#softmax-agree').textContent === ''")?;
        page.wait_for("document.querySelectorAll('#confusions button').length === 8")?;
        assert_sound(&mut page)
    })
}

#[test]
fn it_is_sound_for_six_classes_on_a_phone_and_for_screen_readers() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::PHONE, "dataset=three-clouds&classes=6&view=softmax&step=10")?;
        wait_state(&mut page, "step", "10")?;
        in_view(&mut page, "#confusions")?;
        page.wait_for("document.querySelectorAll('#confusions button').length === 72")?;
        page.wait_for("document.documentElement.scrollWidth <= innerWidth")?;
        let small = page.eval(
            "[...document.querySelectorAll('#confusions table:first-child button, #softmax-classes button')]
                .filter((button) => Math.min(button.offsetWidth, button.offsetHeight) < 44).length",
        )?;
        assert_eq!(small.as_f64(), Some(0.0), "what a finger presses is 44 px");
        page.wait_for("/μ/.test(document.querySelector('#softmax-reading').textContent)")?;
        assert_eq!(axe(&mut page)?, Vec::<String>::new());
        assert_sound(&mut page)
    })
}
