//! Pictures of a lab: a snapshot goes in, marks come out.
//!
//! A figure never trains, never reads the page and knows no words: it draws numerals and symbols, so that no
//! picture needs translating. What a network says over the plane is computed once, in [`field`], and every
//! figure draws from that.

pub mod activation;
mod bars;
pub mod contour;
pub mod field;
pub mod frame;
pub mod histograms;
pub mod loss;
pub mod marks;
pub mod network;
pub mod palette;
pub mod plane;
mod png;
pub mod svg;
mod ticks;
