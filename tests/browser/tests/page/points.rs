//! Points in the plane: add, move, erase, spray, clear, undo; by mouse, finger and keyboard.

use browser::frontera::{
    Hand, PLANE, assert_sound, by_each_hand, command, on_plane, open, said, state, wait_said, wait_state,
};
use browser::{Button, Error, Page, Result, Viewport, in_each_browser};

use crate::native;

/// The window of an empty plane.
const WINDOW: (f64, f64) = (-3.0, 3.0);

/// Adds a point at data coordinates with the tool that is chosen.
fn add(page: &mut Page, hand: Hand, x1: f64, x2: f64) -> Result<()> {
    let at = on_plane(page.rect(PLANE)?, WINDOW, x1, x2);
    match hand {
        Hand::Mouse => page.click(at),
        Hand::Finger => page.tap(at),
        Hand::Keyboard => {
            aim(page, x1, x2)?;
            page.key("Enter")
        }
    }
}

/// Moves the crosshair with the arrow keys: the first one puts it in the middle and moves it.
fn aim(page: &mut Page, x1: f64, x2: f64) -> Result<()> {
    page.focus(PLANE)?;
    for (goal, axis, up, down) in [(x1, 0, "ArrowRight", "ArrowLeft"), (x2, 1, "ArrowUp", "ArrowDown")] {
        const FINE: f64 = 0.12;
        for _ in 0..60 {
            let probe = state(page, "probe")?;
            let here: f64 = probe.split(',').nth(axis).and_then(|x| x.parse().ok()).unwrap_or(0.0);
            if (goal - here).abs() <= FINE / 2.0 + 0.001 {
                break;
            }
            let key = if goal > here { up } else { down };
            let large = (goal - here).abs() > 5.0 * FINE;
            page.key(&if large { format!("Shift+{key}") } else { key.to_owned() })?;
            page.wait_for(&format!("heard.state.probe !== {probe:?}"))?;
        }
    }
    Ok(())
}

/// The only point of the page.
fn only_point(page: &mut Page) -> Result<[f64; 2]> {
    match native::points(page)?[..] {
        [point] => Ok(point.x.map(f64::from)),
        ref points => Err(Error::other(format!("{} points", points.len()))),
    }
}

fn assert_near(point: [f64; 2], expected: [f64; 2]) {
    let near = point.iter().zip(expected).all(|(x, y)| (x - y).abs() < 0.1);
    assert!(near, "{point:?} is not near {expected:?}");
}

#[test]
fn a_press_on_the_plane_adds_a_point_and_undo_takes_it_back() -> Result<()> {
    by_each_hand("dataset=blank", |hand, page| {
        assert_eq!(state(page, "points")?, "0");
        add(page, hand, -1.0, 1.5)?;
        wait_state(page, "points", "1")?;
        assert_near(only_point(page)?, [-1.0, 1.5]);
        hand.press(page, "#undo")?;
        wait_state(page, "points", "0")?;
        hand.press(page, "#redo")?;
        wait_state(page, "points", "1")?;
        assert_near(only_point(page)?, [-1.0, 1.5]);
        Ok(())
    })
}

#[test]
fn the_keys_of_undo_and_redo_work_anywhere() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "dataset=blank")?;
        add(&mut page, Hand::Mouse, 0.0, 0.0)?;
        wait_state(&mut page, "points", "1")?;
        page.key("Control+z")?;
        wait_state(&mut page, "points", "0")?;
        page.key("Control+y")?;
        wait_state(&mut page, "points", "1")?;
        page.focus("#step")?;
        page.key("Control+z")?;
        wait_state(&mut page, "points", "0")?;
        page.key("Control+Shift+z")?;
        wait_state(&mut page, "points", "1")?;
        assert_sound(&mut page)
    })
}

#[test]
fn a_drag_moves_a_point_and_is_one_step_of_undo() -> Result<()> {
    for (hand, viewport) in [(Hand::Mouse, Viewport::LAPTOP), (Hand::Finger, Viewport::PHONE)] {
        in_each_browser(|browser| {
            let mut page = open(browser, viewport, "dataset=blank")?;
            add(&mut page, hand, -1.0, -1.0)?;
            wait_state(&mut page, "points", "1")?;
            let plane = page.rect(PLANE)?;
            let (from, to) = (on_plane(plane, WINDOW, -1.0, -1.0), on_plane(plane, WINDOW, 1.5, 0.5));
            hand.drag(&mut page, from, to, 8)?;
            assert_near(only_point(&mut page)?, [1.5, 0.5]);
            hand.press(&mut page, "#undo")?;
            wait_state(&mut page, "redo", "1")?;
            assert_near(only_point(&mut page)?, [-1.0, -1.0]);
            assert_sound(&mut page)
        })?;
    }
    Ok(())
}

