use super::*;
use crate::nn::activation::Activation;
use crate::nn::initialization::Initialization;
use crate::nn::objective::Objective;
use crate::nn::shape::Shape;

fn network(hidden: &[usize], outputs: usize) -> Network<f32> {
    let hidden = hidden.iter().map(|&units| (units, Activation::Tanh)).collect();
    let objective = Objective::BinaryCrossEntropy;
    Network::new(Shape { inputs: 2, hidden, outputs, objective, slope: 0.01 }, Initialization::Zeros, 1)
}

const HIDDEN: [&[usize]; 6] = [&[], &[1], &[4], &[8, 8], &[16, 16, 16], &[16, 1, 8, 8, 8, 8, 8, 8]];
const SIZES: [[f32; 2]; 4] = [[320.0, 240.0], [580.0, 400.0], [640.0, 384.0], [900.0, 500.0]];

fn layouts() -> impl Iterator<Item = (Network<f32>, Layout, Size)> {
    HIDDEN.into_iter().flat_map(|hidden| {
        SIZES.into_iter().flat_map(move |[width, height]| {
            [1, 6].map(|outputs| {
                let (network, size) = (network(hidden, outputs), Size { width, height });
                (network.clone(), Layout::new(&network, size), size)
            })
        })
    })
}

#[test]
fn units_lie_within_the_figure_and_apart() {
    for (_, layout, size) in layouts() {
        for column in 0..layout.columns() {
            let squares: Vec<Rect> =
                (0..layout.units(column)).map(|unit| layout.unit(column, unit)).collect();
            for square in &squares {
                assert!(square.x >= 0.0 && square.right() <= size.width, "{layout:?}");
                assert!(square.y >= 0.0 && square.bottom() <= size.height, "{layout:?}");
                let middle = (column as f32 + 0.5) / layout.columns() as f32 * size.width;
                assert!((square.centre()[0] - middle).abs() <= 1.0);
            }
            assert!(squares.windows(2).all(|pair| pair[1].y - pair[0].bottom() >= 1.0), "{layout:?}");
        }
    }
}

#[test]
fn a_press_finds_what_is_drawn_there() {
    for (network, layout, _) in layouts() {
        for (layer, sizes) in network.layers().iter().enumerate() {
            for unit in 0..sizes.units {
                let [x, y] = layout.unit(layer + 1, unit).centre();
                assert_eq!(layout.hit(x, y, 22.0), Selection::Unit { layer, unit });
                let [x, y] = layout.bias(layer, unit).centre();
                assert_eq!(layout.hit(x, y, 10.0), Selection::Weight { layer, unit, input: 0 });
                for input in 0..sizes.inputs {
                    let [from, to] = layout.link(layer, unit, input);
                    // Near its end a link is hidden by its neighbours, in the middle by those that cross it:
                    // somewhere it is alone.
                    let found = (1..100).any(|k| {
                        let [x, y] =
                            [0, 1].map(|axis| from[axis] + (to[axis] - from[axis]) * k as f32 / 100.0);
                        layout.hit(x, y, 10.0) == Selection::Weight { layer, unit, input: input + 1 }
                    });
                    assert!(found, "{layout:?} {layer} {unit} {input}");
                }
            }
        }
    }
}

#[test]
fn inputs_and_empty_places_select_nothing() {
    let network = network(&[4], 1);
    let layout = Layout::new(&network, Size { width: 600.0, height: 360.0 });
    assert_eq!(layout.hit(2.0, 2.0, 10.0), Selection::None);
    let [x, y] = layout.unit(0, 0).centre();
    assert_eq!(layout.hit(x, y, 10.0), Selection::None);
}

#[test]
fn a_figure_without_room_does_no_harm() {
    let network = network(&[16, 16], 6);
    let layout = Layout::new(&network, Size { width: 0.0, height: 0.0 });
    layout.hit(0.0, 0.0, 10.0);
    assert!(layout.unit(1, 15).x.is_finite());
}
