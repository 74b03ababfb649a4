//! One figure in a frame of another page: `?embed=boundary`.

use serde_json::json;

use browser::frontera::{Hand, PLANE, assert_sound, axe, open_at, state, wait_above, wait_state};
use browser::{Browser, Page, Result, Viewport, in_each_browser, site};

use crate::server::{Server, site_files};

/// Each figure with the canvas that shows it.
const FIGURES: [(&str, &str); 14] = [
    ("boundary", PLANE),
    ("network", "#network-canvas"),
    ("loss", ".loss-figure canvas"),
    ("compare", "#rival-1 canvas"),
    ("gradients", "#view-canvas"),
    ("activations", "#view-canvas"),
    ("layers", "#view-canvas"),
    ("spread", "#view-canvas"),
    ("variance", "#view-canvas"),
    ("hidden", "#view-canvas"),
    ("decision", "#view-canvas"),
    ("softmax", "#view-canvas"),
    ("surface", "#view-canvas"),
    ("backpropagation", "#view-canvas"),
];

/// A frame on a slide.
const FRAME: Viewport = Viewport { width: 480, height: 420, ..Viewport::LAPTOP };

/// What of the page can be seen and worked with.
const SEEN: &str = "[...document.querySelectorAll('button, input, select, textarea, a, canvas, h1, h2, p')]
    .filter((element) => element.checkVisibility() && !element.matches('.unseen, .veil')).map(({ id }) => id)";

fn open<'b>(browser: &'b mut Browser, viewport: Viewport, rest: &str) -> Result<Page<'b>> {
    open_at(browser, viewport, &format!("{}?{rest}", site()?))
}

#[test]
fn every_figure_stands_alone_with_play() -> Result<()> {
    in_each_browser(|browser| {
        for (name, canvas) in FIGURES {
            let more = if name == "compare" { "&compare=activation" } else { "" };
            let mut page = open(browser, FRAME, &format!("embed={name}&lang=es#hidden=4,3{more}"))?;
            page.click_on("#play")?;
            wait_above(&mut page, "step", 5.0)?;
            page.wait_colours(canvas, 2)?;
            let fits = "document.documentElement.scrollWidth <= innerWidth && document.documentElement.scrollHeight <= innerHeight";
            assert_eq!(page.eval(fits)?, json!(true), "{name} fits its frame");
            let seen = page.eval(SEEN)?;
            let seen: Vec<_> = seen.as_array().into_iter().flatten().filter_map(|id| id.as_str()).collect();
            let own = |id: &&&str| !id.starts_with("walk") && !id.is_empty();
            let (canvases, others): (Vec<&str>, Vec<&str>) =
                seen.iter().filter(own).partition(|id| id.ends_with("-canvas"));
            assert_eq!(others, ["play", "whole"], "{name}");
            assert!(canvases.len() <= 1, "{name}: {canvases:?}");
            for (width, height) in [(FRAME.width, FRAME.height), (480, 540), (390, 700)] {
                page.set_viewport(Viewport { width, height, ..FRAME })?;
                page.wait_for(&format!("innerWidth === {width} && innerHeight === {height}"))?;
                let filled = page.rect(canvas)?.width / f64::from(width);
                assert!(name == "compare" || filled > 0.7, "{name} fills {filled} of {width} × {height}");
            }
            assert_eq!(page.text("#play-word")?, "Pausar");
            assert_sound(&mut page)?;
        }
        Ok(())
    })
}

#[test]
fn points_are_moved_and_play_is_pressed_with_each_hand() -> Result<()> {
    Hand::each(|hand| {
        in_each_browser(|browser| {
            let viewport = Viewport { touch: hand == Hand::Finger, ..FRAME };
            let mut page = open(browser, viewport, "embed=boundary&lang=en#dataset=blank")?;
            let plane = page.rect(PLANE)?;
            assert!((plane.width - plane.height).abs() < 1.0 && plane.width > 300.0, "{plane:?}");
            match hand {
                Hand::Mouse => page.click(plane.at(0.3, 0.4))?,
                Hand::Finger => page.tap(plane.at(0.3, 0.4))?,
                Hand::Keyboard => {
                    page.focus(PLANE)?;
                    page.key("ArrowLeft")?;
                    page.key("Enter")?;
                }
            }
            wait_state(&mut page, "points", "1")?;
            hand.press(&mut page, "#play")?;
            wait_above(&mut page, "step", 3.0)?;
            for button in ["#play", "#whole"] {
                let place = page.rect(button)?;
                assert!(place.height >= 44.0 && place.width >= 44.0, "{button}: {place:?}");
            }
            assert_sound(&mut page)
        })
    })
}

