//! The link: the same network after the same step, to the bit, here, there and natively.

use browser::frontera::{
    PLANE, address, assert_sound, by_each_hand, link, on_plane, open, ready, said, state, wait_said,
    wait_state,
};
use browser::{Error, Page, Result, Viewport, in_each_browser};

use crate::native;

/// Runs that between them use every objective, optimizer, penalty and kind of batch; each goes a while.
const RUNS: [&str; 6] = [
    "dataset=arms&count=150&hidden=8,8&activation=relu&init=he&rate=0.01&optimizer=adam&step=300",
    "dataset=moons&hidden=5&activation=sigmoid&init=fan-in&optimizer=momentum&rate=0.3&step=400",
    "dataset=spirals&hidden=8,4&activation=leaky,tanh&slope=0.1&l1=0.001&l2=0.003&batch=7&step=301",
    "dataset=quadrants&hidden=6&batch=full&rate=1&seed=4294967295&step=120",
    "dataset=clouds&hidden=0&batch=1&train=1&noise=0.35&step=500",
    "dataset=circle&count=333&hidden=16,1,3&activation=linear,sigmoid,relu&init=normal&data-seed=77&step=250",
];

/// What is done at the link's step: after it the step number alone no longer tells the network, so that the next link
/// carries every parameter.
const CHANGE: &str = "rate=0.05";

/// The link of the page after the change, given by the control.
fn changed(page: &mut Page, given: &str) -> Result<String> {
    let step = given.rsplit('=').next().unwrap_or_default();
    wait_state(page, "step", step)?;
    wait_state(page, "seeking", "")?;
    page.fill("#rate-value", "0.05")?;
    page.key("Enter")?;
    wait_state(page, "rate", "0.05")?;
    // A field with the focus is not written into.
    page.focus("#play")?;
    link(page)
}

#[test]
fn the_same_link_gives_the_same_bits_in_both_browsers_and_natively() -> Result<()> {
    in_each_browser(|browser| {
        // The first comes with the page, the others are put into the address of the open page.
        let mut page = open(browser, Viewport::LAPTOP, RUNS[0])?;
        for (index, run) in RUNS.into_iter().enumerate() {
            if index > 0 {
                page.goto(&address(run)?)?;
            }
            let here = changed(&mut page, run)?;
            assert!(here.contains("state="), "{here}");
            assert_eq!(here, native::lab(run, &[CHANGE])?.link(), "{run}");
            assert_eq!(said(&mut page)?, Vec::<String>::new());
            assert_sound(&mut page)?;
        }
        Ok(())
    })
}

#[test]
fn a_link_that_carries_the_network_goes_on_to_the_bit() -> Result<()> {
    const FIRST: &str =
        "dataset=arms&hidden=6,6&activation=relu&optimizer=adam&rate=0.01&l2=0.001&batch=11&step=77";
    let middle = native::lab(FIRST, &[CHANGE])?.link();
    let end = native::lab(&middle, &["epoch", "step", "step"])?;
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, &middle)?;
        assert_eq!(state(&mut page, "step")?, "77");
        page.click_on("#epoch")?;
        page.wait_for("Number(heard.state.epoch) === Math.floor(77 / 13) + 1")?;
        for _ in 0..2 {
            let step = state(&mut page, "step")?;
            page.click_on("#step")?;
            page.wait_for(&format!("heard.state.step !== '{step}'"))?;
        }
        assert_eq!(link(&mut page)?, end.link());
        assert_sound(&mut page)
    })
}

#[test]
fn a_link_made_by_training_on_the_page_opens_to_the_same_link() -> Result<()> {
    in_each_browser(|browser| {
        let made = {
            let mut page = open(browser, Viewport::LAPTOP, "dataset=xor&hidden=3&optimizer=momentum")?;
            page.click_on("#play")?;
            page.wait_for("Number(heard.state.step) > 200")?;
            page.click_on("#play")?;
            wait_state(&mut page, "playing", "0")?;
            page.choose("#batch", "0")?;
            wait_state(&mut page, "batch", "1")?;
            page.click_on("#epoch")?;
            link(&mut page)?
        };
        let mut page = open(browser, Viewport::LAPTOP, &made)?;
        assert_eq!(link(&mut page)?, made);
        assert_eq!(native::lab(&made, &[])?.link(), made);
        assert_sound(&mut page)
    })
}

#[test]
fn hand_made_points_and_weights_are_in_the_link() -> Result<()> {
    in_each_browser(|browser| {
        let made = {
            let mut page = open(browser, Viewport::LAPTOP, "dataset=blank&select=1.2.1")?;
            let plane = page.rect(PLANE)?;
            for (class, x1, x2) in [("0", -1.3, 2.1), ("1", 0.4, -0.7), ("2", 2.9, 2.9)] {
                page.click_on(&format!(".class-button[value='{class}']"))?;
                page.click(on_plane(plane, (-3.0, 3.0), x1, x2))?;
            }
            wait_state(&mut page, "points", "3")?;
            wait_state(&mut page, "classes", "3")?;
            page.click_on("#undo")?;
            wait_state(&mut page, "points", "2")?;
            page.click_on("#redo")?;
            wait_state(&mut page, "points", "3")?;
            link(&mut page)?
        };
        let twin = native::lab(&made, &[])?;
        assert_eq!(twin.points().iter().map(|point| point.class).collect::<Vec<_>>(), [0, 1, 2]);
        let mut page = open(browser, Viewport::PHONE, &made)?;
        assert_eq!(native::points(&mut page)?, twin.points());
        assert_eq!(state(&mut page, "layers")?, "2,4,3");
        assert_eq!(link(&mut page)?, made);
        assert_sound(&mut page)
    })
}

