//! The figure of regression: curves that add up, handles that agree with the formula, and marks that are always finite.

use frontera::figure::frame::Size;
use frontera::figure::marks::{Mark, Marks};
use frontera::figure::network::{self, Look};
use frontera::figure::palette::{Palette, Theme};
use frontera::figure::regression::{self, Curves, Handle, Placed};
use frontera::lab::Lab;
use frontera::lab::settings::{Selection, Value};
use proptest::prelude::*;

const SIZE: Size = Size { width: 640.0, height: 480.0 };

fn lab(link: &str) -> Lab {
    let mut lab = Lab::opened(&format!("task=regression&{link}"));
    while lab.is_training() {
        lab.advance(100);
    }
    lab
}

fn curves(lab: &mut Lab) -> Curves {
    let mut curves = Curves::new();
    curves.update(&lab.snapshot());
    curves
}

fn draw(lab: &mut Lab) -> Marks {
    let mut marks = Marks::new();
    let curves = curves(lab);
    regression::draw(&lab.snapshot(), &curves, true, &Palette::new(Theme::Light), SIZE, &mut marks);
    marks
}

fn handles(lab: &mut Lab) -> Vec<Placed> {
    let curves = curves(lab);
    regression::all(&lab.snapshot(), &curves)
}

fn parameter(lab: &Lab, [layer, unit, input]: [usize; 3]) -> f32 {
    lab.network().parameters()[lab.network().index(layer, unit, input).unwrap()]
}

/// Drags a handle as the page does.
fn drag(lab: &mut Lab, handle: Handle, to: [f32; 2]) {
    let placed = handles(lab).into_iter().find(|placed| placed.handle == handle).unwrap();
    let write = |[layer, unit, input]: [usize; 3]| Selection::Weight { layer, unit, input }.write();
    let places: Vec<String> = handle.places(lab.network()).into_iter().map(write).collect();
    lab.apply(&format!("grip={}", places.join(","))).unwrap();
    for (place, value) in regression::drag(&placed, lab.network(), to) {
        lab.apply(&format!("weight={},{value}", write(place))).unwrap();
    }
    lab.apply("release").unwrap();
}

fn at(lab: &mut Lab, handle: Handle) -> [f32; 2] {
    handles(lab).into_iter().find(|placed| placed.handle == handle).unwrap().at
}

#[test]
fn the_curves_add_up_to_the_fit_of_every_network() {
    for activation in ["sigmoid", "tanh", "relu", "leaky", "linear"] {
        for hidden in ["0", "1", "5", "16", "3,4", "2,2,2,2"] {
            for init in ["normal", "glorot"] {
                let mut lab =
                    lab(&format!("hidden={hidden}&activation={activation}&init={init}&seed=3&step=3"));
                let (curves, bias) = (curves(&mut lab), lab.network().output_weights().0);
                assert_eq!(curves.terms().len(), lab.network().output_weights().1.len());
                for (k, fit) in curves.fit().iter().enumerate() {
                    let sum = curves.terms().fold(f64::from(bias), |sum, term| sum + f64::from(term[k]));
                    let size = f64::from(fit.abs().max(1.0));
                    assert!(
                        (sum - f64::from(*fit)).abs() < 1e-5 * size,
                        "{activation} {hidden}: {sum} {fit}"
                    );
                }
                // The fit is the network's own answer.
                for k in [0, 100, 255] {
                    lab.apply(&format!("probe={},0", curves.x()[k])).unwrap();
                    let mut text = String::new();
                    lab.read_out(&mut text);
                    let fit = text.lines().find_map(|line| line.strip_prefix("probe-fit=")).unwrap();
                    assert_eq!(fit.parse::<f32>().unwrap().to_bits(), curves.fit()[k].to_bits());
                }
            }
        }
    }
}

#[test]
fn handles_are_where_the_formula_says_and_move_its_numbers() {
    for activation in ["sigmoid", "tanh", "relu", "leaky"] {
        let mut lab = lab(&format!("hidden=2&activation={activation}&select=1.1"));
        for command in ["weight=2.1.0,0.5", "weight=2.1.1,1.2", "weight=1.1.1,2", "weight=1.1.0,-1"] {
            lab.apply(command).unwrap();
        }
        lab.apply("release").unwrap();
        assert!((at(&mut lab, Handle::Height)[1] - 0.5).abs() < 1e-6);
        assert!((at(&mut lab, Handle::Shift(0))[0] - 0.5).abs() < 1e-6, "−b/v");
        drag(&mut lab, Handle::Height, [9.0, -1.25]);
        assert_eq!((parameter(&lab, [1, 0, 0]), at(&mut lab, Handle::Height)[1]), (-1.25, -1.25));
        drag(&mut lab, Handle::Shift(0), [-0.75, 9.0]);
        assert_eq!((parameter(&lab, [0, 0, 0]), parameter(&lab, [0, 0, 1])), (1.5, 2.0));
        assert!((at(&mut lab, Handle::Shift(0))[0] + 0.75).abs() < 1e-6);
        drag(&mut lab, Handle::Slope(0), [0.25, 9.0]);
        let reach = if activation == "sigmoid" { 2.0 } else { 1.0 };
        assert!((parameter(&lab, [0, 0, 1]) - reach).abs() < 1e-6);
        assert!((at(&mut lab, Handle::Shift(0))[0] + 0.75).abs() < 1e-3, "the place stays");
        assert!((at(&mut lab, Handle::Slope(0))[0] - 0.25).abs() < 1e-3, "it is where it was dragged");
        let x = at(&mut lab, Handle::Stretch(0))[0];
        drag(&mut lab, Handle::Stretch(0), [x, 1.5]);
        let curves = curves(&mut lab);
        let k = curves.x().iter().position(|other| *other >= x).unwrap();
        assert!((curves.terms().next().unwrap()[k] - 1.5).abs() < 5e-3, "{activation}");
    }
}