#[test]
fn the_keyboard_moves_a_point_with_any_tool() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "dataset=blank&tool=spray")?;
        command(&mut page, &["add=0,0,1"])?;
        aim(&mut page, 0.12, 0.0)?;
        page.key("m")?;
        aim(&mut page, 1.2, -0.6)?;
        assert_near(only_point(&mut page)?, [1.2, -0.6]);
        page.key("m")?;
        aim(&mut page, 0.0, 0.0)?;
        assert_near(only_point(&mut page)?, [1.2, -0.6]);
        page.key("Control+z")?;
        wait_state(&mut page, "redo", "1")?;
        assert_near(only_point(&mut page)?, [0.0, 0.0]);
        assert_sound(&mut page)
    })
}

#[test]
fn a_point_dragged_out_of_the_plane_stays_at_its_edge() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "dataset=blank")?;
        add(&mut page, Hand::Mouse, 0.0, 0.0)?;
        wait_state(&mut page, "points", "1")?;
        let plane = page.rect(PLANE)?;
        page.drag(plane.center(), (plane.x - 30.0, plane.at(0.5, 0.5).y), 5)?;
        assert_near(only_point(&mut page)?, [-3.0, 0.0]);
        assert_sound(&mut page)
    })
}

#[test]
fn the_eraser_removes_points_without_any_modifier_key() -> Result<()> {
    by_each_hand("dataset=blank", |hand, page| {
        for x in [-1.5, 0.0, 1.5] {
            add(page, hand, x, 0.6)?;
        }
        wait_state(page, "points", "3")?;
        hand.press(page, "button[value=erase]")?;
        wait_state(page, "tool", "erase")?;
        add(page, hand, 0.0, 0.6)?;
        wait_state(page, "points", "2")?;
        let left: Vec<_> = native::points(page)?.iter().map(|point| point.x[0] > 0.0).collect();
        assert_eq!(left, [false, true]);
        Ok(())
    })
}

#[test]
fn the_eraser_removes_what_it_is_dragged_over() -> Result<()> {
    for (hand, viewport) in [(Hand::Mouse, Viewport::LAPTOP), (Hand::Finger, Viewport::PHONE)] {
        in_each_browser(|browser| {
            let mut page = open(browser, viewport, "dataset=blank&tool=erase")?;
            command_points(&mut page, &["add=-1,0,0", "add=0,0,1", "add=1,0,0", "add=0,2,1"])?;
            let plane = page.rect(PLANE)?;
            let (from, to) = (on_plane(plane, WINDOW, -2.0, 0.0), on_plane(plane, WINDOW, 2.0, 0.0));
            hand.drag(&mut page, from, to, 40)?;
            wait_state(&mut page, "points", "1")?;
            hand.press(&mut page, "#undo")?;
            wait_state(&mut page, "points", "4")?;
            assert_sound(&mut page)
        })?;
    }
    Ok(())
}

fn command_points(page: &mut Page, commands: &[&str]) -> Result<()> {
    command(page, commands)?;
    wait_state(page, "points", &commands.len().to_string())
}

#[test]
fn delete_removes_the_point_under_the_crosshair() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "dataset=blank")?;
        command_points(&mut page, &["add=0.6,0.6,0", "add=-2,0,1"])?;
        aim(&mut page, 0.6, 0.6)?;
        page.wait_for("heard.state['probe-point'] === '0,0,train'")?;
        page.key("Delete")?;
        wait_state(&mut page, "points", "1")?;
        assert_near(only_point(&mut page)?, [-2.0, 0.0]);
        assert_sound(&mut page)
    })
}

#[test]
fn right_button_and_shift_erase_with_any_tool() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "dataset=blank")?;
        command_points(&mut page, &["add=-1,0,0", "add=1,0,1"])?;
        let plane = page.rect(PLANE)?;
        page.click_with(Button::Right, on_plane(plane, WINDOW, -1.0, 0.0))?;
        wait_state(&mut page, "points", "1")?;
        page.hold("Shift")?;
        page.click(on_plane(plane, WINDOW, 1.0, 0.0))?;
        page.let_go("Shift")?;
        wait_state(&mut page, "points", "0")?;
        assert_eq!(state(&mut page, "tool")?, "add");
        assert_sound(&mut page)
    })
}

