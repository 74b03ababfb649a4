//! The curve of an output among the activations: it is what the output computes, as its census counts it.

use frontera::figure::activation::{self, Curves, Plot};
use frontera::figure::field::Field;
use frontera::figure::frame::Size;
use frontera::figure::histograms;
use frontera::figure::marks::{Mark, Marks};
use frontera::figure::network::{self, Look};
use frontera::figure::palette::{Palette, Theme};
use frontera::figure::representation::Representation;
use frontera::figure::sigmoid;
use frontera::lab::Lab;
use frontera::nn::activation::Activation;
use frontera::nn::samples::Samples;

use crate::activation_figures::{SIZES, TINY, census, check};

#[test]
fn the_outputs_curve_is_what_it_computes_and_is_shaded_as_its_census_counts() {
    let palette = Palette::new(Theme::Light);
    let mut marks = Marks::new();
    for (link, expected) in [
        ("hidden=0", Curves::Probability),
        ("hidden=0&activation=relu&dataset=xor", Curves::Probability),
        ("hidden=0&dataset=arms", Curves::None),
        ("model=perceptron&hidden=4&dataset=and", Curves::Threshold),
        ("model=perceptron&dataset=arms", Curves::None),
        ("task=regression&hidden=0", Curves::One(Activation::Linear)),
    ] {
        let lab = Lab::opened(link);
        let curves = Curves::of_layer(lab.network(), 0);
        assert_eq!(curves, expected, "{link}");
        for size in SIZES.into_iter().chain(TINY) {
            let plot = Plot { curves, slope: 0.01, preactivations: None };
            activation::draw(&plot, &palette, size, &mut marks);
            check(&marks, size, link);
            assert!(!marks.iter().any(|mark| matches!(mark, Mark::Areas(..))), "{link}: shaded");
        }
        // However far out the weights bring its pre-activations, nothing of it counts as saturated.
        let mut network = lab.network().clone();
        let far = vec![50.0; network.parameters().len()];
        network.set_parameters(&far).unwrap();
        let mut samples = Samples::new(network.shape().inputs, network.shape().outputs);
        samples.push(&[1.0, 1.0][..network.shape().inputs], &vec![1.0; network.shape().outputs]);
        assert_eq!(census(&network, &samples).layers()[0].saturated().to_bits(), 0, "{link}");
    }
    let lab = Lab::opened("hidden=3,2&activation=relu,tanh");
    let drawn = [0, 1, 2].map(|layer| Curves::of_layer(lab.network(), layer));
    assert_eq!(drawn, [Curves::One(Activation::Relu), Curves::One(Activation::Tanh), Curves::Probability]);
}

#[test]
fn what_is_no_probability_is_not_called_one() {
    let size = Size { width: 700.0, height: 500.0 };
    let (palette, mut marks) = (Palette::new(Theme::Light), Marks::new());
    let names = |marks: &Marks| {
        let count = |with| {
            marks
                .iter()
                .filter(|mark| matches!(mark, Mark::Text(_, _, text) if text.starts_with(with)))
                .count()
        };
        [count('μ'), count('ŷ')]
    };
    for (link, expected) in [("task=regression", [0, 1]), ("", [1, 0])] {
        let mut lab = Lab::opened(&format!("{link}&view=layers"));
        lab.count(0);
        histograms::draw(None, lab.snapshot().counted.unwrap().now().layers(), &palette, size, &mut marks);
        assert_eq!(names(&marks), expected, "{link}");
    }
    for (link, expected) in [("model=perceptron", false), ("", true)] {
        let mut lab = Lab::opened(&format!("{link}&view=decision"));
        let mut representation = Representation::new();
        representation.update(&lab.snapshot());
        sigmoid::draw(&lab.snapshot(), &representation, &palette, size, &mut marks);
        assert_eq!(names(&marks)[0] > 0, expected, "{link}");
    }
    for (link, expected) in [("dataset=arms&model=perceptron", [0, 3]), ("dataset=arms", [3, 0])] {
        let mut lab = Lab::opened(link);
        network::draw(&lab.snapshot(), &Field::new(), Look::default(), &palette, size, &mut marks);
        assert_eq!(names(&marks), expected, "{link}");
    }
}