#[test]
fn only_what_can_be_moved_has_a_handle() {
    let kinds =
        |link: &str| -> Vec<Handle> { handles(&mut lab(link)).iter().map(|placed| placed.handle).collect() };
    let base = "hidden=2&activation=sigmoid&init=normal";
    assert_eq!(kinds(base), [Handle::Height, Handle::Shift(0), Handle::Shift(1)]);
    assert_eq!(kinds(&format!("{base}&hold=2.1.0,1.2.0")), [Handle::Height, Handle::Shift(0)].split_at(1).1);
    let chosen = [Handle::Height, Handle::Shift(0), Handle::Slope(0), Handle::Stretch(0), Handle::Shift(1)];
    for select in ["1.1", "1.1.0", "1.1.1", "2.1.1"] {
        assert_eq!(kinds(&format!("{base}&select={select}")), chosen, "{select}");
    }
    assert_eq!(kinds("hidden=2&init=zeros"), [Handle::Height], "there is no −b/v where v = 0");
    assert_eq!(kinds("hidden=3,2&select=1.1").len(), 3);
    assert_eq!(kinds("hidden=0"), [Handle::Height, Handle::Stretch(0)]);
}

#[test]
fn a_handle_is_hit_within_reach_and_the_nearest_one_wins() {
    let mut lab = lab("hidden=2&activation=sigmoid&init=normal");
    let placed = handles(&mut lab);
    let frame = regression::frame(lab.window(), SIZE);
    for one in &placed {
        let [x, y] = frame.pixel(one.at);
        let found = regression::hit(&placed, frame, [x + 1.0, y - 1.0], 10.0).unwrap();
        assert_eq!(found.handle, one.handle);
    }
    assert_eq!(regression::hit(&placed, frame, [-100.0, -100.0], 10.0), None);
}

/// How many lines, areas, dots and texts there are in all.
fn count(marks: &Marks) -> usize {
    marks
        .iter()
        .map(|mark| if let Mark::Layer(_, layer) = mark { layer.marks().iter().count() } else { 1 })
        .sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn marks_are_finite_whatever_the_network(
        hidden in prop::sample::select(vec!["0", "1", "16", "3,2", "8,8,8,8,8,8,8,8"]),
        activation in prop::sample::select(vec!["sigmoid", "tanh", "relu", "leaky", "linear"]),
        scale in prop::sample::select(vec![0.0f32, 1e-6, 1.0, 50.0, 1e6, -1e6]),
        at in prop::array::uniform2(-1e6f32..1e6),
        place in 0usize..400,
    ) {
        let mut lab = lab(&format!("hidden={hidden}&activation={activation}&init=normal&select=none"));
        let network = lab.network().clone();
        for (index, layer) in network.layers().iter().enumerate() {
            for unit in 0..layer.units {
                for input in 0..=layer.inputs.min(2) {
                    let name = Selection::Weight { layer: index, unit, input }.write();
                    lab.apply(&format!("weight={name},{scale}")).unwrap();
                }
            }
        }
        lab.apply(&format!("select={}.1", network.layers().len().saturating_sub(1).max(1))).unwrap();
        lab.apply(&format!("crosshair={},{}", at[0] / 2e5, at[1] / 2e5)).unwrap();
        let marks = draw(&mut lab);
        prop_assert!(marks.is_finite() && count(&marks) > 10);
        let (curves, mut marks) = (curves(&mut lab), Marks::new());
        network::draw_curves(&lab.snapshot(), &curves, Look::default(), &Palette::new(Theme::Dark), SIZE, &mut marks);
        prop_assert!(marks.is_finite() && count(&marks) > 5);
        let all = handles(&mut lab);
        let placed = all[place % all.len()];
        for (_, value) in regression::drag(&placed, lab.network(), at) {
            prop_assert!(value.abs() <= 1e6, "{placed:?} to {at:?}: {value}");
        }
    }
}
