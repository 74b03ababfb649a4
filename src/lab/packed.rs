//! Points and the states of runs packed into the letters that a link may hold (base64url of little-endian bytes).

mod letters;

use super::run::State;
use crate::data::point::{CAPACITY, CLASSES, LIMIT, Part, Point, snap};
use crate::nn::optimizer::{Moments, Optimizer};
use crate::nn::perceptron::Progress;

/// Hand-made points lie on a grid of 1/1024, so that two bytes hold a coordinate.
const GRID: f32 = 1024.0;

/// The greatest number of steps or epochs that is taken in: the greatest that the page's numbers hold exactly.
const MOST: u64 = 1 << 53;

/// Points as text: `a` and five bytes a point where all are on the grid and within ±32, else `b` and nine.
pub fn pack_points(points: &[Point]) -> String {
    let small = |x: f32| snap(x).to_bits() == x.to_bits() && x.abs() < 32.0;
    let on_grid = points.iter().all(|point| point.x.iter().all(|&x| small(x)));
    let mut bytes = Vec::new();
    for point in points {
        bytes.push(point.class | if point.part == Part::Test { 8 } else { 0 });
        for x in point.x {
            if on_grid {
                bytes.extend(((x * GRID) as i16).to_le_bytes());
            } else {
                bytes.extend(x.to_le_bytes());
            }
        }
    }
    format!("{}{}", if on_grid { 'a' } else { 'b' }, letters::encode(&bytes))
}

/// The opposite of [`pack_points`]; nothing where the text was not made by it.
pub fn unpack_points(text: &str) -> Option<Vec<Point>> {
    let (form, code) = text.split_at_checked(1)?;
    let width = match form {
        "a" => 2,
        "b" => 4,
        _ => return None,
    };
    let bytes = letters::decode(code)?;
    let mut reader = Reader(&bytes);
    let mut points = Vec::new();
    while !reader.0.is_empty() && points.len() < CAPACITY {
        let tag: u8 = u8::from_le_bytes(reader.take()?);
        let mut coordinate = || {
            let x = match width {
                2 => f32::from(i16::from_le_bytes(reader.take()?)) / GRID,
                _ => f32::from_le_bytes(reader.take()?),
            };
            (x.abs() <= LIMIT).then_some(x)
        };
        let x = [coordinate()?, coordinate()?];
        let (class, part) = (tag & 7, if tag & 8 == 0 { Part::Train } else { Part::Test });
        if usize::from(class) >= CLASSES || tag > 15 {
            return None;
        }
        points.push(Point { x, class, part });
    }
    reader.0.is_empty().then_some(points)
}

/// Set beside the optimizer's number where a perceptron's progress follows.
const HAS_PROGRESS: u8 = 8;
/// Set in the last byte of a progress: whether the pass is whole, and whether there was one before.
const WHOLE: u8 = 1;
const HAS_LAST: u8 = 2;

/// A run's state as text. Moments that the optimizer does not use are left out, and a progress that has not begun.
pub fn pack_state(state: &State) -> String {
    let progress = state.progress;
    let has_progress = progress != Progress::default();
    let mut bytes = vec![tag(state.optimizer) | if has_progress { HAS_PROGRESS } else { 0 }];
    bytes.extend(state.step.to_le_bytes());
    bytes.extend(state.epoch.to_le_bytes());
    bytes.extend((state.cursor as u32).to_le_bytes());
    bytes.extend(state.moments.steps.to_le_bytes());
    let sets = [&state.parameters, &state.moments.first, &state.moments.second];
    for set in &sets[..=usize::from(tag(state.optimizer))] {
        set.iter().for_each(|x| bytes.extend(x.to_le_bytes()));
    }
    if has_progress {
        bytes.extend(progress.updates.to_le_bytes());
        bytes.extend(progress.mistakes.to_le_bytes());
        bytes.extend(progress.last.unwrap_or(0).to_le_bytes());
        let flag = |is: bool, flag| if is { flag } else { 0 };
        bytes.push(flag(progress.is_whole, WHOLE) | flag(progress.last.is_some(), HAS_LAST));
    }
    letters::encode(&bytes)
}

