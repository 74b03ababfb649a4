//! What a figure may see: the state of a lab at one moment, borrowed.

use super::counted::Counted;
use super::history::History;
use super::run::Turn;
use super::settings::{Place, Settings};
use super::softmax::Softmax;
use super::study::Study;
use super::surface::Surfaced;
use super::walk::Walked;
use crate::data::point::{Point, Window};
use crate::data::separable::Verdict;
use crate::nn::network::Network;

/// The lab as it stands between two steps.
#[derive(Clone, Copy, Debug)]
pub struct Snapshot<'a> {
    /// All settings.
    pub settings: &'a Settings,
    /// All points, training and test.
    pub points: &'a [Point],
    /// The class that the network gives each point, in the same order.
    pub predicted: &'a [u8],
    /// The part of the plane that is shown.
    pub window: Window,
    /// The network.
    pub network: &'a Network<f32>,
    /// A number that changes whenever the network's parameters or shape do: pictures of the network are kept by it.
    pub network_revision: u64,
    /// The number of steps taken.
    pub step: u64,
    /// The losses so far.
    pub history: &'a History,
    /// What the units did with the training points when they were last counted, if they were.
    pub counted: Option<&'a Counted>,
    /// The measurements apart from the network.
    pub study: &'a Study,
    /// Whether a line separates the training points, and which one does it best.
    pub verdict: &'a Verdict,
    /// The point that a perceptron's last step was about, where steps are slow enough to be seen.
    pub turn: Option<Turn>,
    /// Where the plane is being read out.
    pub probe: Option<[f32; 2]>,
    /// Whether the probe was placed by keyboard, and needs a crosshair to be seen.
    pub crosshair: bool,
    /// The point that the pointer holds.
    pub held: Option<usize>,
    /// The parameters that are held because a hand is on them, not by a lock.
    pub grip: &'a [Place],
    /// The point at the probe, where figures that are seen show the points in several places.
    pub lit: Option<usize>,
    /// The training step that is looked at number by number.
    pub walked: Option<Walked<'a>>,
    /// The softmax where it is read out, while it is looked at.
    pub softmax: Option<&'a Softmax>,
    /// The loss over two parameters.
    pub surfaced: Option<Surfaced<'a>>,
}
