//! Regression: the task, the formula's numbers, the handles in the figure, locks, units that come in; by mouse, finger and keyboard.

use browser::frontera::{
    Hand, PLANE, assert_sound, axe, by_each_hand, command, link, number, on_plane, open, reveal, said, state,
    wait_above, wait_state,
};
use browser::{Page, Rect, Result, Viewport, in_each_browser};

/// Two sigmoids with a step each, at −1 and at 1.
const TWO: &str = "task=regression&curve=bump&count=40&hidden=2&activation=sigmoid";
const SET: [&str; 8] = [
    "weight=2.1.0,0",
    "weight=2.1.1,1",
    "weight=2.1.2,-1",
    "weight=1.1.1,2",
    "weight=1.1.0,2",
    "weight=1.2.1,2",
    "weight=1.2.0,-2",
    "release",
];

fn set(page: &mut Page) -> Result<()> {
    command(page, &SET)?;
    wait_state(page, "term-weights", "0,1,-1")?;
    wait_state(page, "term-biases", "2,-2")
}

/// The number of the formula at a place.
fn slot(place: &str) -> String {
    format!("#sum [data-place='{place}']")
}

/// The first value of a list that the worker told.
fn nth(page: &mut Page, name: &str, index: usize) -> Result<f64> {
    page.number(&format!("Number(heard.state['{name}'].split(',')[{index}])"))
}

/// Where a place of the window [−3, 3]² is on the screen: the figure fills its canvas.
fn at(plane: Rect, x: f64, y: f64) -> browser::Point {
    on_plane(plane, (-3.0, 3.0), x, y)
}

#[test]
fn the_task_changes_data_network_and_page_and_is_undone() -> Result<()> {
    by_each_hand("step=20", |hand, page| {
        wait_state(page, "step", "20")?;
        hand.press(page, "[data-setting=task][value=regression]")?;
        wait_state(page, "layers", "1,2,1")?;
        page.wait_for("document.querySelectorAll('#sum .number').length === 7")?;
        page.wait_for("document.querySelector('#challenge').checkVisibility()")?;
        let gone = "!['.classes', '.readout:last-child', '[data-setting=dataset][value=xor]']
            .some((name) => document.querySelector(name).checkVisibility())";
        page.wait_for(gone)?;
        page.wait_colours(PLANE, 3)?;
        hand.press(page, "[data-setting=curve][value=sine]")?;
        wait_state(page, "curve", "sine")?;
        hand.press(page, "#undo")?;
        wait_state(page, "curve", "step")?;
        hand.press(page, "#undo")?;
        wait_state(page, "task", "classification")?;
        wait_state(page, "step", "20")?;
        page.wait_for("!document.querySelector('#formula').checkVisibility()")?;
        assert_eq!(said(page)?, Vec::<String>::new());
        Ok(())
    })
}

#[test]
fn a_number_of_the_formula_is_dragged_by_mouse_and_finger_and_undone() -> Result<()> {
    for hand in [Hand::Mouse, Hand::Finger] {
        in_each_browser(|browser| {
            let mut page = open(browser, hand.viewport(), TWO)?;
            set(&mut page)?;
            let from = page.rect(&slot("2.1.1"))?.center();
            hand.drag(&mut page, from, (from.x + 50.0, from.y + 1.0).into(), 10)?;
            // 50 pixels of 0.02 each.
            page.wait_for("Math.abs(Number(heard.state['term-weights'].split(',')[1]) - 2) < 0.15")?;
            wait_state(&mut page, "hold", "none")?;
            wait_state(&mut page, "select", "2.1.1")?;
            page.wait_for(&format!("Number(document.querySelector(\"{}\").value) > 1.8", slot("2.1.1")))?;
            hand.press(&mut page, "#undo")?;
            wait_state(&mut page, "term-weights", "0,1,-1")?;
            assert_eq!(said(&mut page)?, Vec::<String>::new());
            assert_sound(&mut page)
        })?;
    }
    Ok(())
}

#[test]
fn a_number_is_typed_and_moved_by_keys_and_nonsense_is_refused() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, TWO)?;
        set(&mut page)?;
        page.fill(&slot("1.2.0"), "-1,5")?;
        page.key("Enter")?;
        wait_state(&mut page, "term-biases", "2,-1.5")?;
        page.key("ArrowUp")?;
        wait_state(&mut page, "term-biases", "2,-1.4")?;
        page.key("Shift+ArrowDown")?;
        wait_state(&mut page, "term-biases", "2,-2.4")?;
        page.fill(&slot("1.2.0"), "abc")?;
        page.key("Enter")?;
        page.wait_for(&format!(
            "document.querySelector(\"{}\").hasAttribute('aria-invalid')",
            slot("1.2.0")
        ))?;
        page.key("Escape")?;
        page.wait_for(&format!("document.querySelector(\"{}\").value === '\u{2212}2.40'", slot("1.2.0")))?;
        assert_eq!(state(&mut page, "term-biases")?, "2,-2.4");
        page.key("Control+z")?;
        wait_state(&mut page, "term-biases", "2,-1.4")?;
        assert_sound(&mut page)
    })
}

