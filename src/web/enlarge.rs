//! A picture's pixels made more by linear interpolation, where the browser would take longer.
//!
//! A browser without a graphics processor needs 2 ms to draw a field of 128 × 128 points smoothly over 560 × 560 pixels, half of all
//! that a frame costs. Here the columns come first, over few rows; then each row is a mixture of two.

use crate::figure::frame::Rect;

/// One in the fixed-point numbers that pixels are mixed with.
const ONE: u32 = 256;

/// An enlarged picture, and the room in which it is made: nothing is allocated while the sizes stay.
#[derive(Clone, Debug, Default)]
pub struct Enlarged {
    /// What is shown: the revision of the pixels, the part of them, and the size.
    shown: Option<(u64, Rect, [usize; 2])>,
    /// What each column is a mixture of.
    columns: Vec<(usize, usize, u32)>,
    /// The picture in its new width and its old height, a number for each pixel.
    wide: Vec<u32>,
    pixels: Vec<u8>,
}

impl Enlarged {
    /// The `part` of a picture in the size `to` = [width, height]. `pixels` (RGBA, row by row) are those of the whole picture in
    /// rows of `width`, at least one. The colour of a pixel is that in its middle; beyond the outermost middles the picture goes
    /// on as it ends. `revision` tells whether it is the same picture as last time.
    pub fn of(&mut self, pixels: &[u8], width: usize, revision: u64, part: Rect, to: [usize; 2]) -> &[u8] {
        if self.shown.replace((revision, part, to)) != Some((revision, part, to)) {
            self.enlarge(pixels, width, part, to);
        }
        &self.pixels
    }

    fn enlarge(&mut self, pixels: &[u8], width: usize, part: Rect, to: [usize; 2]) {
        let (pixels, _) = pixels.as_chunks();
        let height = pixels.len() / width;
        self.wide.resize(to[0] * height, 0);
        self.pixels.resize(4 * to[0] * to[1], 0);
        self.columns.clear();
        self.columns.extend(places(width, part.x, part.width, to[0]));
        for (row, wide) in pixels.chunks_exact(width).zip(self.wide.chunks_exact_mut(to[0])) {
            for (wide, &(left, right, share)) in wide.iter_mut().zip(&self.columns) {
                *wide = mix(u32::from_le_bytes(row[left]), u32::from_le_bytes(row[right]), share);
            }
        }
        let rows = self.pixels.as_chunks_mut().0.chunks_exact_mut(to[0]);
        for (row, (above, below, share)) in rows.zip(places(height, part.y, part.height, to[1])) {
            let [above, below] = [above, below].map(|k| &self.wide[to[0] * k..][..to[0]]);
            for ((pixel, &above), &below) in row.iter_mut().zip(above).zip(below) {
                *pixel = mix(above, below, share).to_le_bytes();
            }
        }
    }
}

/// Where `to` pixels come from that show `length` of a line of `from` pixels, beginning at `start`: for each the two whose middles
/// it lies between, and the second one's share.
fn places(from: usize, start: f32, length: f32, to: usize) -> impl Iterator<Item = (usize, usize, u32)> {
    let last = from - 1;
    (0..to).map(move |k| {
        let place = start + (k as f32 + 0.5) * length / to as f32 - 0.5;
        let place = place.max(0.0).min(last as f32);
        let low = place as usize;
        (low, (low + 1).min(last), (place.fract() * ONE as f32) as u32)
    })
}

/// What lies between two pixels, in each of their bytes: two bytes go through each multiplication.
fn mix(one: u32, other: u32, share: u32) -> u32 {
    const EVEN: u32 = 0x00ff_00ff;
    let mix = |one: u32, other: u32| (one & EVEN) * (ONE - share) + (other & EVEN) * share;
    mix(one, other) >> 8 & EVEN | mix(one >> 8, other >> 8) & !EVEN
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(k: usize) -> u8 {
        (k * 97 % 256) as u8
    }

    fn whole(width: usize, height: usize) -> Rect {
        Rect { x: 0.0, y: 0.0, width: width as f32, height: height as f32 }
    }

    #[test]
    fn every_pixel_is_the_mixture_of_the_four_around_it() {
        let inner = Rect { x: 0.5, y: 0.5, width: 7.0, height: 7.0 };
        for (from, part, to) in [
            ([5, 4], whole(5, 4), [23, 31]),
            ([3, 3], whole(3, 3), [3, 3]),
            ([1, 2], whole(1, 2), [7, 5]),
            ([8, 8], inner, [13, 9]),
        ] {
            let source: Vec<u8> = (0..4 * from[0] * from[1]).map(number).collect();
            let mut enlarged = Enlarged::default();
            let pixels = enlarged.of(&source, from[0], 1, part, to);
            assert_eq!(pixels.len(), 4 * to[0] * to[1]);
            let last = from.map(|from| from as f64 - 1.0);
            for (k, &pixel) in pixels.iter().enumerate() {
                let place = |k: usize, start: f32, length: f32, axis: usize| {
                    let place =
                        f64::from(start) + (k as f64 + 0.5) * f64::from(length) / to[axis] as f64 - 0.5;
                    place.clamp(0.0, last[axis])
                };
                let x = place(k / 4 % to[0], part.x, part.width, 0);
                let y = place(k / 4 / to[0], part.y, part.height, 1);
                let byte = |x: f64, y: f64| {
                    let at = y.min(last[1]) as usize * from[0] + x.min(last[0]) as usize;
                    f64::from(source[4 * at + k % 4])
                };
                let row = |y: f64| (1.0 - x.fract()) * byte(x, y) + x.fract() * byte(x + 1.0, y);
                let exact = (1.0 - y.fract()) * row(y) + y.fract() * row(y + 1.0);
                assert!((f64::from(pixel) - exact).abs() < 4.0, "{from:?} {to:?} {k}: {pixel}, {exact}");
            }
        }
    }

    #[test]
    fn one_colour_stays_it_and_another_revision_is_another_picture() {
        let mut enlarged = Enlarged::default();
        let mut shown = |revision, byte, to: [usize; 2]| {
            let pixels = enlarged.of(&[byte; 4 * 6], 2, revision, whole(2, 3), to);
            assert!(pixels.len() == 4 * to[0] * to[1] && pixels.iter().all(|&pixel| pixel == pixels[0]));
            pixels[0]
        };
        assert_eq!(shown(1, 255, [9, 10]), 255);
        assert_eq!(shown(2, 77, [9, 10]), 77);
        assert_eq!(shown(2, 1, [9, 10]), 77);
        assert_eq!(shown(2, 1, [3, 3]), 1);
    }
}