#[test]
fn a_quick_stroke_with_the_right_button_or_shift_leaves_no_gaps() -> Result<()> {
    for button in [Button::Right, Button::Left] {
        in_each_browser(|browser| {
            let mut page = open(browser, Viewport::LAPTOP, "dataset=blank")?;
            command_points(&mut page, &["add=-1.3,1,0", "add=-0.3,1,1", "add=1.5,0,0", "add=-2,-2,1"])?;
            let plane = page.rect(PLANE)?;
            let at = |x1: f64, x2: f64| on_plane(plane, WINDOW, x1, x2);
            page.mouse_move(at(-2.0, 1.0))?;
            if button == Button::Left {
                page.hold("Shift")?;
            }
            page.press(button, at(-2.0, 1.0))?;
            page.mouse_move(at(1.5, 1.0))?;
            page.mouse_move(at(1.5, -2.0))?;
            page.release(button, at(1.5, -2.0))?;
            if button == Button::Left {
                page.let_go("Shift")?;
            }
            wait_state(&mut page, "points", "1")?;
            assert_near(only_point(&mut page)?, [-2.0, -2.0]);
            // The next stroke begins where it is pressed.
            page.click_with(Button::Right, at(-2.5, -2.5))?;
            page.click_on("#undo")?;
            wait_state(&mut page, "points", "4")?;
            assert_sound(&mut page)
        })?;
    }
    Ok(())
}

#[test]
fn shift_while_a_point_is_dragged_erases_nothing() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "dataset=blank")?;
        command_points(&mut page, &["add=-1,0,0", "add=0,0,1"])?;
        let plane = page.rect(PLANE)?;
        let at = |x1: f64| on_plane(plane, WINDOW, x1, 0.0);
        page.mouse_move(at(-1.0))?;
        page.press(Button::Left, at(-1.0))?;
        page.hold("Shift")?;
        page.mouse_move(at(0.0))?;
        page.mouse_move(at(1.5))?;
        page.let_go("Shift")?;
        page.release(Button::Left, at(1.5))?;
        page.mouse_move(at(2.0))?;
        page.wait_for("Number(heard.state.probe.split(',')[0]) > 1.9")?;
        let mut places: Vec<f32> = native::points(&mut page)?.iter().map(|point| point.x[0]).collect();
        places.sort_by(f32::total_cmp);
        assert!(matches!(places[..], [a, b] if a == 0.0 && (b - 1.5).abs() < 0.1), "{places:?}");
        assert_sound(&mut page)
    })
}

#[test]
fn the_spray_adds_a_cloud_of_the_chosen_class() -> Result<()> {
    by_each_hand("dataset=blank", |hand, page| {
        hand.press(page, "button[value=spray]")?;
        hand.press(page, ".class-button[value='1']")?;
        wait_state(page, "class", "1")?;
        add(page, hand, 1.2, -1.2)?;
        page.wait_for("Number(heard.state.points) >= 3")?;
        for point in native::points(page)? {
            assert_eq!(point.class, 1);
            assert!((point.x[0] - 1.2).abs() < 1.5 && (point.x[1] + 1.2).abs() < 1.5, "{point:?}");
        }
        hand.press(page, "#undo")?;
        wait_state(page, "points", "0")?;
        Ok(())
    })
}

#[test]
fn clear_removes_all_points_and_undo_brings_them_back() -> Result<()> {
    by_each_hand("", |hand, page| {
        assert_eq!(state(page, "points")?, "200");
        hand.press(page, "#clear")?;
        wait_state(page, "points", "0")?;
        hand.press(page, "#undo")?;
        wait_state(page, "points", "200")?;
        Ok(())
    })
}

#[test]
fn a_point_of_a_new_class_raises_the_classes_and_the_page_says_so() -> Result<()> {
    by_each_hand("", |hand, page| {
        assert_eq!(state(page, "classes")?, "2");
        hand.press(page, ".class-button[value='3']")?;
        wait_state(page, "class", "3")?;
        assert_eq!(state(page, "classes")?, "2", "choosing a class changes nothing yet");
        add(page, hand, -2.64, 2.64)?;
        wait_state(page, "classes", "4")?;
        wait_state(page, "layers", "2,4,4")?;
        wait_said(page, "notice classes-raised classes=4")?;
        page.wait_for("!document.querySelector('#notice').hidden")?;
        assert!(page.text("#notice-text")?.contains('4'));
        hand.press(page, "#undo")?;
        wait_state(page, "classes", "2")?;
        Ok(())
    })
}

#[test]
fn a_click_does_not_lose_a_point_beside_another_and_says_nothing() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "dataset=blank")?;
        for at in [(-1.0, 0.0), (-0.5, 0.0), (0.0, 0.0), (0.5, 0.0)] {
            add(&mut page, Hand::Mouse, at.0, at.1)?;
        }
        wait_state(&mut page, "points", "4")?;
        assert_eq!(said(&mut page)?, Vec::<String>::new());
        assert_sound(&mut page)
    })
}