#[test]
fn a_number_in_the_hand_stays_while_the_others_train() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, &format!("{TWO}&speed=200"))?;
        set(&mut page)?;
        page.click_on("#play")?;
        wait_above(&mut page, "step", 10.0)?;
        let from = page.rect(&slot("2.1.1"))?.center();
        page.press(browser::Button::Left, from)?;
        page.mouse_move((from.x + 60.0, from.y))?;
        wait_state(&mut page, "hold", "2.1.1")?;
        let (held, other) = (nth(&mut page, "term-weights", 1)?, nth(&mut page, "term-weights", 2)?);
        let step = number(&mut page, "step")?;
        wait_above(&mut page, "step", step + 60.0)?;
        assert!((nth(&mut page, "term-weights", 1)? - held).abs() < 1e-9, "it moved in the hand");
        assert!((nth(&mut page, "term-weights", 2)? - other).abs() > 1e-4, "the others stand still");
        page.release(browser::Button::Left, (from.x + 60.0, from.y))?;
        wait_state(&mut page, "hold", "none")?;
        page.wait_for(&format!(
            "Math.abs(Number(heard.state['term-weights'].split(',')[1]) - {held}) > 1e-4"
        ))?;
        assert_sound(&mut page)
    })
}

#[test]
fn a_lock_keeps_a_number_is_in_the_link_and_is_taken_off_again() -> Result<()> {
    by_each_hand(TWO, |hand, page| {
        page.focus(&slot("2.1.0"))?;
        wait_state(page, "select", "2.1.0")?;
        if hand == Hand::Keyboard {
            page.key("l")?;
        } else {
            hand.press(page, "#lock")?;
        }
        wait_state(page, "hold", "2.1.0")?;
        page.wait_for("(({ textContent, ariaPressed }) => textContent === 'Lock' && ariaPressed === 'true')(document.querySelector('#lock'))")?;
        let before = nth(page, "term-weights", 0)?;
        hand.press(page, "#epoch")?;
        wait_state(page, "epoch", "1")?;
        assert!((nth(page, "term-weights", 0)? - before).abs() < 1e-12);
        assert!(link(page)?.contains("hold=2.1.0"));
        hand.press(page, "#lock")?;
        wait_state(page, "hold", "none")?;
        hand.press(page, "#epoch")?;
        wait_state(page, "epoch", "2")?;
        assert!((nth(page, "term-weights", 0)? - before).abs() > 1e-6);
        Ok(())
    })
}

#[test]
fn handles_move_height_place_stretch_and_slope() -> Result<()> {
    for hand in [Hand::Mouse, Hand::Finger] {
        in_each_browser(|browser| {
            let mut page = open(browser, hand.viewport(), TWO)?;
            set(&mut page)?;
            let plane = page.rect(PLANE)?;
            // The first unit's place: −b/v = −1, at the height w/2.
            hand.drag(&mut page, at(plane, -1.0, 0.5), at(plane, 0.5, 0.5), 8)?;
            page.wait_for("Math.abs(Number(heard.state['term-biases'].split(',')[0]) + 1) < 0.1")?;
            wait_state(&mut page, "select", "1.1")?;
            assert!((nth(&mut page, "term-slopes", 0)? - 2.0).abs() < 1e-9);
            // The slope's handle is where b + vx = 2: at 0.5 + 2/2.
            let place = -nth(&mut page, "term-biases", 0)? / 2.0;
            hand.drag(&mut page, at(plane, place + 1.0, 0.88), at(plane, place + 0.5, 0.88), 8)?;
            page.wait_for("Math.abs(Number(heard.state['term-slopes'].split(',')[0]) - 4) < 0.5")?;
            // Both numbers at once: the answers to the last of the drag may still come.
            let moved = format!(
                "(({{ 'term-biases': b, 'term-slopes': v }}) => -b.split(',')[0] / v.split(',')[0] - {place})(heard.state)"
            );
            page.wait_for(&format!("Math.abs({moved}) < 0.01"))?;
            // The stretch is at the right of the curve, the height at the left of the figure.
            let right = 3.0 - 2.5 * 6.0 * 0.045;
            hand.drag(&mut page, at(plane, right, 1.0), at(plane, right, 2.0), 8)?;
            page.wait_for("Math.abs(Number(heard.state['term-weights'].split(',')[1]) - 2) < 0.15")?;
            hand.drag(&mut page, at(plane, -3.0 + 6.0 * 0.045, 0.0), at(plane, -2.7, -1.0), 8)?;
            page.wait_for("Math.abs(Number(heard.state['term-weights'].split(',')[0]) + 1) < 0.1")?;
            assert_eq!(state(&mut page, "points")?, "40", "a handle is no point");
            hand.press(&mut page, "#undo")?;
            page.wait_for("Number(heard.state['term-weights'].split(',')[0]) === 0")?;
            assert_eq!(said(&mut page)?, Vec::<String>::new());
            assert_sound(&mut page)
        })?;
    }
    Ok(())
}

