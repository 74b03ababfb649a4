//! The tasks of the lessons: a student solves each through the page's own controls, and the page sees it and keeps it.

use std::f64::consts::TAU;

use browser::frontera::{
    Hand, PLANE, assert_sound, command, number, on_plane, open, ready, state, wait_above, wait_state,
};
use browser::{Error, Kind, Page, Result, Viewport, in_each_browser, in_one_browser};
use serde_json::json;

use crate::lesson::{decide, wait_lesson};

/// What a student does.
enum Deed {
    /// Presses a button.
    Press(&'static str),
    /// Presses a button that changes the hidden layers that many times.
    Times(u32, &'static str),
    /// Types into a field.
    Type(&'static str, &'static str),
    /// Chooses in a list, or drags a slider to a value.
    Choose(&'static str, &'static str),
    /// Selects a parameter in the network and types its value.
    Weight(&'static str, &'static str),
    /// Types a parameter in the formula.
    Slot(&'static str, &'static str),
    /// Adds points on a ring by clicks: how many, and its radius.
    Ring(u32, f64),
    /// Waits until the lab has taken a setting over.
    Wait(&'static str, &'static str),
}

use Deed::{Choose, Press, Ring, Slot, Times, Type, Wait, Weight};

/// The speed slider's last place.
const FASTEST: Deed = Choose("#speed", "10");
const PLAY: Deed = Press("#play");
const MORE: &str = "#columns .column:nth-child(2) .more";

/// From each lesson's own setting of the lab to the end of its task.
const SOLUTIONS: [(&str, &[Deed]); 10] = [
    ("one-layer", &[Type("#rate-value", "3"), Wait("rate", "3"), Choose("#speed", "5"), PLAY]),
    (
        "perceptron",
        &[
            Press("#truth-table button:nth-child(4)"),
            Wait("truth", "0000"),
            Press("#truth-table button:nth-child(3)"),
            Wait("truth", "0010"),
            Choose("#speed", "5"),
            PLAY,
        ],
    ),
    (
        "hidden-layers",
        &[
            Press("[data-setting=dataset][value=circle]"),
            Wait("dataset", "circle"),
            Press("#columns .column:nth-child(3) .remove"),
            Wait("hidden", "8"),
            Times(5, "#columns .column:nth-child(2) .fewer"),
            Wait("hidden", "3"),
            Choose("#activation", "tanh"),
            Wait("activation", "tanh"),
            FASTEST,
            PLAY,
        ],
    ),
    (
        "sum-of-sigmoids",
        &[
            Press("[data-setting=curve][value=bump]"),
            Wait("curve", "bump"),
            Press(MORE),
            Wait("hidden", "2"),
            Slot("2.1.0", "-0.5"),
            Slot("1.1.0", "6"),
            Slot("1.1.1", "6"),
            Slot("2.1.1", "2"),
            Slot("1.2.0", "-6"),
            Slot("1.2.1", "6"),
            Slot("2.1.2", "-2"),
        ],
    ),
    (
        "new-representation",
        &[
            Press("[data-setting=dataset][value=moons]"),
            Wait("dataset", "moons"),
            Press(MORE),
            Wait("hidden", "3"),
            Choose("#activation", "tanh"),
            Type("#rate-value", "0.3"),
            Wait("rate", "0.3"),
            Wait("activation", "tanh"),
            FASTEST,
            PLAY,
        ],
    ),
    (
        "backpropagation",
        &[
            Type("#rate-value", "10"),
            Wait("rate", "10"),
            Press("[data-part=end]"),
            Press("#walk-next"),
            Wait("step", "1"),
        ],
    ),
    (
        "softmax",
        &[
            Press("[data-setting=dataset][value=arms]"),
            Wait("dataset", "arms"),
            Press("#add-layer"),
            Wait("hidden", "4"),
            Times(4, MORE),
            Wait("hidden", "8"),
            Press("#add-layer"),
            Wait("hidden", "8,8"),
            FASTEST,
            PLAY,
        ],
    ),
    (
        "activations",
        &[
            Press("[data-setting=compare][value=none]"),
            Wait("compare", "none"),
            Choose("#init", "normal"),
            Wait("init", "normal"),
            FASTEST,
            PLAY,
        ],
    ),
    (
        "initialisation",
        &[
            Choose("#activation", "tanh"),
            Wait("activation", "tanh"),
            Weight("1.1.1", "1"),
            Weight("1.2.1", "-1"),
            Weight("1.2.2", "1"),
            Weight("1.3.2", "-1"),
            FASTEST,
            PLAY,
        ],
    ),
    (
        "put-together",
        &[
            Press("#lesson .do li:nth-child(4) .try"),
            Wait("dataset", "blank"),
            Press(".class-button[value='1']"),
            Wait("class", "1"),
            Ring(24, 2.0),
            Press(".class-button[value='0']"),
            Wait("class", "0"),
            Ring(16, 0.7),
            Type("#train-value", "0.6"),
            Wait("train", "0.6"),
            FASTEST,
            PLAY,
        ],
    ),
];

fn perform(page: &mut Page, deed: &Deed) -> Result<()> {
    match *deed {
        Press(selector) => page.click_on(selector),
        Times(count, selector) => (0..count).try_for_each(|_| {
            // Each press counts from what the lab has answered to the one before.
            let before = state(page, "hidden")?;
            page.click_on(selector)?;
            page.wait_for(&format!("heard.state['hidden'] !== '{before}'")).map(drop)
        }),
        Type(selector, text) => {
            page.fill(selector, text)?;
            page.key("Enter")
        }
        Choose(selector, value) => page.choose(selector, value),
        Weight(place, value) => {
            // How a weight is selected by each hand is told in `network`.
            command(page, &[&format!("select={place}")])?;
            wait_state(page, "select", place)?;
            page.fill("#weight-value", value)?;
            page.key("Enter")?;
            wait_state(page, "selected-value", value)
        }
        Slot(place, value) => {
            page.fill(&format!("#sum [data-place='{place}']"), value)?;
            page.key("Enter")
        }
        Ring(count, radius) => {
            let before = number(page, "points")?;
            page.eval("document.querySelector('#plane-canvas').scrollIntoView({ block: 'center', behavior: 'instant' })")?;
            let plane = page.rect(PLANE)?;
            for place in 0..count {
                let (up, across) = (TAU * f64::from(place) / f64::from(count)).sin_cos();
                page.click(on_plane(plane, (-3.0, 3.0), radius * across, radius * up))?;
            }
            wait_state(page, "points", &format!("{}", before + f64::from(count)))
        }
        Wait(name, value) => wait_state(page, name, value),
    }
}

/// Waits until the page says that the task is solved, in its text, to a screen reader, and without the list of what is missing.
fn wait_solved(page: &mut Page) -> Result<()> {
    page.wait_for(
        "document.querySelector('.task-state').dataset.solved === 'true'
            && document.querySelector('.task-state').checkVisibility()
            && !document.querySelector('.task-conditions').checkVisibility()",
    )
    .map(drop)
}

fn solve(page: &mut Page, name: &str, deeds: &[Deed]) -> Result<()> {
    wait_lesson(page, name, "en")?;
    decide(page, Hand::Mouse)?;
    page.click_on("#lesson .lesson-text > p > .try")?;
    let is_open = "document.querySelector('.task-state').dataset.solved === 'false' && document.querySelector('.task-conditions').checkVisibility()";
    page.wait_for(is_open)?;
    deeds.iter().try_for_each(|deed| perform(page, deed))?;
    wait_solved(page)?;
    assert_eq!(
        page.string("document.querySelector('#lesson [role=status]').textContent")?,
        page.string("document.querySelector('.task-state').textContent.replace('✓ ', '')")?,
    );
    // What was done is given up; that it was done stays.
    command(page, &["pause", "reset"])?;
    page.wait_for("heard.state['playing'] === '0' && heard.state['step'] === '0'")?;
    page.reload()?;
    ready(page)?;
    wait_lesson(page, name, "en")?;
    wait_solved(page)
}

#[test]
fn a_student_solves_the_task_of_every_lesson_and_the_page_sees_it() -> Result<()> {
    in_one_browser(Kind::Chromium, |browser| {
        let mut page = open(browser, Viewport::LAPTOP, "lesson=one-layer")?;
        for (name, deeds) in SOLUTIONS {
            page.eval(&format!("location.hash = '#lesson={name}'"))?;
            solve(&mut page, name, deeds)
                .map_err(|error| Error::other(format!("the task of {name}: {error}")))?;
        }
        page.click_on("#lessons-open")?;
        page.wait_for("document.querySelectorAll('#lessons li small').length === 10")?;
        assert_sound(&mut page)
    })
}

#[test]
fn what_just_misses_a_bound_does_not_look_as_if_it_were_met() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "lesson=one-layer")?;
        wait_lesson(&mut page, "one-layer", "en")?;
        decide(&mut page, Hand::Mouse)?;
        // In the order of the steps: 0.003354, 0.003026, 0.002995.
        for (step, now) in [("66", "0.0034"), ("74", "0.00303"), ("75", "")] {
            let link = format!("open=lesson=one-layer&dataset=clouds&hidden=0&seed=3&rate=3&step={step}");
            command(&mut page, &[&link])?;
            wait_state(&mut page, "step", step)?;
            let told = "document.querySelector(\"[data-condition^='train-loss']\").textContent";
            let missed = format!("/^○.* 0.003 · now {now}$/.test({told})");
            let solved = "document.querySelector('.task-state').dataset.solved === 'true'".to_owned();
            page.wait_for(if now.is_empty() { &solved } else { &missed })?;
            assert_eq!(page.text("#train-loss")?, if step == "66" { "0.0034" } else { "0.0030" });
        }
        assert_sound(&mut page)
    })
}