#[test]
fn a_frame_keeps_nothing_and_leads_to_the_whole_lab() -> Result<()> {
    in_each_browser(|browser| {
        let server = Server::start(site_files()?)?;
        let mut page = browser.page(FRAME)?;
        // What the student has kept, in the same browser.
        page.goto(&format!("{}?embed=loss", server.page()))?;
        page.eval(
            "localStorage.setItem('frontera-saved', 'dataset=moons&step=3'), localStorage.setItem('frontera-theme', 'light'),
            localStorage.setItem('frontera-language', 'en')",
        )?;
        drop(page);
        let address = format!("{}?embed=boundary&lang=es&theme=dark#dataset=xor&hidden=2", server.page());
        let mut page = open_at(browser, FRAME, &address)?;
        page.eval("localStorage.setItem('frontera-saved', 'dataset=moons&step=3')")?;
        assert_eq!(page.string("document.documentElement.lang")?, "es");
        assert_eq!(page.string("document.documentElement.dataset.theme")?, "dark");
        assert_eq!(state(&mut page, "dataset")?, "xor");
        page.click_on("#play")?;
        wait_above(&mut page, "step", 20.0)?;
        page.click_on("#play")?;
        wait_state(&mut page, "playing", "0")?;
        let step = state(&mut page, "step")?;
        page.wait_for(&format!("document.querySelector('#whole').hash.endsWith('step={step}')"))?;
        let whole = page.string("document.querySelector('#whole').href")?;
        assert!(whole.starts_with(&format!("{}#dataset=xor&hidden=2", server.page())), "{whole}");
        assert_eq!(page.string("document.querySelector('#whole').textContent")?, "Abrir en Frontera");
        assert_eq!(page.string("localStorage.getItem('frontera-saved')")?, "dataset=moons&step=3");
        assert_eq!(page.string("location.hash")?, "#dataset=xor&hidden=2", "a reload is the slide again");
        page.eval("new Promise((resolve) => setTimeout(resolve, 2500))")?;
        let asked = server.asked();
        assert!(!asked.iter().any(|path| path.ends_with("service-worker.js")), "a frame is no visit");
        assert!(!asked.iter().any(|path| path.contains("/lesson")), "a frame has no lessons: {asked:?}");
        assert_eq!(page.errors()?, []);
        Ok(())
    })
}

#[test]
fn in_a_frame_of_another_page_it_trains() -> Result<()> {
    in_each_browser(|browser| {
        let mut files = site_files()?;
        let slide = "<!doctype html><title>A slide</title><link rel=icon href=data:,>\
            <iframe src='./?embed=boundary&lang=en#dataset=xor&hidden=3' width=480 height=420 title=XOR></iframe>";
        files.insert("slide.html".to_owned(), slide.as_bytes().to_vec());
        let server = Server::start(files)?;
        let mut page = browser.open(&format!("{}slide.html", server.page()), Viewport::LAPTOP)?;
        let inside = |selector: &str| {
            format!("document.querySelector('iframe').contentDocument.querySelector('{selector}')")
        };
        page.wait_for(&format!(
            "{}.hidden && {}.textContent === 'Train'",
            inside("#starting"),
            inside("#play-word")
        ))?;
        let frame = page.rect("iframe")?;
        let button = page.eval(&format!(
            "(({{ x, y, width, height }}) => [x + width / 2, y + height / 2])({}.getBoundingClientRect())",
            inside("#play")
        ))?;
        let place = |k: usize| button[k].as_f64().unwrap_or_default();
        page.click((frame.x + 2.0 + place(0), frame.y + 2.0 + place(1)))?;
        page.wait_for(&format!("{}.textContent === 'Pause'", inside("#play-word")))?;
        page.wait_for(&format!("{}.hash.includes('step=')", inside("#whole")))?;
        assert_eq!(page.errors()?, []);
        assert_eq!(page.foreign_requests(&server.page())?, Vec::<String>::new());
        Ok(())
    })
}

#[test]
fn axe_has_nothing_to_say_of_a_frame() -> Result<()> {
    in_each_browser(|browser| {
        for rest in
            ["embed=boundary&lang=es", "embed=network&lang=en&theme=dark", "embed=backpropagation&lang=es"]
        {
            let mut page = open(browser, FRAME, rest)?;
            assert_eq!(axe(&mut page)?, Vec::<String>::new(), "{rest}");
        }
        Ok(())
    })
}
