//! Training: play, pause, step, epoch, back to the start, a new start; and points that move meanwhile.

use browser::frontera::{
    Hand, PLANE, assert_sound, by_each_hand, command, number, on_plane, open, reveal, state, wait_above,
    wait_said, wait_state,
};
use browser::{Button, Page, Result, Viewport, in_each_browser};

/// A network that can only draw a straight border: one point on the wrong side is felt for good.
const STRAIGHT: &str = "dataset=blank&hidden=0&batch=full&rate=1";

#[test]
fn play_trains_and_pause_stops() -> Result<()> {
    by_each_hand("", |hand, page| {
        assert_eq!(state(page, "step")?, "0");
        hand.press(page, "#play")?;
        wait_above(page, "step", 20.0)?;
        hand.press(page, "#play")?;
        wait_state(page, "playing", "0")?;
        assert_stands_still(page)?;
        Ok(())
    })
}

/// The step does not change from here on: an answer of the worker comes after all it did before.
fn assert_stands_still(page: &mut Page) -> Result<()> {
    let step = number(page, "step")?;
    for _ in 0..3 {
        page.string("heard.ask('export', 'csv')")?;
    }
    let later = number(page, "step")?;
    assert!((later - step).abs() < 0.5, "from step {step} to {later} while paused");
    Ok(())
}

#[test]
fn space_plays_and_pauses_where_nothing_else_takes_it() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "speed=100")?;
        page.key("Space")?;
        wait_state(&mut page, "playing", "1")?;
        page.key("Space")?;
        wait_state(&mut page, "playing", "0")?;
        // On a button, space presses the button.
        page.focus("#step")?;
        let before = number(&mut page, "step")?;
        page.key("Space")?;
        wait_above(&mut page, "step", before)?;
        assert_eq!(state(&mut page, "playing")?, "0");
        assert_sound(&mut page)
    })
}

#[test]
fn step_takes_one_batch_and_epoch_the_rest_of_the_points() -> Result<()> {
    Hand::each(|hand| {
        in_each_browser(|browser| {
            // 140 training points: 14 batches of 10 an epoch.
            let mut page = open(browser, hand.viewport(), "")?;
            hand.press(&mut page, "#step")?;
            wait_state(&mut page, "step", "1")?;
            hand.press(&mut page, "#step")?;
            wait_state(&mut page, "step", "2")?;
            hand.press(&mut page, "#epoch")?;
            wait_state(&mut page, "step", "14")?;
            wait_state(&mut page, "epoch", "1")?;
            page.wait_for("document.querySelector('#step-shown').textContent === '14'")?;
            assert_sound(&mut page)
        })
    })
}

#[test]
fn reset_goes_back_to_the_same_start_and_reseed_to_another() -> Result<()> {
    by_each_hand("select=1.1.1", |hand, page| {
        let first = state(page, "selected-value")?;
        hand.press(page, "#epoch")?;
        wait_state(page, "step", "14")?;
        assert_ne!(state(page, "selected-value")?, first);
        hand.press(page, "#reset")?;
        wait_state(page, "step", "0")?;
        assert_eq!(state(page, "selected-value")?, first);
        assert_eq!(state(page, "seed")?, "1");
        hand.press(page, "#reseed")?;
        wait_state(page, "seed", "2")?;
        assert_ne!(state(page, "selected-value")?, first);
        page.wait_for("document.querySelector('#seed-shown').textContent === '2'")?;
        Ok(())
    })
}

#[test]
fn reset_while_playing_trains_on_from_the_start() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "speed=50")?;
        page.click_on("#play")?;
        wait_above(&mut page, "step", 30.0)?;
        page.click_on("#reset")?;
        page.wait_for("Number(heard.state.step) < 20")?;
        wait_above(&mut page, "step", 20.0)?;
        assert_eq!(state(&mut page, "playing")?, "1");
        assert_sound(&mut page)
    })
}

#[test]
fn the_speed_is_kept() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "speed=10")?;
        page.click_on("#play")?;
        wait_above(&mut page, "step", 2.0)?;
        let rate = page.number(
            "new Promise((resolve) => {
                const [step, time] = [Number(heard.state.step), performance.now()];
                const look = () => {
                    const [steps, seconds] = [Number(heard.state.step) - step, (performance.now() - time) / 1000];
                    if (steps >= 8) resolve(steps / seconds); else setTimeout(look, 5);
                };
                look();
            })",
        )?;
        // A loaded machine may be slower; it looks faster only where the first look came late.
        assert!(rate < 20.0, "{rate} steps a second");
        page.focus("#speed")?;
        page.key("End")?;
        wait_state(&mut page, "speed", "max")?;
        let step = number(&mut page, "step")?;
        wait_above(&mut page, "step", step + 500.0)?;
        assert_sound(&mut page)
    })
}