#[test]
fn each_condition_of_a_task_is_told_in_words_with_how_it_is_now() -> Result<()> {
    let row = |name: &str| format!("document.querySelector(\"[data-condition^='{name}']\")");
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "lesson=one-layer")?;
        wait_lesson(&mut page, "one-layer", "en")?;
        decide(&mut page, Hand::Mouse)?;
        let told = format!("{}.textContent", row("train-loss"));
        page.wait_for(&format!(
            "/^○not yet: Training loss: at most 0.003 · now [1-9][.\\d]*$/.test({told}) || {told} === undefined"
        ))?;
        page.wait_for(&format!("{}.dataset.holds === 'true'", row("edited")))?;
        let quiet = "document.querySelector('#lesson [role=status]').textContent";
        page.click_on("#play")?;
        wait_above(&mut page, "step", 30.0)?;
        page.wait_for(&format!("/now 0[.]\\d+$/.test({told})"))?;
        assert_eq!(page.eval(quiet)?, json!(""), "numbers that run are not read aloud");
        command(&mut page, &["dataset=xor", "release"])?;
        page.wait_for(&format!("{}.dataset.holds === 'false'", row("dataset")))?;
        page.click_on("button[data-language=es]")?;
        wait_lesson(&mut page, "one-layer", "es")?;
        page.wait_for(&format!(
            "{}.textContent === '○falta: Conjunto de datos: 2 nubes'
                && /ahora [\\d.]+$/.test({told})",
            row("dataset")
        ))?;
        assert_sound(&mut page)
    })
}
