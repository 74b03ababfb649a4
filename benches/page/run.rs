//! The page while it trains: painted frames, training, the main thread's longest task, and how soon a press is seen.

use std::thread;
use std::time::Duration;

use browser::{Browser, Button, Error, Page, Point, Rect, Result, Share};

use crate::others::Others;
use crate::report::{Run, median, quantile};
use crate::{COMPARISON, LINK, Plan, held, page};

/// What comes before the count, in time of a whole core: code is compiled, pictures find their resolution, training its pace.
const WARM_UP: Duration = Duration::from_secs(4);

/// How many presses.
const PRESSES: usize = 24;

/// From a press to the next: no multiple of a frame.
const APART: Duration = Duration::from_millis(433);

/// Lets the page train, counts, and then presses on its plane.
pub fn measure(browser: &mut Browser, plan: &Plan, share: Option<&Share>, to: Option<f64>) -> Result<Run> {
    let compared = frames(browser, plan, share, to, COMPARISON)?;
    let mut page = page(browser, plan)?;
    open(&mut page, &plan.site, LINK)?;
    held(share, to, || {
        warm_up(to);
        let began = now(&mut page)?;
        let before = Told::read(&mut page)?;
        let others = Others::new(share);
        thread::sleep(plan.seconds);
        let after = Told::read(&mut page)?;
        let others = others.cores();
        let presses = presses(&mut page)?;
        let seconds = (after.at - before.at) / 1000.0;
        let rate = |of: fn(&Told) -> f64| (of(&after) - of(&before)) / seconds;
        Ok(Run {
            frames: rate(|told| told.frames),
            compared,
            steps: rate(|told| told.step),
            samples: rate(|told| told.epoch * told.train_points),
            longest: longest_since(&mut page, began)?,
            press_median: median(presses.clone()),
            press_95: quantile(presses.clone(), 0.95),
            presses,
            others,
        })
    })
}

/// Painted frames a second, and nothing else, while a link trains.
pub fn frames(
    browser: &mut Browser,
    plan: &Plan,
    share: Option<&Share>,
    to: Option<f64>,
    link: &str,
) -> Result<f64> {
    let mut page = page(browser, plan)?;
    open(&mut page, &plan.site, link)?;
    held(share, to, || {
        warm_up(to);
        let before = Told::read(&mut page)?;
        thread::sleep(plan.seconds);
        let after = Told::read(&mut page)?;
        Ok((after.frames - before.frames) * 1000.0 / (after.at - before.at))
    })
}

/// What takes a whole core some time takes a share of one longer.
fn warm_up(to: Option<f64>) {
    thread::sleep(WARM_UP.div_f64(to.unwrap_or(1.0)));
}

/// Opens a link of the page and lets it train.
pub fn open(page: &mut Page, site: &str, link: &str) -> Result<()> {
    page.goto(&format!("{site}#{link}"))?;
    page.wait_for("bench.field > 0 && document.querySelector('#play-word').textContent !== ''")?;
    page.click_on("#play")?;
    page.wait_for("bench.read('playing') === '1'").map(drop)
}

/// What the worker last said of itself, and when.
struct Told {
    at: f64,
    frames: f64,
    step: f64,
    epoch: f64,
    train_points: f64,
}

impl Told {
    fn read(page: &mut Page) -> Result<Self> {
        let told = page.eval(
            "[bench.at, ...['frames', 'step', 'epoch', 'train-points'].map((name) => Number(bench.read(name)))]",
        )?;
        let number = |index: usize| told[index].as_f64().unwrap_or(f64::NAN);
        Ok(Self {
            at: number(0),
            frames: number(1),
            step: number(2),
            epoch: number(3),
            train_points: number(4),
        })
    }
}

fn now(page: &mut Page) -> Result<f64> {
    page.number("performance.now()")
}

/// The longest task of the main thread since a moment, 0 where none took over 50 ms.
fn longest_since(page: &mut Page, since: f64) -> Result<f64> {
    page.number(&format!(
        "Math.max(0, ...bench.tasks.filter(([start]) => start > {since}).map(([, duration]) => duration))"
    ))
}

/// Presses on free places of the plane; gives how many milliseconds each took until its point was seen there.
fn presses(page: &mut Page) -> Result<Vec<f64>> {
    let plane = page.rect("#plane-canvas")?;
    let places = free_places(page, plane, PRESSES)?;
    page.eval("bench.missed.length = 0")?;
    for &at in &places {
        page.click(at)?;
        thread::sleep(APART);
    }
    page.wait_for(&format!("bench.presses.length + bench.missed.length >= {}", places.len()))?;
    let missed = page.string("bench.missed.join('; ')")?;
    if !missed.is_empty() {
        return Err(Error::other(format!("presses that fell beside the plane: {missed}")));
    }
    let seen = page.eval("bench.presses")?;
    Ok(seen.as_array().into_iter().flatten().filter_map(serde_json::Value::as_f64).collect())
}

/// Places of the plane without a point nearby, as far apart as a finger is wide.
pub fn free_places(page: &mut Page, plane: Rect, count: usize) -> Result<Vec<Point>> {
    const SIDE: u32 = 14;
    let mut free = Vec::new();
    for index in 0..SIDE * SIDE {
        // A stride without a common divisor visits every place, and neighbours at different times.
        let place = index * 43 % (SIDE * SIDE);
        let share = |k: u32| (f64::from(k) + 0.5) / f64::from(SIDE);
        let at = plane.at(share(place % SIDE), share(place / SIDE));
        if page.eval(&format!("bench.isFree({}, {})", at.x - plane.x, at.y - plane.y))? == true {
            free.push(at);
        }
        if free.len() == count {
            return Ok(free);
        }
    }
    Err(Error::other(format!("the plane has only {} free places", free.len())))
}

/// Takes a point away again.
pub fn erase(page: &mut Page, at: Point) -> Result<()> {
    page.click_with(Button::Right, at)
}
