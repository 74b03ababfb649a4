//! Points from a CSV and to one: pasted, chosen, dropped; bad rows are reported and nothing is taken unasked.

use std::fs;

use browser::frontera::{Hand, assert_sound, command, open, said, state, wait_said, wait_state};
use browser::{Page, Result, Viewport, in_each_browser};
use frontera::data::csv;

use crate::native;

const GOOD: &str = "x;y;class\n1,5;-0,25;0\n-2;2,5;1\n0;0;2\n";
/// Lines 3 and 5 are bad.
const BAD: &str = "x,y,label\n1,1,0\n1,two,0\n-1,-1,1\n3,3\n";

fn open_dialog(page: &mut Page, hand: Hand) -> Result<()> {
    hand.press(page, "#import-open")?;
    page.wait_for("document.querySelector('#import').open").map(drop)
}

#[test]
fn pasted_rows_become_points() -> Result<()> {
    Hand::each(|hand| {
        in_each_browser(|browser| {
            let mut page = open(browser, hand.viewport(), "")?;
            open_dialog(&mut page, hand)?;
            page.focus("#import-text")?;
            page.paste(GOOD)?;
            page.wait_for("document.querySelector('#import-text').value !== ''")?;
            hand.press(&mut page, "#import-take")?;
            wait_state(&mut page, "points", "3")?;
            wait_state(&mut page, "classes", "3")?;
            page.wait_for("!document.querySelector('#import').open")?;
            wait_said(&mut page, "notice imported points=3")?;
            let points: Vec<_> = native::points(&mut page)?.iter().map(|point| point.x).collect();
            assert_eq!(points, [[1.5, -0.25], [-2.0, 2.5], [0.0, 0.0]]);
            hand.press(&mut page, "#undo")?;
            wait_state(&mut page, "points", "200")?;
            assert_sound(&mut page)
        })
    })
}

#[test]
fn a_bad_row_is_reported_by_line_and_nothing_is_taken_until_asked() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "")?;
        open_dialog(&mut page, Hand::Mouse)?;
        page.focus("#import-text")?;
        page.paste(BAD)?;
        page.wait_for("document.querySelector('#import-text').value !== ''")?;
        Hand::Mouse.press(&mut page, "#import-take")?;
        page.wait_for("document.querySelector('#import-bad').checkVisibility()")?;
        let complaint = page.text("#import-bad")?;
        assert!(complaint.contains('2'), "{complaint}");
        let rows =
            page.eval("[...document.querySelectorAll('#import-rows li')].map((row) => row.textContent)")?;
        let rows: Vec<_> = rows.as_array().into_iter().flatten().filter_map(|row| row.as_str()).collect();
        let [first, second] = rows[..] else { return Err(browser::Error::other(format!("{rows:?}"))) };
        assert!(first.contains('3') && first.contains("number"), "{first}");
        assert!(second.contains('5') && second.contains("three"), "{second}");
        assert_eq!(state(&mut page, "points")?, "200");
        assert_eq!(page.eval("document.querySelector('#import').open")?, true);
        assert!(page.text("#import-good")?.contains('2'), "how many rows are good");
        Hand::Mouse.press(&mut page, "#import-good")?;
        wait_state(&mut page, "points", "2")?;
        page.wait_for("!document.querySelector('#import').open")?;
        assert_sound(&mut page)
    })
}

#[test]
fn a_chosen_file_is_read() -> Result<()> {
    let file = std::env::temp_dir().join(format!("frontera-{}.csv", std::process::id()));
    fs::write(&file, GOOD)?;
    let result = in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "")?;
        open_dialog(&mut page, Hand::Mouse)?;
        page.set_file("#import-file", &file)?;
        wait_state(&mut page, "points", "3")?;
        assert_sound(&mut page)
    });
    fs::remove_file(&file)?;
    result
}

#[test]
fn a_file_dropped_anywhere_is_read() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "")?;
        page.drop_file("#training", "points.csv", GOOD)?;
        wait_state(&mut page, "points", "3")?;
        page.drop_file("#plane-canvas", "points.csv", BAD)?;
        page.wait_for("document.querySelector('#import-bad').checkVisibility()")?;
        assert_eq!(state(&mut page, "points")?, "3", "nothing is taken unasked");
        assert_eq!(page.string("document.querySelector('#import-text').value")?, BAD);
        assert_sound(&mut page)
    })
}

#[test]
fn what_is_no_csv_is_reported_and_takes_nothing() -> Result<()> {
    let files = [
        "",
        "\n\n",
        "<script>window.hacked = 1</script>",
        "hello\nworld",
        "\u{0}\u{1}\u{fffd}",
        "x,y,label\n",
    ];
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "")?;
        for text in files {
            page.drop_file("body", "points.csv", text)?;
            page.wait_for("document.querySelector('#import-bad').checkVisibility()")?;
            assert!(!page.text("#import-bad")?.contains('{'));
            assert_eq!(state(&mut page, "points")?, "200", "{text:?}");
            page.key("Escape")?;
            page.wait_for("!document.querySelector('#import').open")?;
        }
        assert_eq!(page.eval("window.hacked ?? null")?, serde_json::Value::Null);
        assert_sound(&mut page)
    })
}

