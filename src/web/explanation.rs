//! The figure of the explanation that is open: which one the settings ask for, and of what.

use crate::figure::activation::{self, Plot};
use crate::figure::frame::Size;
use crate::figure::marks::Marks;
use crate::figure::palette::Palette;
use crate::figure::representation::{self, Representation};
use crate::figure::{gradient, histograms, network, sigmoid, softmax, spread, surface, variance};
use crate::lab::settings::{Curves, Settings, View};
use crate::lab::snapshot::Snapshot;

/// Draws it into `marks`; nothing where none is open, or what it shows is not measured yet.
pub fn draw(snapshot: &Snapshot<'_>, palette: &Palette, size: Size, marks: &mut Marks) {
    let settings = snapshot.settings;
    marks.clear();
    match (settings.view, snapshot.counted) {
        (View::Gradients, _) => gradient::draw(snapshot, palette, size, marks),
        (View::Activations, counted) => {
            let layer = layer(settings);
            let counted = counted.and_then(|counted| counted.now().layers().get(layer));
            let plot = Plot {
                curves: match settings.curves {
                    Curves::Own => activation::Curves::of_layer(snapshot.network, layer),
                    Curves::All => activation::Curves::All,
                    Curves::Morph => activation::Curves::Morph(settings.morph),
                },
                slope: settings.slope,
                preactivations: counted.map(|layer| &layer.preactivations),
            };
            activation::draw(&plot, palette, size, marks);
        }
        (View::Layers, Some(counted)) => {
            histograms::draw(Some(counted.start()), counted.now().layers(), palette, size, marks);
        }
        (View::Spread, _) => {
            if let Some(study) = snapshot.study.spread() {
                spread::draw(study, settings.spread, settings.init, palette, size, marks);
            }
        }
        (View::Variance, _) => {
            if let Some(study) = snapshot.study.variance() {
                variance::draw(study, settings.init, palette, size, marks);
            }
        }
        (View::Softmax, _) => softmax::draw(snapshot, palette, size, marks),
        (View::Backpropagation, _) => network::walk::draw(snapshot, palette, size, marks),
        (View::Surface, _) => surface::draw(snapshot, palette, size, marks),
        // Those that show the points elsewhere are drawn from what the layer makes of them.
        (View::None | View::Layers | View::Hidden | View::Decision, _) => {}
    }
}

/// Draws the figure that shows the points where the hidden layer or the output puts them: the hidden plane, or the sigmoid.
pub fn draw_linked(
    snapshot: &Snapshot<'_>,
    representation: &mut Representation,
    palette: &Palette,
    size: Size,
    marks: &mut Marks,
) {
    representation.update(snapshot);
    if snapshot.settings.view == View::Hidden {
        representation::draw(snapshot, representation, palette, size, marks);
    } else {
        sigmoid::draw(snapshot, representation, palette, size, marks);
    }
}

/// The hidden layer that is looked at, from 0: the last one where there are fewer, and the output where there is none.
fn layer(settings: &Settings) -> usize {
    settings.layer.min(settings.hidden_layers().len()).saturating_sub(1)
}
