//! Light and dark, and no motion where none is wanted.

use browser::frontera::{Hand, NETWORK, PLANE, assert_sound, open};
use browser::{Page, Result, Viewport, in_each_browser};

/// How bright the page's ground is, 0 to 255.
fn ground(page: &mut Page) -> Result<f64> {
    page.number("Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])")
}

/// How bright a corner of a canvas is, where no unit and few points are.
fn corner(page: &mut Page, canvas: &str) -> Result<f64> {
    page.number(&format!(
        "(() => {{
            const canvas = document.querySelector('{canvas}');
            const copy = new OffscreenCanvas(8, 8).getContext('2d');
            copy.fillStyle = getComputedStyle(canvas.closest('.panel')).backgroundColor;
            copy.fillRect(0, 0, 8, 8);
            copy.drawImage(canvas, 0, 0, 8, 8, 0, 0, 8, 8);
            return Math.max(...copy.getImageData(0, 0, 8, 8).data.filter((_, k) => k % 4 < 3));
        }})()"
    ))
}

#[test]
fn the_page_is_dark_where_the_system_is_and_follows_it() -> Result<()> {
    for viewport in [Viewport::LAPTOP, Viewport::PHONE] {
        in_each_browser(|browser| {
            let mut page = open(browser, viewport.dark(), "")?;
            assert!(ground(&mut page)? < 60.0);
            page.wait_for("document.documentElement.dataset.theme === 'dark'")?;
            page.set_dark(false)?;
            page.wait_for("document.documentElement.dataset.theme === 'light'")?;
            assert!(ground(&mut page)? > 200.0);
            page.set_dark(true)?;
            page.wait_for("document.documentElement.dataset.theme === 'dark'")?;
            assert_sound(&mut page)
        })?;
    }
    Ok(())
}

#[test]
fn the_button_goes_through_automatic_light_and_dark() -> Result<()> {
    for hand in [Hand::Mouse, Hand::Finger] {
        in_each_browser(|browser| {
            let mut page = open(browser, hand.viewport(), "")?;
            let label = "document.querySelector('#theme').ariaLabel";
            let mut labels = vec![page.string(label)?];
            for theme in ["light", "dark", "light"] {
                hand.press(&mut page, "#theme")?;
                page.wait_for(&format!("document.documentElement.dataset.theme === '{theme}'"))?;
                labels.push(page.string(label)?);
            }
            assert_eq!(labels[0], labels[3]);
            assert!(labels[0] != labels[1] && labels[1] != labels[2], "{labels:?}");
            assert_sound(&mut page)
        })?;
    }
    Ok(())
}

#[test]
fn the_figures_are_painted_anew_in_the_dark() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "")?;
        while corner(&mut page, NETWORK)? < 200.0 {}
        page.set_dark(true)?;
        page.wait_for("document.documentElement.dataset.theme === 'dark'")?;
        while corner(&mut page, NETWORK)? > 80.0 {}
        page.wait_colours(PLANE, 2)?;
        assert_sound(&mut page)
    })
}

#[test]
fn nothing_moves_by_itself_where_no_motion_is_wanted() -> Result<()> {
    let moving = "[...document.querySelectorAll('*')].filter((element) => {
        const { transitionDuration, animationName } = getComputedStyle(element);
        return animationName !== 'none' || transitionDuration.split(', ').some((time) => parseFloat(time) > 0);
    }).length";
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport { reduced_motion: true, ..Viewport::LAPTOP }, "")?;
        assert_eq!(page.eval(moving)?, 0);
        assert_eq!(page.string("getComputedStyle(document.documentElement).scrollBehavior")?, "auto");
        assert_sound(&mut page)
    })
}
