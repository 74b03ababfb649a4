//! The lab without a browser: the page's twin, to compare with.

use browser::frontera::link;
use browser::{Error, Page, Result};
use frontera::data::point::Point;
use frontera::lab::Lab;

/// The lab that a link tells, after the steps it asks for and these commands.
///
/// # Errors
/// If a command is refused.
pub fn lab(link: &str, commands: &[&str]) -> Result<Lab> {
    const MANY: u32 = 1000;
    let mut lab = Lab::opened(link);
    let settle = |lab: &mut Lab| while lab.advance(MANY) == MANY {};
    settle(&mut lab);
    for command in commands {
        lab.apply(command).map_err(|error| Error::other(error.to_string()))?;
        settle(&mut lab);
    }
    Ok(lab)
}

/// The page's points, read from its link.
pub fn points(page: &mut Page) -> Result<Vec<Point>> {
    Ok(Lab::opened(&link(page)?).points().to_vec())
}

/// A JSON string's text; empty for anything else.
pub fn word(value: &serde_json::Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