#[test]
fn points_are_added_moved_and_erased_and_the_cursor_tells_the_terms() -> Result<()> {
    for hand in [Hand::Mouse, Hand::Finger] {
        in_each_browser(|browser| {
            let mut page = open(
                browser,
                hand.viewport(),
                "task=regression&curve=blank&hidden=2&activation=sigmoid&init=zeros",
            )?;
            let plane = page.rect(PLANE)?;
            hand.drag(&mut page, at(plane, 1.0, 2.0), at(plane, 1.5, -1.0), 8)?;
            wait_state(&mut page, "points", "1")?;
            let [point] = crate::native::points(&mut page)?[..] else { panic!("one point") };
            assert!((point.x[0] - 1.5).abs() < 0.1 && (point.x[1] + 1.0).abs() < 0.1, "{point:?}");
            set(&mut page)?;
            page.focus(PLANE)?;
            page.key("ArrowRight")?;
            page.wait_for("heard.state['probe-terms'].split(',').length === 3")?;
            page.wait_for(
                "Math.abs(heard.state['probe-terms'].split(',').map(Number).reduce((a, b) => a + b) - heard.state['probe-fit']) < 1e-5",
            )?;
            page.wait_for("document.querySelectorAll('#probe .part').length === 3")?;
            page.wait_for("/ŷ/.test(document.querySelector('#probe .total').textContent)")?;
            page.key("Enter")?;
            wait_state(&mut page, "points", "2")?;
            page.key("Delete")?;
            wait_state(&mut page, "points", "1")?;
            assert_sound(&mut page)
        })?;
    }
    Ok(())
}

#[test]
fn a_unit_comes_in_and_the_challenge_is_checked() -> Result<()> {
    by_each_hand(TWO, |hand, page| {
        hand.press(page, "#grow")?;
        wait_state(page, "layers", "1,3,1")?;
        page.wait_for("document.querySelectorAll('#sum .term').length === 3")?;
        hand.press(page, "#undo")?;
        wait_state(page, "layers", "1,2,1")?;
        page.wait_for("document.querySelector('#challenge').dataset.met === 'false'")?;
        let by_hand = [
            "weight=2.1.0,-0.5",
            "weight=2.1.1,2",
            "weight=2.1.2,-2",
            "weight=1.1.1,15",
            "weight=1.1.0,15",
            "weight=1.2.1,15",
            "weight=1.2.0,-15",
            "release",
        ];
        command(page, &by_hand)?;
        page.wait_for("document.querySelector('#challenge').dataset.met === 'true'")?;
        let met = page.text("#challenge-state")?;
        hand.press(page, "#epoch")?;
        page.wait_for(&format!("document.querySelector('#challenge-state').textContent.trim() !== '{met}'"))?;
        Ok(())
    })
}

#[test]
fn runs_are_compared_in_regression_too() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, &format!("{TWO}&compare=activation&step=30"))?;
        wait_state(&mut page, "step", "30")?;
        reveal(&mut page, "#rivals")?;
        for run in 1..=4 {
            page.wait_colours(&format!("[data-figure=rival-plane-{run}] canvas"), 3)?;
        }
        page.click_on("#rival-3 .rival-front")?;
        wait_state(&mut page, "activation", "relu")?;
        page.wait_for("document.querySelector('#sum').textContent.includes('max(0')")?;
        assert_sound(&mut page)
    })
}

#[test]
fn nothing_is_out_of_reach_of_a_screen_reader() -> Result<()> {
    in_each_browser(|browser| {
        for viewport in [Viewport::LAPTOP, Viewport::PHONE] {
            let mut page = open(browser, viewport, TWO)?;
            page.wait_for("document.querySelectorAll('#sum .number').length === 7")?;
            assert_eq!(axe(&mut page)?, Vec::<String>::new());
        }
        Ok(())
    })
}