#[test]
fn training_goes_on_while_a_point_is_dragged_and_sees_it() -> Result<()> {
    for (hand, viewport) in [(Hand::Mouse, Viewport::LAPTOP), (Hand::Finger, Viewport::PHONE)] {
        in_each_browser(|browser| {
            let mut page = open(browser, viewport, STRAIGHT)?;
            command(&mut page, &["add=-2,-2,0", "add=-1,-2,0", "add=2,2,1", "add=1,2,1"])?;
            wait_state(&mut page, "points", "4")?;
            hand.press(&mut page, "#play")?;
            page.wait_for("Number(heard.state['train-loss']) < 0.02 && Number(heard.state.step) > 50")?;
            let plane = page.rect(PLANE)?;
            let place = |x1, x2| on_plane(plane, (-3.0, 3.0), x1, x2);
            // A point of class 0 is carried among those of class 1 and held there.
            let (from, to) = (place(-2.0, -2.0), place(1.5, 2.0));
            match hand {
                Hand::Finger => page.touch_down(from)?,
                _ => page.press(Button::Left, from)?,
            }
            for part in 1..=8 {
                let at = from.towards(to, f64::from(part) / 8.0);
                match hand {
                    Hand::Finger => page.touch_move(at)?,
                    _ => page.mouse_move(at)?,
                }
            }
            page.wait_for("Number(heard.state['train-loss']) > 0.1")?;
            let held = number(&mut page, "step")?;
            wait_above(&mut page, "step", held + 20.0)?;
            assert_eq!(state(&mut page, "points")?, "4", "it is the same point");
            match hand {
                Hand::Finger => page.touch_up()?,
                _ => page.release(Button::Left, to)?,
            }
            let released = number(&mut page, "step")?;
            wait_above(&mut page, "step", released + 20.0)?;
            assert_sound(&mut page)
        })?;
    }
    Ok(())
}

#[test]
fn training_goes_on_while_points_are_added_and_erased() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "speed=200")?;
        page.click_on("#play")?;
        wait_above(&mut page, "step", 20.0)?;
        let before = number(&mut page, "step")?;
        let corner = on_plane(page.rect(PLANE)?, (-3.0, 3.0), -2.8, -2.8);
        page.click(corner)?;
        wait_state(&mut page, "points", "201")?;
        page.click_with(Button::Right, corner)?;
        wait_state(&mut page, "points", "200")?;
        let after = number(&mut page, "step")?;
        assert!(after >= before, "it began again: from step {before} to {after}");
        wait_above(&mut page, "step", after)?;
        assert_eq!(state(&mut page, "playing")?, "1");
        assert_sound(&mut page)
    })
}

#[test]
fn without_training_points_the_page_says_so() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "dataset=blank")?;
        page.click_on("#play")?;
        wait_said(&mut page, "notice no-training-points")?;
        page.wait_for("!document.querySelector('#notice').hidden")?;
        wait_state(&mut page, "playing", "0")?;
        assert_sound(&mut page)
    })
}

#[test]
fn a_run_that_diverges_stops_and_advises_a_lower_rate() -> Result<()> {
    in_each_browser(|browser| {
        // Each step takes ten times the penalty's pull from a weight: it grows ninefold.
        let link = "activation=linear&rate=10&l2=1";
        let mut page = open(browser, Viewport::LAPTOP, link)?;
        page.click_on("#play")?;
        let notice = wait_said(&mut page, "notice diverged step=")?;
        let step = notice.rsplit('=').next().unwrap_or_default().to_owned();
        wait_state(&mut page, "diverged", &step)?;
        wait_state(&mut page, "playing", "0")?;
        page.wait_for("!document.querySelector('#notice').hidden")?;
        assert!(page.text("#notice-text")?.contains(&step), "the notice names the step");
        page.click_on("#reset")?;
        wait_state(&mut page, "diverged", "")?;
        page.wait_for("document.querySelector('#notice').hidden")?;
        assert_sound(&mut page)
    })
}

#[test]
fn the_read_outs_show_what_the_worker_says() -> Result<()> {
    for hand in [Hand::Mouse, Hand::Finger] {
        in_each_browser(|browser| {
            let mut page = open(browser, hand.viewport(), "dataset=xor&hidden=2&train=1&step=2000")?;
            wait_state(&mut page, "step", "2000")?;
            wait_state(&mut page, "train-accuracy", "1")?;
            page.wait_for("document.querySelector('#train-accuracy').textContent === '100 %'")?;
            page.wait_for("document.querySelector('#step-shown').textContent === '2\\u202f000'")?;
            page.wait_for(
                "Math.abs(Number(document.querySelector('#train-loss').textContent)
                    - Number(heard.state['train-loss'])) < 0.001",
            )?;
            reveal(&mut page, "#loss-canvas")?;
            page.rect("#loss-canvas")?;
            page.wait_colours("#loss-canvas", 2)?;
            assert_sound(&mut page)
        })?;
    }
    Ok(())
}
