//! The numbers of the formula are seen whole, whatever their length.

use serde_json::json;

use browser::frontera::{assert_sound, command, open, wait_state};
use browser::{Result, Viewport, in_each_browser};

/// The numbers that are cut off.
const CUT: &str = "[...document.querySelectorAll('#sum .number')]
    .filter((input) => input.scrollWidth > input.clientWidth || input.clientWidth === 0).map(({ value }) => value)";

/// The first term's weight.
const WEIGHT: &str = "#sum [data-place='2.1.1']";

#[test]
fn large_numbers_are_seen_whole_and_small_ones_have_one_width() -> Result<()> {
    in_each_browser(|browser| {
        for viewport in [Viewport::LAPTOP, Viewport::PHONE] {
            let link = "task=regression&curve=sine&hidden=8&activation=relu&rate=10";
            let mut page = open(browser, viewport, link)?;
            page.wait_for("document.querySelectorAll('#sum .number').length === 25")?;
            assert_eq!(page.eval(CUT)?, json!([]));
            let mut widths = Vec::new();
            for (value, shown) in
                [("0", "0.00"), ("-1.23", "−1.23"), ("12.34", "12.34"), ("-12.34", "−12.34")]
            {
                command(&mut page, &[&format!("weight=2.1.1,{value}"), "release"])?;
                page.wait_for(&format!("document.querySelector(\"{WEIGHT}\").value === '{shown}'"))?;
                widths.push(page.rect(WEIGHT)?.width);
            }
            assert!(widths.iter().all(|one| (one - widths[0]).abs() < 0.1), "{widths:?}");
            for (value, shown) in [("-1234.56", "−1234.56"), ("99999", "99999.00"), ("1000000", "1.0·10⁶")]
            {
                page.fill(WEIGHT, value)?;
                assert_eq!(page.eval(CUT)?, json!([]), "{value} is typed");
                page.key("Enter")?;
                page.wait_for(&format!("document.querySelector(\"{WEIGHT}\").value === '{shown}'"))?;
                assert_eq!(page.eval(CUT)?, json!([]), "{shown}");
            }
            page.click_on("#play")?;
            page.wait_for("heard.state.diverged !== ''")?;
            wait_state(&mut page, "playing", "0")?;
            assert_eq!(page.eval(CUT)?, json!([]), "diverged");
            assert_sound(&mut page)?;
        }
        Ok(())
    })
}
