//! The table of settings: one row each, and nothing else knows the list.

use super::value::{Plain, Value, integer, join, list, number};
use super::{LAYERS, Settings, Task, UNITS};
use crate::data::point::{CLASSES, LIMIT};
use crate::lab::compare::RATES;
use crate::nn::activation::Activation;
use crate::nn::spread;

/// What a change of a setting brings about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Points and network are those of another task; training starts again.
    Task,
    /// The points are those of another preset, if it is one of the task at hand; training starts again where they have another
    /// number of classes.
    Dataset(Task),
    /// The points are generated anew; training goes on.
    Points,
    /// The points are split anew into training and test; training goes on.
    Split,
    /// Training starts again, from the same draws.
    Restart,
    /// The next step uses the new value.
    Live,
    /// Only what is shown changes, or what the pointer does.
    View,
}

/// A setting: its name, what a change does, and how it is read and written.
pub struct Row {
    /// The name in links, commands and read-outs.
    pub name: &'static str,
    /// What a change brings about.
    pub effect: Effect,
    /// What can be given, for a person who gave something else.
    pub allowed: fn() -> String,
    /// Sets the value from text; nothing, and nothing changed, where the text is not allowed.
    pub read: fn(&mut Settings, &str) -> Option<()>,
    /// The value as text.
    pub write: fn(&Settings) -> String,
}

/// Puts a value in its place, if there is one.
fn put<T>(place: &mut T, value: Option<T>) -> Option<()> {
    *place = value?;
    Some(())
}

/// A row for a field whose type has a [`Value`].
macro_rules! value {
    ($name:literal, $effect:ident $(($of:expr))?, $field:ident: $type:ty) => {
        Row {
            name: $name,
            effect: Effect::$effect $(($of))?,
            allowed: <$type>::allowed,
            read: |settings, text| put(&mut settings.$field, <$type>::read(text)),
            write: |settings| settings.$field.write(),
        }
    };
}

/// A row for a number in a range, read by `$read`.
macro_rules! range {
    ($name:literal, $effect:ident, $field:ident: $type:ty, $read:ident, $low:expr => $high:expr) => {
        Row {
            name: $name,
            effect: Effect::$effect,
            allowed: || format!("{}..{}", <$type>::text($low), <$type>::text($high)),
            read: |settings, text| put(&mut settings.$field, $read(text, $low, $high)),
            write: |settings| settings.$field.text(),
        }
    };
}

