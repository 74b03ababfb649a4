//! The projector between its figures: what it costs to get to one, what stands where there is none, and the bar on a small screen.

use serde_json::json;

use browser::frontera::{Hand, assert_sound, command, open_at, state, wait_above, wait_lessons, wait_state};
use browser::{Page, Result, Viewport, in_each_browser, site};

use crate::room::{assert_large, open, wait_shown};

/// Trains a while; gives the step at which it stopped.
fn train(page: &mut Page) -> Result<String> {
    command(page, &["play"])?;
    wait_above(page, "step", 5.0)?;
    command(page, &["pause"])?;
    wait_state(page, "playing", "0")?;
    state(page, "step")
}

#[test]
fn paging_through_the_figures_keeps_the_trained_network() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::PROJECTOR, "&room=loss#dataset=moons&hidden=4")?;
        wait_shown(&mut page, "loss")?;
        let step = train(&mut page)?;
        for (key, figure) in [("f", "decision"), ("Shift+f", "loss")] {
            page.key(key)?;
            wait_shown(&mut page, figure)?;
            assert_eq!(
                (state(&mut page, "compare")?, state(&mut page, "step")?),
                ("none".into(), step.clone())
            );
        }
        // Where runs are compared already, they are a figure among the others.
        command(&mut page, &["compare=init", "release"])?;
        wait_shown(&mut page, "compare")?;
        for (key, figure) in
            [("f", "decision"), ("Shift+f", "compare"), ("Shift+f", "loss"), ("c", "compare"), ("c", "loss")]
        {
            page.key(key)?;
            wait_shown(&mut page, figure)?;
            wait_state(&mut page, "compare", "init")?;
        }
        assert_sound(&mut page)
    })
}

#[test]
fn to_compare_and_back_brings_the_trained_network_back() -> Result<()> {
    Hand::each(|hand| {
        in_each_browser(|browser| {
            let viewport = Viewport { touch: hand == Hand::Finger, ..Viewport::PROJECTOR };
            let mut page = open(browser, viewport, "&room=network#dataset=moons&hidden=4")?;
            wait_shown(&mut page, "network")?;
            let alone = train(&mut page)?;
            let loss = state(&mut page, "train-loss")?;
            hand.press(&mut page, "#room-compare")?;
            wait_shown(&mut page, "compare")?;
            wait_state(&mut page, "compare", "activation")?;
            wait_state(&mut page, "step", "0")?;
            let compared = train(&mut page)?;
            hand.press(&mut page, "#room-compare")?;
            wait_shown(&mut page, "network")?;
            wait_state(&mut page, "compare", "none")?;
            wait_state(&mut page, "step", &alone)?;
            assert_eq!(state(&mut page, "train-loss")?, loss);
            // The runs that were compared are not lost either.
            hand.press(&mut page, "#room-compare")?;
            wait_shown(&mut page, "compare")?;
            wait_state(&mut page, "step", &compared)?;
            wait_state(&mut page, "compare", "activation")?;
            // What was changed meanwhile is not taken back with it.
            command(&mut page, &["rate=0.5", "release"])?;
            wait_state(&mut page, "rate", "0.5")?;
            hand.press(&mut page, "#room-compare")?;
            wait_shown(&mut page, "network")?;
            assert_eq!(state(&mut page, "rate")?, "0.5");
            assert_eq!(state(&mut page, "compare")?, "activation");
            // Nothing that was pressed was taken for a button of the lab.
            assert_eq!(page.eval("document.querySelector('#notice').checkVisibility()")?, json!(false));
            assert_sound(&mut page)
        })
    })
}

