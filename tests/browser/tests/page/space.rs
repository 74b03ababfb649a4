//! The hidden space and the sigmoid: points linked across the figures, layer and pair chosen, the plane folded; by each hand.

use browser::frontera::{
    Hand, assert_sound, by_each_hand, command, in_view, number, on_plane, open, state, wait_above, wait_state,
};
use browser::{Page, Point, Rect, Result, Viewport, in_each_browser};
use frontera::figure::representation::Representation;

use crate::native;

const INPUT: &str = "#input-canvas";
const VIEW: &str = "#view-canvas";
/// XOR as two units solve it.
const XOR: &str = "dataset=xor&hidden=2&activation=tanh&rate=1&seed=3&step=300&view=hidden";
/// The window of the four corners.
const CORNERS: (f64, f64) = (-0.5, 1.5);
/// How far the axes go beyond tanh's range, as a share of it.
const MARGIN: f64 = 0.09;

/// Where the link's lab puts each point, and the pre-activation of its output.
fn native_places(link: &str, commands: &[&str]) -> Result<Vec<([f32; 2], f32)>> {
    let mut lab = native::lab(link, commands)?;
    let mut representation = Representation::new();
    representation.update(&lab.snapshot());
    Ok(representation.points().iter().copied().zip(representation.logits().iter().copied()).collect())
}

/// A place of the hidden plane on the screen, where the axes go from −1 to 1.
fn on_space(space: Rect, [z1, z2]: [f32; 2]) -> Point {
    let share = |z: f32| (f64::from(z) + 1.0 + 2.0 * MARGIN) / (2.0 + 4.0 * MARGIN);
    space.at(share(z1), 1.0 - share(z2))
}

/// Waits until the read-out says that the probe is at this place of the hidden space, to within what the grid of points rounds off.
fn wait_place(page: &mut Page, [z1, z2]: [f32; 2]) -> Result<()> {
    let near = "(heard.state['hidden-place'] ?? '').split(',').map(Number)";
    page.wait_for(&format!("(([a, b]) => Math.abs(a - {z1}) < 5e-3 && Math.abs(b - {z2}) < 5e-3)({near})"))
        .map(drop)
}

#[test]
fn a_point_is_dragged_in_the_input_plane_and_goes_along_in_the_hidden_one() -> Result<()> {
    for hand in [Hand::Mouse, Hand::Finger] {
        in_each_browser(|browser| {
            let mut page = open(browser, hand.viewport(), XOR)?;
            wait_state(&mut page, "step", "300")?;
            let plane = in_view(&mut page, INPUT)?;
            let (from, to) = (on_plane(plane, CORNERS, 0.0, 0.0), on_plane(plane, CORNERS, 0.5, 0.25));
            hand.drag(&mut page, from, to, 8)?;
            // The point came along, it is read out where it is now, and its image is where the layer puts that.
            page.wait_for("heard.state['probe-point'].startsWith('0,')")?;
            let [x1, x2] = native::points(&mut page)?[0].x;
            assert!((x1 - 0.5).abs() < 0.03 && (x2 - 0.25).abs() < 0.03, "({x1}, {x2})");
            let link = browser::frontera::link(&mut page)?;
            wait_place(&mut page, native_places(&link, &[])?[0].0)?;
            assert_sound(&mut page)
        })?;
    }
    Ok(())
}

#[test]
fn a_point_of_the_hidden_plane_is_pointed_at_by_each_hand() -> Result<()> {
    let places = native_places(XOR, &[])?;
    by_each_hand(XOR, |hand, page| {
        wait_state(page, "step", "300")?;
        let space = in_view(page, VIEW)?;
        // The two of the other class lie over one another: that is what XOR is folded for.
        for index in [0, 3] {
            let at = on_space(space, places[index].0);
            match hand {
                Hand::Mouse => page.mouse_move(at)?,
                Hand::Finger => page.tap(at)?,
                Hand::Keyboard => {
                    page.focus(VIEW)?;
                    page.key(if index == 0 { "ArrowRight" } else { "ArrowLeft" })?;
                }
            }
            page.wait_for(&format!("heard.state['probe-point'].startsWith('{index},')"))?;
            wait_place(page, places[index].0)?;
            let a = number(page, "hidden-logit")?;
            assert!((a - f64::from(places[index].1)).abs() < 1e-3, "{a}");
            page.wait_for("/z₁.*z₂.*μ/.test(document.querySelector('#space-reading').textContent)")?;
        }
        if hand == Hand::Keyboard {
            page.key("ArrowLeft")?;
            page.wait_for("heard.state['probe-point'].startsWith('2,')")?;
            page.key("Escape")?;
            wait_state(page, "probe", "")?;
        }
        Ok(())
    })
}