#[test]
fn the_share_dialog_shows_the_link_and_copies_it() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "dataset=xor&hidden=2&step=12")?;
        wait_state(&mut page, "step", "12")?;
        page.click_on("#share-open")?;
        let shown = page.wait_for("document.querySelector('#share-link').value")?;
        assert_eq!(shown, address("dataset=xor&hidden=2&step=12")?.as_str());
        page.click_on("#share-copy")?;
        page.wait_for("document.querySelector('#share-note').textContent !== ''")?;
        // What is on the clipboard is what a person would paste.
        page.key("Escape")?;
        page.wait_for("!document.querySelector('#share').open")?;
        page.click_on("#import-open")?;
        page.focus("#import-text")?;
        page.key("Control+v")?;
        let pasted = page.wait_for("document.querySelector('#import-text').value")?;
        assert_eq!(pasted, shown);
        assert_sound(&mut page)
    })
}

#[test]
fn each_hand_opens_the_share_dialog_and_copies_the_link() -> Result<()> {
    by_each_hand("dataset=xor&hidden=2&step=12", |hand, page| {
        wait_state(page, "step", "12")?;
        hand.press(page, "#share-open")?;
        let shown = page.wait_for("document.querySelector('#share-link').value")?;
        assert_eq!(shown, address("dataset=xor&hidden=2&step=12")?.as_str());
        hand.press(page, "#share-copy")?;
        page.wait_for("document.querySelector('#share-note').textContent !== ''")?;
        Ok(())
    })
}

#[test]
fn the_defaults_have_a_link_that_opens_them() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "")?;
        page.click_on("#share-open")?;
        let shown = page.string(
            "new Promise((resolve) => {
            const look = () => document.querySelector('#share-link').value
                ? resolve(document.querySelector('#share-link').value) : setTimeout(look, 5);
            look();
        })",
        )?;
        let (_, fragment) =
            shown.split_once('#').ok_or_else(|| Error::other(format!("no link in {shown}")))?;
        assert!(!fragment.is_empty(), "who opens it must not see what they left");
        let fragment = fragment.to_owned();
        drop(page);
        let mut page = open(browser, Viewport::LAPTOP, &fragment)?;
        assert_eq!(said(&mut page)?, Vec::<String>::new());
        assert_eq!(link(&mut page)?, "");
        assert_sound(&mut page)
    })
}

#[test]
fn a_link_put_into_the_address_of_the_open_page_is_opened() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "dataset=xor&hidden=2&step=9")?;
        wait_state(&mut page, "step", "9")?;
        page.goto(&address("dataset=moons&hidden=3,3&step=7")?)?;
        wait_state(&mut page, "layers", "2,3,3,1")?;
        wait_state(&mut page, "step", "7")?;
        assert_eq!(state(&mut page, "dataset")?, "moons");
        page.key("Control+z")?;
        wait_state(&mut page, "dataset", "xor")?;
        page.goto(&address("hidden=5&nonsense=1")?)?;
        wait_state(&mut page, "hidden", "5")?;
        wait_said(&mut page, "notice link-unreadable names=nonsense")?;
        assert_sound(&mut page)
    })
}

#[test]
fn a_link_put_into_the_address_is_opened_though_a_save_clears_the_address_meanwhile() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "")?;
        page.eval(
            "(() => {
                location.hash = 'hidden=6';
                history.replaceState(null, '', location.pathname);
            })()",
        )?;
        wait_state(&mut page, "hidden", "6")?;
        assert_sound(&mut page)
    })
}

#[test]
fn a_link_in_the_address_gives_way_to_what_is_done_afterwards() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "dataset=xor&hidden=2")?;
        page.click_on("#step")?;
        wait_state(&mut page, "step", "1")?;
        page.wait_for(
            "(localStorage.getItem('frontera-saved') ?? '').includes('step=1') && location.hash === ''",
        )?;
        page.reload()?;
        ready(&mut page)?;
        wait_state(&mut page, "step", "1")?;
        assert_eq!(state(&mut page, "dataset")?, "xor");
        assert_sound(&mut page)
    })
}

#[test]
fn on_a_phone_a_link_turns_to_the_panel_of_what_it_shows() -> Result<()> {
    in_each_browser(|browser| {
        for (link, panel) in [
            ("dataset=xor&hidden=2&view=backpropagation", "closer"),
            ("compare=init", "compare"),
            ("select=1.2", "network"),
            ("dataset=moons", "data"),
        ] {
            let mut page = open(browser, Viewport::PHONE, link)?;
            page.wait_for(&format!("document.querySelector('#{panel}').checkVisibility()"))?;
            assert_eq!(
                page.eval(&format!("document.querySelector('#tab-{panel}').getAttribute('aria-selected')"))?,
                "true"
            );
            page.eval("location.hash = 'view=gradients'")?;
            page.wait_for("document.querySelector('#closer').checkVisibility()")?;
        }
        Ok(())
    })
}
