//! The QR code of a link, for phones at the back of a room: a wasm of its own, which the page fetches when the code is asked for.
//!
//! A code of more squares holds more letters, and is read from less far. Filling the height of a projected picture 1.5 m high, the
//! largest that is made here has squares of 14 mm, which the camera of a phone tells apart from ten metres.

use core::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

/// The largest version: 97 squares a side. At level M, which is read though 15 % of it is not seen, it holds 666 bytes.
const LARGEST: u8 = 20;

/// The code of a text as an SVG path of its dark squares, one unit a square, after the number of squares along a side and a space.
/// Empty where the text is too long.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen::prelude::wasm_bindgen)]
pub fn code(text: &str) -> String {
    let segments = QrSegment::make_segments(text);
    let made = QrCode::encode_segments_advanced(
        &segments,
        QrCodeEcc::Medium,
        Version::MIN,
        Version::new(LARGEST),
        None,
        true,
    );
    made.map_or_else(|_| String::new(), |code| format!("{} {}", code.size(), path(&code)))
}

/// A rectangle for each run of dark squares in a row.
fn path(code: &QrCode) -> String {
    let mut path = String::new();
    for row in 0..code.size() {
        let mut column = 0;
        while column < code.size() {
            let length = (column..code.size()).take_while(|&column| code.get_module(column, row)).count();
            if length > 0 {
                // Writing to a string cannot fail.
                let _ = write!(path, "M{column} {row}h{length}v1h-{length}z");
            }
            column += length.max(1) as i32;
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use rqrr::PreparedImage;

    /// What a reader makes of the path, printed with squares of `scale` pixels and the quiet zone of four squares.
    fn read(code: &str, scale: usize) -> String {
        let (size, path) = code.split_once(' ').unwrap();
        let size: usize = size.parse().unwrap();
        let mut dark = vec![false; size * size];
        for run in path.split_terminator('z') {
            let (place, length) = run.trim_start_matches('M').split_once('h').unwrap();
            let (column, row) = place.split_once(' ').unwrap();
            let (column, row): (usize, usize) = (column.parse().unwrap(), row.parse().unwrap());
            let length: usize = length.split_once("v1h-").unwrap().0.parse().unwrap();
            dark[row * size + column..][..length].fill(true);
        }
        let side = (size + 8) * scale;
        let square = |x: usize| (x / scale).checked_sub(4).filter(|&at| at < size);
        let mut image =
            PreparedImage::prepare_from_greyscale(side, side, |x, y| match (square(x), square(y)) {
                (Some(column), Some(row)) if dark[row * size + column] => 0,
                _ => 255,
            });
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1, "one code is seen");
        grids[0].decode().unwrap().1
    }

    /// A link of that many letters, of the kinds that links are made of.
    fn link(length: usize) -> String {
        let start = "https://example.org/frontera/#dataset=blank&points=";
        start.chars().chain("aB3-_%2Cq~".chars().cycle()).take(length).collect()
    }

    #[test]
    fn a_reader_gets_the_link_back_whatever_its_length() {
        for length in (1..=666).step_by(35).chain([666]) {
            assert_eq!(read(&code(&link(length)), 4), link(length), "{length}");
        }
        assert_eq!(read(&code("https://example.org/año#x"), 3), "https://example.org/año#x");
    }

    #[test]
    fn what_cannot_be_read_from_the_back_is_not_made() {
        assert!(code(&link(666)).starts_with("97 "));
        assert_eq!(code(&link(667)), "");
        assert_eq!(code(&"á".repeat(334)), "", "bytes count, not letters");
    }
}