#[test]
fn where_a_figure_would_be_blank_the_projector_says_why() -> Result<()> {
    in_each_browser(|browser| {
        for (figure, settings, said, otherwise) in [
            ("backpropagation", "dataset=clouds&model=perceptron", "#walk-none", "model=network"),
            ("backpropagation", "dataset=blank", "#walk-none", "dataset=moons"),
            ("surface", "dataset=clouds&model=perceptron", "#surface-none", "model=network"),
            ("decision", "dataset=quadrants", "#decision-classes", "dataset=moons"),
            ("softmax", "dataset=clouds&model=perceptron", "#softmax-formula", "model=network"),
            ("hidden", "hidden=0", "#space-which", "hidden=3"),
        ] {
            for language in ["en", "es"] {
                let rest = format!("?lang={language}&room={figure}#{settings}");
                let mut page = open_at(browser, Viewport::PROJECTOR, &format!("{}{rest}", site()?))?;
                page.wait_for(&format!("document.querySelector('{said}')?.checkVisibility() && document.querySelector('{said}').textContent.length > 20"))?;
                wait_shown(&mut page, figure)?;
                assert_large(&mut page, &rest)?;
                let useless = "['#view-canvas', '.walk-bar', '#walk-stage', '.warp', '#space-reading'].filter((name) => document.querySelector(name)?.checkVisibility())";
                assert_eq!(page.eval(useless)?, json!([]), "{rest}");
                let place = page.rect(said)?;
                assert!(
                    place.x >= 0.0 && place.x + place.width <= 1920.0 && place.y > 300.0 && place.y < 700.0,
                    "{rest}: {place:?}"
                );
                command(&mut page, &[otherwise, "release"])?;
                page.wait_for(&format!("document.querySelector('#view-canvas').checkVisibility() && !document.querySelector('{said}').checkVisibility()"))?;
                page.wait_colours("#view-canvas", 3)?;
                assert_sound(&mut page)?;
            }
        }
        Ok(())
    })
}

#[test]
fn all_of_the_bar_is_in_reach_on_a_phone_that_lies_on_its_side() -> Result<()> {
    in_each_browser(|browser| {
        for (width, height) in [(844, 390), (740, 360), (640, 360), (1024, 576)] {
            for link in ["", "lesson=one-layer"] {
                let viewport = Viewport { width, height, ..Viewport::PHONE };
                let mut page = open(browser, viewport, &format!("&lang=es&room=boundary#{link}"))?;
                wait_lessons(&mut page)?;
                wait_shown(&mut page, "boundary")?;
                if !link.is_empty() {
                    page.wait_for("document.querySelector('#room-next').checkVisibility()")?;
                }
                let outside = "[...document.querySelectorAll('#play, #step, #reset, #reseed, #room-bar > *')].filter((element) => element.checkVisibility()).filter((element) => {
                    const { left, top, right, bottom } = element.getBoundingClientRect();
                    return left < 0 || top < 0 || right > innerWidth + 0.5 || bottom > innerHeight + 0.5;
                }).map(({ id }) => id)";
                assert_eq!(page.eval(outside)?, json!([]), "{link} at {width} × {height}");
                let plane = page.rect(".plane .plane-figure")?;
                assert!(plane.height > 80.0, "{link} at {width} × {height}: {plane:?}");
                page.tap_on("#room-leave")?;
                page.wait_for("document.documentElement.dataset.room === undefined")?;
                assert_sound(&mut page)?;
            }
        }
        Ok(())
    })
}

#[test]
fn the_speed_stays_in_reach_when_a_phone_is_turned() -> Result<()> {
    let [upright, lying] =
        [(390, 844), (844, 390)].map(|(width, height)| Viewport { width, height, ..Viewport::PHONE });
    in_each_browser(|browser| {
        for (first, then, home) in [(upright, lying, "#speed-home"), (lying, upright, "#training-controls")] {
            let mut page = open(browser, first, "&room=boundary")?;
            wait_shown(&mut page, "boundary")?;
            let turned = format!("document.documentElement.clientWidth === {}", then.width);
            page.set_viewport(then)?;
            page.wait_for(&format!(
                "{turned} && document.querySelector('#room-bar > #speed-control')?.checkVisibility()"
            ))?;
            // Whatever moves it has done so.
            page.eval("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))).then(() => 0)")?;
            assert_eq!(
                page.eval("document.querySelector('#speed-control').parentElement.id")?,
                json!("room-bar")
            );
            page.tap_on("#room-leave")?;
            page.wait_for(&format!("document.querySelector('{home} > #speed-control')"))?;
            assert_sound(&mut page)?;
        }
        Ok(())
    })
}
