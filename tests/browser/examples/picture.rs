//! Opens an address in a real browser, does what it is told in order, and saves a picture of the page.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use std::{env, thread};

use browser::{Browser, Button, Error, Kind, Page, Point, Result, Viewport};

const USAGE: &str = "\
usage: picture URL OUT.png [screen] [actions]
screen
  --browser chromium|firefox   default: chromium
  --size 1440x900              CSS pixels; default 1280x800
  --ratio 2                    device pixels in a CSS pixel; default 1
  --dark  --touch  --reduced-motion  --forced-colours
actions, done in the order given, after the page has loaded
  --wait JS         until the expression is truthy (20 s at most)
  --eval JS         evaluate the expression and print it
  --sleep SECONDS   let the page run
  --click x,y   --right-click x,y   --hover x,y   --drag x1,y1,x2,y2
  --tap x,y     --touch-drag x1,y1,x2,y2
  --click-on SELECTOR   --tap-on SELECTOR   --focus SELECTOR
  --key NAME    a KeyboardEvent.key or a chord: ArrowLeft, Enter, Control+z
  --type TEXT
  --set-dark 0|1   --set-size 360x740   --reload
  --shot FILE   a picture in between
It prints the page's console to stderr, and fails if a line of it is an error.";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match picture(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Takes the picture; says whether the console was free of errors.
fn picture(arguments: &[String]) -> Result<bool> {
    let [url, file, options @ ..] = arguments else {
        return Err(Error::other(USAGE));
    };
    let mut kind = Kind::Chromium;
    let mut viewport = Viewport::LAPTOP;
    let mut actions = Vec::new();
    let mut words = options.iter();
    while let Some(name) = words.next() {
        let mut value = || words.next().map(String::as_str).ok_or_else(|| usage(name));
        match name.as_str() {
            "--browser" => {
                kind = match value()? {
                    "chromium" => Kind::Chromium,
                    "firefox" => Kind::Firefox,
                    _ => return Err(usage(name)),
                }
            }
            "--size" => viewport = resized(viewport, value()?)?,
            "--ratio" => viewport.ratio = value()?.parse().map_err(|_| usage(name))?,
            "--dark" => viewport.dark = true,
            "--forced-colours" => viewport.forced_colours = true,
            "--touch" => viewport.touch = true,
            "--reduced-motion" => viewport.reduced_motion = true,
            "--reload" => actions.push(("--reload", "")),
            _ => actions.push((name.as_str(), value()?)),
        }
    }
    let mut browser = Browser::launch(kind)?;
    let mut page = browser.open(url, viewport)?;
    for (name, value) in actions {
        act(&mut page, name, value)?;
    }
    page.screenshot(&PathBuf::from(file))?;
    for line in page.console()? {
        eprintln!("{line}");
    }
    Ok(page.errors()?.is_empty())
}

fn act(page: &mut Page, name: &str, value: &str) -> Result<()> {
    let at = || point(name, value);
    match name {
        "--wait" => page.wait_for(value).map(drop),
        "--eval" => {
            println!("{}", page.eval(value)?);
            Ok(())
        }
        "--sleep" => sleep(page, value.parse().map_err(|_| usage(name))?),
        "--click" => page.click(at()?),
        "--right-click" => page.click_with(Button::Right, at()?),
        "--hover" => page.mouse_move(at()?),
        "--tap" => page.tap(at()?),
        "--drag" | "--touch-drag" => {
            const STEPS: u32 = 20;
            let [x1, y1, x2, y2] = numbers(name, value)?;
            if name == "--drag" {
                page.drag((x1, y1), (x2, y2), STEPS)
            } else {
                page.touch_drag((x1, y1), (x2, y2), STEPS)
            }
        }
        "--click-on" => page.click_on(value),
        "--tap-on" => page.tap_on(value),
        "--focus" => page.focus(value),
        "--key" => page.key(value),
        "--type" => page.type_text(value),
        "--set-dark" => page.set_dark(value == "1"),
        "--set-size" => page.set_viewport(resized(page.viewport(), value)?),
        "--reload" => page.reload(),
        "--shot" => page.screenshot(&PathBuf::from(value)),
        _ => Err(usage(name)),
    }
}

/// Lets the page run, listening all the while: a new worker waits until it is heard.
fn sleep(page: &mut Page, seconds: f64) -> Result<()> {
    let start = Instant::now();
    while start.elapsed().as_secs_f64() < seconds {
        page.console()?;
        thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}

fn resized(viewport: Viewport, size: &str) -> Result<Viewport> {
    let parts = size.split_once('x').and_then(|(w, h)| Some((w.parse().ok()?, h.parse().ok()?)));
    let (width, height) = parts.ok_or_else(|| usage("--size"))?;
    Ok(Viewport { width, height, ..viewport })
}

fn point(name: &str, value: &str) -> Result<Point> {
    let [x, y] = numbers(name, value)?;
    Ok(Point { x, y })
}

fn numbers<const N: usize>(name: &str, value: &str) -> Result<[f64; N]> {
    let parsed: std::result::Result<Vec<f64>, _> = value.split(',').map(str::parse).collect();
    parsed.ok().and_then(|list| list.try_into().ok()).ok_or_else(|| usage(name))
}

fn usage(name: &str) -> Error {
    Error::other(format!("cannot use {name}\n{USAGE}"))
}