/// The opposite of [`pack_state`] for a network of `parameters` parameters; nothing where the text was not made by
/// it or for another network.
pub fn unpack_state(text: &str, parameters: usize) -> Option<State> {
    let bytes = letters::decode(text)?;
    let mut reader = Reader(&bytes);
    let [tag] = reader.take()?;
    let (tag, has_progress) = (tag & !HAS_PROGRESS, tag & HAS_PROGRESS != 0);
    let optimizer = *OPTIMIZERS.get(usize::from(tag))?;
    let mut count = || Some(u64::from_le_bytes(reader.take()?)).filter(|&count| count <= MOST);
    let (step, epoch) = (count()?, count()?);
    let cursor = u32::from_le_bytes(reader.take()?) as usize;
    let steps = u32::from_le_bytes(reader.take()?);
    let mut numbers = |given: bool| -> Option<Vec<f32>> {
        let number = |_| if given { Some(f32::from_le_bytes(reader.take()?)) } else { Some(0.0) };
        (0..parameters).map(number).collect()
    };
    let (parameters, first, second) = (numbers(true)?, numbers(tag >= 1)?, numbers(tag >= 2)?);
    let moments = Moments { first, second, steps };
    let progress = if has_progress { unpack_progress(&mut reader)? } else { Progress::default() };
    let state = State {
        step,
        epoch,
        cursor,
        parameters,
        moments,
        optimizer,
        progress,
        untouched: false,
        diverged: None,
    };
    reader.0.is_empty().then_some(state)
}

fn unpack_progress(reader: &mut Reader) -> Option<Progress> {
    let updates = Some(u64::from_le_bytes(reader.take()?)).filter(|&updates| updates <= MOST)?;
    let (mistakes, last) = (u32::from_le_bytes(reader.take()?), u32::from_le_bytes(reader.take()?));
    let [flags] = reader.take()?;
    let last = (flags & HAS_LAST != 0).then_some(last);
    (flags <= WHOLE | HAS_LAST).then_some(Progress { updates, mistakes, last, is_whole: flags & WHOLE != 0 })
}

/// In this order an optimizer's number is also the number of moments it uses.
const OPTIMIZERS: [Optimizer; 3] = [Optimizer::GradientDescent, Optimizer::Momentum, Optimizer::Adam];

fn tag(optimizer: Optimizer) -> u8 {
    OPTIMIZERS.iter().position(|&one| one == optimizer).unwrap_or(0) as u8
}

/// Bytes still to be read.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn point() -> impl Strategy<Value = Point> {
        let coordinate = prop_oneof![(-3.0f32..3.0).prop_map(snap), -LIMIT..LIMIT];
        let part = prop_oneof![Just(Part::Train), Just(Part::Test)];
        ([coordinate.clone(), coordinate], 0..CLASSES as u8, part).prop_map(|(x, class, part)| Point {
            x,
            class,
            part,
        })
    }

    proptest! {
        #[test]
        fn points_come_back_to_the_bit(points in prop::collection::vec(point(), 0..50)) {
            prop_assert_eq!(unpack_points(&pack_points(&points)), Some(points));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[ab]?[A-Za-z0-9_-]{0,200}", parameters in 0_usize..20) {
            if let Some(points) = unpack_points(&text) {
                prop_assert!(points.iter().all(|point| point.x.iter().all(|x| x.is_finite())));
            }
            let _ = unpack_state(&text, parameters);
        }
    }

    #[test]
    fn points_on_the_grid_take_seven_letters_each() {
        let points = vec![Point { x: [snap(1.234), snap(-2.9)], class: 5, part: Part::Test }; 300];
        assert_eq!(pack_points(&points).len(), 1 + 300 * 5 * 4 / 3);
    }
}