#[test]
fn five_thousand_points_are_the_most_and_the_dialog_says_so_before() -> Result<()> {
    let row = |k: i32| format!("{},{},{}", k % 5 - 2, k % 3 - 1, k % 2);
    let rows = |count: i32| (0..count).map(row).collect::<Vec<_>>().join("\n");
    let (fit, over, far_over) = (rows(5000), rows(5001), rows(6000));
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "")?;
        open_dialog(&mut page, Hand::Mouse)?;
        let format = page.text("#import-format")?;
        assert!(format.split_whitespace().collect::<String>().contains("5000"), "{format}");
        page.key("Escape")?;
        page.drop_file("body", "points.csv", &over)?;
        page.wait_for("document.querySelector('#import-bad').checkVisibility()")?;
        assert!(page.text("#import-rows")?.contains("5001"), "the line of the first row too many");
        assert_eq!(state(&mut page, "points")?, "200");
        assert!(page.text("#import-bad")?.starts_with("One row is too many: only the first 5"));
        page.key("Escape")?;
        page.drop_file("body", "points.csv", &format!("NaN,0,1\n{far_over}"))?;
        page.wait_for("document.querySelector('#import-bad').checkVisibility()")?;
        let complaint = page.text("#import-bad")?;
        assert!(complaint.starts_with("One row has an error. 1\u{202f}000 rows are too many"), "{complaint}");
        let listed = page.text("#import-rows")?;
        assert!(
            listed.contains("Row 1: x or y is not a number") && !listed.contains("too large"),
            "{listed}"
        );
        page.key("Escape")?;
        page.drop_file("body", "points.csv", &fit)?;
        wait_state(&mut page, "points", "5000")?;
        let corner = page.rect("#plane-canvas")?.at(0.03, 0.9);
        page.click(corner)?;
        wait_said(&mut page, "error full limit=5000")?;
        page.wait_for("document.querySelector('#notice-text').textContent.includes('5000')")?;
        assert_eq!(state(&mut page, "points")?, "5000");
        assert_sound(&mut page)
    })
}

#[test]
fn after_an_import_the_data_panel_says_what_the_plane_has() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "")?;
        let chosen = "document.querySelectorAll('#data [data-setting=dataset][aria-pressed=true]').length";
        page.drop_file("body", "points.csv", GOOD)?;
        wait_state(&mut page, "points", "3")?;
        page.wait_for("document.querySelector('#count-value').value === '3'")?;
        assert_eq!(page.eval(chosen)?, 0);
        // The number that the data set has is another one now, and brings its points back as the tile does.
        for again in ["#data .tile[value=circle]", "#count-value"] {
            if again == "#count-value" {
                page.fill(again, "200")?;
                page.key("Enter")?;
            } else {
                page.click_on(again)?;
            }
            wait_state(&mut page, "points", "200")?;
            page.wait_for(&format!(
                "{chosen} === 1 && document.querySelector('#count-value').value === '200'"
            ))?;
            page.click_on("#undo")?;
            wait_state(&mut page, "points", "3")?;
            page.wait_for(&format!(
                "{chosen} === 0 && document.querySelector('#count-value').value === '3'"
            ))?;
        }
        assert_sound(&mut page)
    })
}

#[test]
fn a_file_too_large_to_hold_points_is_not_read() -> Result<()> {
    let text = "1,2,0\n".repeat(400_000);
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "")?;
        page.drop_file("body", "points.csv", &text)?;
        page.wait_for("document.querySelector('#import-bad').checkVisibility()")?;
        assert_eq!(state(&mut page, "points")?, "200");
        assert_sound(&mut page)
    })
}

#[test]
fn the_export_has_every_point_to_the_digit() -> Result<()> {
    const RECORD: &str = "
        const make = URL.createObjectURL;
        URL.createObjectURL = (blob) => { window.exported = blob; return make.call(URL, blob); };
        HTMLAnchorElement.prototype.click = function () { window.fileName = this.download; };";
    in_each_browser(|browser| {
        let mut page = browser::frontera::open_prepared(browser, Viewport::LAPTOP, "count=60", RECORD)?;
        command(&mut page, &["add=1.234,-2.5,3"])?;
        wait_state(&mut page, "points", "61")?;
        Hand::Mouse.press(&mut page, "#export")?;
        page.wait_for("window.exported && window.fileName")?;
        let text = page.string("exported.text()")?;
        assert_eq!(page.string("fileName")?, "points.csv");
        assert_eq!(text, csv::write(&native::points(&mut page)?));
        page.drop_file("body", "again.csv", &text)?;
        wait_said(&mut page, "notice imported points=61")?;
        let again = csv::write(&native::points(&mut page)?);
        assert_eq!(again, text, "what was exported can be imported");
        assert_sound(&mut page)
    })
}

#[test]
fn the_points_there_are_kept_when_the_dialog_is_closed() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "")?;
        open_dialog(&mut page, Hand::Mouse)?;
        page.focus("#import-text")?;
        page.paste(GOOD)?;
        page.click_on("#import [data-close]")?;
        page.wait_for("!document.querySelector('#import').open")?;
        assert_eq!(state(&mut page, "points")?, "200");
        assert_eq!(said(&mut page)?, Vec::<String>::new());
        assert_sound(&mut page)
    })
}