/// Every setting, in the order in which a link gives them: what decides the data, then the network, then training.
pub static TABLE: [Row; 55] = [
    value!("task", Task, task: Task),
    value!("dataset", Dataset(Task::Classification), dataset: crate::data::preset::Preset),
    value!("curve", Dataset(Task::Regression), curve: crate::data::curve::Curve),
    range!("count", Points, count: usize, integer, 4 => 2000),
    range!("noise", Points, noise: f32, number, 0.0 => 1.0),
    range!("data-seed", Points, data_seed: u32, integer, 0 => u32::MAX),
    range!("train", Split, train: f32, number, 0.1 => 1.0),
    range!("classes", Restart, classes: usize, integer, 2 => CLASSES),
    value!("model", Restart, model: super::Model),
    Row {
        name: "hidden",
        effect: Effect::Restart,
        allowed: || format!("0, 1..{UNITS} × {LAYERS}"),
        read: |settings, text| {
            let layers = || list(text, |units| integer(units, 1, UNITS), LAYERS);
            put(&mut settings.hidden, if text == "0" { Some(Vec::new()) } else { layers() })
        },
        write: |settings| match settings.hidden.as_slice() {
            [] => "0".to_string(),
            hidden => join(hidden, usize::to_string),
        },
    },
    Row {
        name: "activation",
        effect: Effect::Restart,
        allowed: Activation::allowed,
        read: |settings, text| put(&mut settings.activation, list(text, Value::read, LAYERS)),
        write: |settings| join(&settings.activation, Value::write),
    },
    range!("slope", Restart, slope: f32, number, 0.0 => 1.0),
    value!("init", Restart, init: crate::nn::initialization::Initialization),
    range!("seed", Restart, seed: u32, integer, 0 => u32::MAX),
    range!("rate", Live, rate: f32, number, RATES[0] => RATES[1]),
    value!("batch", Live, batch: super::Batch),
    value!("optimizer", Live, optimizer: crate::nn::optimizer::Optimizer),
    range!("momentum", Live, momentum: f32, number, 0.0 => 0.999),
    range!("l1", Live, l1: f32, number, 0.0 => 1.0),
    range!("l2", Live, l2: f32, number, 0.0 => 1.0),
    value!("hold", Live, hold: super::Hold),
    value!("compare", Restart, compare: crate::lab::compare::Compare),
    Row {
        name: "beside",
        effect: Effect::Restart,
        allowed: || format!("none {}", Activation::allowed()),
        read: |settings, text| {
            let activations = || list(text, Value::read, LAYERS);
            put(&mut settings.beside, if text == "none" { Some(Vec::new()) } else { activations() })
        },
        write: |settings| match settings.beside.as_slice() {
            [] => "none".to_string(),
            beside => join(beside, Value::write),
        },
    },
    value!("speed", View, speed: super::Speed),
    value!("field", View, field: super::Field),
    value!("lines", View, lines: super::Lines),
    value!("separator", View, separator: super::Separator),
    // The Boolean functions of two inputs that were seen, one bit each.
    range!("found", View, found: u32, integer, 0 => 0xffff),
    value!("loss-scale", View, loss_scale: super::Scale),
    value!("view", View, view: super::View),
    value!("measure", View, measure: super::Measure),
    value!("links", View, links: super::Links),
    value!("curves", View, curves: super::Curves),
    range!("morph", View, morph: f32, number, 0.0 => 1.0),
    range!("layer", View, layer: usize, integer, 1 => LAYERS),
    value!("axes", View, axes: super::Axes),
    Row {
        name: "pair",
        effect: Effect::View,
        allowed: || format!("i,j: 1..{UNITS}, i ≠ j"),
        read: |settings, text| {
            let units = list(text, |unit| integer(unit, 1, UNITS), 2)?;
            let pair: [usize; 2] = units.try_into().ok()?;
            put(&mut settings.pair, (pair[0] != pair[1]).then_some(pair))
        },
        write: |settings| join(&settings.pair, usize::to_string),
    },
    range!("warp", View, warp: f32, number, 0.0 => 1.0),
    value!("spread", View, spread: spread::Quantity),
    value!("spread-activation", View, spread_activation: Activation),
    range!("spread-layers", View, spread_layers: usize, integer, 1 => *spread::LAYERS.end()),
    range!("spread-units", View, spread_units: usize, integer, 1 => *spread::UNITS.end()),
    range!("spread-input", View, spread_input: f32, number, 0.01 => 10.0),
    range!("temperature", View, temperature: f32, number, 0.1 => 10.0),
    Row {
        name: "place",
        effect: Effect::View,
        allowed: || "x1,x2".to_string(),
        read: |settings, text| {
            let (x1, x2) = text.split_once(',')?;
            let [x1, x2] = [x1, x2].map(|x| number(x, -LIMIT, LIMIT));
            put(&mut settings.place, x1.zip(x2).map(|(x1, x2)| [x1, x2]))
        },
        write: |settings| join(&settings.place, |x| x.text()),
    },
    value!("cell", View, cell: Option<super::Cell>),
    value!("walk", View, walk: super::Sample),
    range!("walk-stage", View, walk_stage: usize, integer, 1 => 9999),
    value!("walk-asks", View, walk_asks: super::Asking),
    value!("surface", View, surface: super::Ground),
    range!("surface-zoom", View, surface_zoom: u32, integer, 1 => 32),
    value!("select", View, select: super::Selection),
    value!("tool", View, tool: super::Tool),
    range!("class", View, class: u8, integer, 0 => CLASSES as u8 - 1),
    value!("lesson", View, lesson: super::Lesson),
];

