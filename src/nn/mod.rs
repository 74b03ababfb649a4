//! The lecture's mathematics: networks, their gradients and their training, with no notion of points, pages or time.

pub mod activation;
pub mod census;
pub mod components;
pub mod draws;
pub mod gradient;
pub mod identical;
pub mod initialization;
mod lanes;
pub mod network;
pub mod objective;
pub mod optimizer;
pub mod pass;
pub mod perceptron;
mod product;
pub mod samples;
pub mod saturation;
pub mod scalar;
pub mod shape;
pub mod softmax;
pub mod spread;
pub mod surface;
pub mod terms;
pub mod trainer;
pub mod variance;
pub mod walk;
pub mod watch;
