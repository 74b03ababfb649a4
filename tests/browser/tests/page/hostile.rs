//! Links that are damaged or meant to do harm: what can be read is read, one notice names the rest, nothing runs.

use browser::frontera::{
    address, assert_sound, command, open, open_prepared, said, state, wait_above, wait_state,
};
use browser::{Page, Result, Viewport, in_each_browser};

/// The names in the one notice that the page gave about its link.
fn unreadable(page: &mut Page) -> Result<String> {
    page.wait_for("heard.said.length > 0")?;
    let said = said(page)?;
    assert_eq!(said.len(), 1, "one notice: {said:?}");
    page.wait_for("!document.querySelector('#notice').hidden")?;
    Ok(said[0].strip_prefix("notice link-unreadable names=").unwrap_or(&said[0]).to_owned())
}

#[test]
fn a_damaged_link_opens_with_what_could_be_read_and_one_notice() -> Result<()> {
    let links = [
        ("hidden=7&rate=abc&colour=red&batch=0", "rate,colour,batch"),
        ("hidden=7&count=99999999999999999999&seed=-1", "count,seed"),
        ("hidden=7&rate=NaN&l1=inf&l2=1e999&noise=-0.5", "rate,l1,l2,noise"),
        ("hidden=7&points=a!!!not-base64!!!", "points"),
        ("hidden=7&points=aAAAAAA", "points"),
        ("hidden=7&state=AAAA", "state"),
        ("hidden=7&state=", "state"),
        ("hidden=7&step=99999999999", "step"),
        ("hidden=7&optimizer=%F0%9F%A6%80", "optimizer"),
        ("hidden=7&&&%zz%4=%&=", "%25zz%254,"),
        ("hidden=7&play&clear&reseed", "play,clear,reseed"),
    ];
    in_each_browser(|browser| {
        // The first comes with the page, the others are put into the address of the open page.
        let mut page = open(browser, Viewport::LAPTOP, links[0].0)?;
        for (index, (link, names)) in links.into_iter().enumerate() {
            if index > 0 {
                page.goto(&address(link)?)?;
            }
            assert_eq!(unreadable(&mut page)?, names, "{link}");
            wait_state(&mut page, "hidden", "7")?;
            wait_state(&mut page, "points", "200")?;
            assert_sound(&mut page)?;
            page.eval("heard.said.length = 0")?;
            command(&mut page, &["hidden=3", "clear"])?;
            wait_state(&mut page, "points", "0")?;
        }
        Ok(())
    })
}

#[test]
fn script_in_a_link_is_text_and_nothing_else() -> Result<()> {
    let links = [
        "<img src=x onerror=window.hacked=1>=1",
        "dataset=<script>window.hacked=1</script>",
        "%3Cimg%20src%3Dx%20onerror%3D%22window.hacked%3D1%22%3E=1",
        "javascript:window.hacked=1",
        "hidden=7&rate=${window.hacked=1}",
        "__proto__=1&constructor=1&toString=1",
        "select=1.1%0Astep=5",
    ];
    in_each_browser(|browser| {
        for link in links {
            let mut page = open(browser, Viewport::LAPTOP, link)?;
            unreadable(&mut page)?;
            assert_eq!(page.eval("window.hacked ?? null")?, serde_json::Value::Null);
            let foreign = "document.querySelectorAll('img, .notice *:not(p, button, svg, use)').length";
            assert_eq!(page.eval(foreign)?, 0);
            assert_eq!(state(&mut page, "step")?, "0");
            assert_sound(&mut page)?;
        }
        Ok(())
    })
}

#[test]
fn a_hundred_thousand_letters_of_junk_are_one_short_notice() -> Result<()> {
    let many = "x=1&".repeat(25_000);
    let long = format!("hidden=7&{}={}", "n".repeat(50_000), "v".repeat(50_000));
    let points = format!("hidden=7&points=a{}", "_".repeat(100_000));
    let percent = format!("hidden=7&rate={}", "%".repeat(100_000));
    in_each_browser(|browser| {
        for link in [&many, &long, &points, &percent] {
            let mut page = open(browser, Viewport::LAPTOP, link)?;
            let names = unreadable(&mut page)?;
            assert!(names.len() < 300, "{} letters", names.len());
            let box_height = page.rect("#notice")?.height;
            assert!(box_height < 200.0, "the notice is {box_height} px tall");
            page.click_on("#notice-close")?;
            page.wait_for("document.querySelector('#notice').hidden")?;
            page.click_on("#step")?;
            wait_state(&mut page, "step", "1")?;
            assert_sound(&mut page)?;
        }
        Ok(())
    })
}

#[test]
fn a_link_that_asks_for_much_work_leaves_the_page_usable() -> Result<()> {
    in_each_browser(|browser| {
        let link = "dataset=spirals&count=2000&hidden=16,16,16,16,16,16,16,16&step=20000&batch=20&train=1";
        let mut page = open(browser, Viewport::LAPTOP, link)?;
        wait_above(&mut page, "step", 1.0)?;
        page.wait_for("!document.querySelector('#seeking').hidden")?;
        assert!(page.text("#seeking")?.contains("20"));
        // Whatever is done now comes first.
        page.click_on("#reset")?;
        wait_state(&mut page, "step", "0")?;
        wait_state(&mut page, "seeking", "")?;
        page.wait_for("document.querySelector('#seeking').hidden")?;
        assert_sound(&mut page)
    })
}

#[test]
fn what_was_kept_may_be_damaged_too() -> Result<()> {
    in_each_browser(|browser| {
        // An empty page, which comes first, has no storage.
        let script =
            "if (origin !== 'null') localStorage.setItem('frontera-saved', 'hidden=7&rate=<b>&points=a?');
            if (origin !== 'null') localStorage.setItem('frontera-theme', 'plaid');
            if (origin !== 'null') localStorage.setItem('frontera-language', '../../etc/passwd');";
        let mut page = open_prepared(browser, Viewport::LAPTOP, "", script)?;
        assert_eq!(unreadable(&mut page)?, "rate,points");
        assert_eq!(state(&mut page, "hidden")?, "7");
        assert_eq!(page.string("document.documentElement.lang")?, "en");
        assert_sound(&mut page)
    })
}