/// The row of the setting of this name.
pub fn row(name: &str) -> Option<&'static Row> {
    TABLE.iter().find(|row| row.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values to try for each setting: the ends of its range and every word.
    fn allowed(row: &Row) -> Vec<&'static str> {
        match row.name {
            "task" => vec!["classification", "regression"],
            "curve" => crate::data::curve::Curve::ALL.map(crate::data::curve::Curve::name).to_vec(),
            "hold" => vec!["none", "1.1.0", "1.2.1,2.1.0,2.1.16"],
            "dataset" => crate::data::preset::Preset::ALL.map(crate::data::preset::Preset::name).to_vec(),
            "count" => vec!["4", "200", "2000"],
            "data-seed" | "seed" => vec!["0", "4294967295"],
            "train" => vec!["0.1", "0.7", "1"],
            "classes" => vec!["2", "6"],
            "model" => vec!["network", "perceptron"],
            "hidden" => vec!["0", "1", "16,1,16", "8,8,8,8,8,8,8,8"],
            "activation" => vec!["sigmoid", "tanh", "relu", "leaky", "linear", "relu,tanh"],
            "init" => vec!["zeros", "normal", "fan-in", "glorot", "he"],
            "rate" => vec!["0.00001", "0.03", "10"],
            "batch" => vec!["1", "5000", "full"],
            "optimizer" => vec!["gd", "momentum", "adam"],
            "momentum" => vec!["0", "0.999"],
            "noise" | "slope" | "l1" | "l2" => vec!["0", "0.001", "1"],
            "compare" => vec!["none", "activation", "init", "rate", "table", "model"],
            "beside" => vec!["none", "linear", "relu,tanh"],
            "speed" => vec!["1", "1000", "max"],
            "field" => vec!["smooth", "hard"],
            "separator" => vec!["hide", "show"],
            "found" => vec!["0", "512", "65535"],
            "loss-scale" => vec!["linear", "log"],
            "view" => {
                let words = ["none", "gradients", "activations", "layers", "spread", "variance"];
                [&words[..], &["hidden", "decision", "softmax", "backpropagation", "surface"]].concat()
            }
            "lines" | "walk-asks" => vec!["off", "on"],
            "axes" => vec!["components", "units"],
            "pair" => vec!["1,2", "16,1"],
            "measure" => vec!["norm", "delta"],
            "links" => vec!["weights", "gradient"],
            "curves" => vec!["own", "all", "morph"],
            "morph" | "warp" => vec!["0", "0.5", "1"],
            "layer" => vec!["1", "8"],
            "spread" => vec!["preactivation", "output", "gradient"],
            "spread-activation" => vec!["sigmoid", "tanh", "relu", "leaky", "linear"],
            "spread-layers" => vec!["1", "50"],
            "spread-units" => vec!["1", "500"],
            "spread-input" => vec!["0.01", "0.2", "10"],
            "temperature" => vec!["0.1", "1", "2.5", "10"],
            "place" => vec!["0,0", "-1.5,0.25", "1000000,-1000000"],
            "cell" => vec!["none", "train.0.1", "test.5.5"],
            "walk" => vec!["next", "0", "4999"],
            "walk-stage" => vec!["1", "9999"],
            "surface" => vec!["first", "1.1.1,1.1.2", "2.1.0,9.16.16"],
            "surface-zoom" => vec!["1", "32"],
            "select" => vec!["none", "1.1", "9.16", "2.3.0", "1.4.2"],
            "tool" => vec!["add", "erase", "spray"],
            "class" => vec!["0", "5"],
            "lesson" => vec!["none", "hidden-layers", "l2"],
            other => panic!("{other}: say here which values to try"),
        }
    }

    #[test]
    fn every_setting_reads_what_it_writes() {
        for row in &TABLE {
            for text in allowed(row) {
                let mut settings = Settings::default();
                assert!((row.read)(&mut settings, text).is_some(), "{}={text}", row.name);
                assert_eq!((row.write)(&settings), text, "{}", row.name);
            }
            let default = (row.write)(&Settings::default());
            assert!((row.read)(&mut Settings::default(), &default).is_some(), "{}={default}", row.name);
        }
    }

    #[test]
    fn a_value_out_of_range_changes_nothing() {
        let bad = [
            "",
            " ",
            "x",
            "-1",
            "1e999",
            "NaN",
            "inf",
            "-inf",
            "99999999999",
            "4,",
            ",4",
            "17",
            "0.0.0",
            "+3",
        ];
        for row in &TABLE {
            for text in bad {
                let mut settings = Settings::default();
                if (row.read)(&mut settings, text).is_none() {
                    assert_eq!(settings, Settings::default(), "{}={text}", row.name);
                } else {
                    // To a lesson's name the lab has nothing to say.
                    let is_name = row.name == "lesson" && text.bytes().all(|byte| byte.is_ascii_lowercase());
                    let is_taken = is_name || matches!(text, "17" | "99999999999" | "+3");
                    assert!(is_taken, "{}={text} was taken", row.name);
                }
            }
            assert!(!(row.allowed)().is_empty());
        }
    }
}