#[test]
fn layer_and_axes_are_chosen_by_keyboard_and_by_finger() -> Result<()> {
    for hand in [Hand::Keyboard, Hand::Finger] {
        in_each_browser(|browser| {
            let link = "dataset=moons&hidden=4,3&view=hidden&step=50";
            let mut page = open(browser, hand.viewport(), link)?;
            wait_state(&mut page, "step", "50")?;
            in_view(&mut page, "#space-layer")?;
            let which = "document.querySelector('#space-which').textContent";
            page.wait_for(&format!("/%/.test({which})"))?;
            page.wait_for("/^0[.\\d]*,0[.\\d]*$/.test(heard.state['hidden-shares'])")?;
            if hand == Hand::Keyboard {
                page.focus("#space-layer")?;
                page.key("ArrowRight")?;
            } else {
                let at = page.rect("#space-layer")?.at(0.97, 0.5);
                page.tap(at)?;
            }
            wait_state(&mut page, "layer", "2")?;
            hand.press(&mut page, "#axes-control button[value=units]")?;
            wait_state(&mut page, "axes", "units")?;
            page.wait_for("document.querySelector('#pair-up').checkVisibility()")?;
            page.wait_for("document.querySelector('#pair-up').options.length === 3")?;
            if hand == Hand::Keyboard {
                page.focus("#pair-up")?;
                page.key("ArrowDown")?;
            } else {
                page.choose("#pair-up", "3")?;
            }
            wait_state(&mut page, "pair", "1,3")?;
            page.wait_for(&format!("{which}.includes('z₃')"))?;
            // The other axis's unit is exchanged, not doubled.
            page.choose("#pair-across", "3")?;
            wait_state(&mut page, "pair", "3,1")?;
            assert_eq!(state(&mut page, "step")?, "50", "looking changes nothing");
            let link = browser::frontera::link(&mut page)?;
            assert!(
                link.contains("layer=2") && link.contains("pair=3%2C1") || link.contains("pair=3,1"),
                "{link}"
            );
            command(&mut page, &["view=none"])?;
            wait_state(&mut page, "hidden-shares", "")?;
            assert_sound(&mut page)
        })?;
    }
    Ok(())
}

#[test]
fn the_plane_is_folded_with_the_slider_and_with_the_button() -> Result<()> {
    by_each_hand(&format!("{XOR}&warp=0.5"), |hand, page| {
        wait_state(page, "step", "300")?;
        let slider = in_view(page, "#warp")?;
        match hand {
            Hand::Mouse => page.drag(slider.at(0.5, 0.5), slider.at(0.8, 0.5), 5)?,
            Hand::Finger => page.tap(slider.at(0.8, 0.5))?,
            Hand::Keyboard => {
                page.focus("#warp")?;
                for warp in ["0.51", "0.52", "0.53", "0.54", "0.55"] {
                    page.key("ArrowRight")?;
                    wait_state(page, "warp", warp)?;
                }
            }
        }
        wait_above(page, "warp", if hand == Hand::Keyboard { 0.54 } else { 0.7 })?;
        hand.press(page, "#fold")?;
        wait_state(page, "warp", "0")?;
        hand.press(page, "#fold")?;
        wait_state(page, "warp", "1")?;
        Ok(())
    })
}

#[test]
fn lines_are_a_switch_and_the_sigmoid_reads_out_a_point() -> Result<()> {
    in_each_browser(|browser| {
        let link = "dataset=clouds&hidden=0&view=decision&step=100";
        let mut page = open(browser, Viewport::LAPTOP, link)?;
        wait_state(&mut page, "step", "100")?;
        page.click_on("#lines")?;
        wait_state(&mut page, "lines", "on")?;
        in_view(&mut page, VIEW)?;
        page.focus(VIEW)?;
        page.key("ArrowDown")?;
        page.wait_for("heard.state['probe-point'].startsWith('0,')")?;
        page.wait_for("/ a .* μ /.test(document.querySelector('#space-reading').textContent)")?;
        assert_eq!(state(&mut page, "hidden-place")?, "", "without hidden layers there is no hidden space");
        page.wait_colours(VIEW, 8)?;
        assert_sound(&mut page)
    })
}

#[test]
fn in_a_comparison_each_network_has_its_own_hidden_space() -> Result<()> {
    in_each_browser(|browser| {
        let link = "dataset=xor&hidden=2&compare=activation&view=hidden&step=60";
        let mut page = open(browser, Viewport::LAPTOP, link)?;
        wait_state(&mut page, "step", "60")?;
        in_view(&mut page, "#rival-3")?;
        for rival in 1..=4 {
            page.wait_colours(&format!("#rival-{rival} .rival-gradient canvas"), 4)?;
        }
        assert_sound(&mut page)
    })
}

#[test]
fn xor_in_two_units_opens_on_the_hidden_space() -> Result<()> {
    in_each_browser(|browser| {
        let xor = "[data-setting=dataset][value=xor]";
        for (link, view) in [("hidden=2", "hidden"), ("hidden=2&view=layers", "layers"), ("hidden=3", "none")]
        {
            let mut page = open(browser, Viewport::LAPTOP, link)?;
            page.click_on(xor)?;
            wait_state(&mut page, "dataset", "xor")?;
            wait_state(&mut page, "view", view)?;
        }
        Ok(())
    })
}
