//! How each figure is drawn on its canvas.

use wasm_bindgen::JsValue;

use super::{Figure, Screen, Screens, counts};
use crate::figure::{gradient, loss, network, plane, regression, sigmoid};
use crate::lab::Lab;
use crate::lab::counted::Counted;
use crate::lab::settings::{Links, Task};
use crate::lab::snapshot::Snapshot;
use crate::nn::census::Census;
use crate::web::explanation;

impl Screens {
    /// Draws the figure that the page begins with, the plane.
    pub(super) fn draw_first(&mut self, index: usize, lab: &mut Lab) -> Result<(), JsValue> {
        let Self { all, field, palette, .. } = self;
        let Screen { canvas, marks, .. } = &mut all[index];
        let snapshot = lab.evaluated(lab.front());
        plane::begin(&snapshot, field, palette, canvas.size(), marks);
        canvas.paint(marks)
    }

    /// Draws any figure.
    ///
    /// # Errors
    /// What the browser says where it refuses to paint.
    pub(in crate::web) fn draw(&mut self, index: usize, lab: &mut Lab) -> Result<(), JsValue> {
        let Self {
            all, field, rivals, representation, representations, palette, curves, rival_curves, ..
        } = self;
        let Screen { figure, canvas, marks, .. } = &mut all[index];
        let size = canvas.size();
        if *figure == Figure::View {
            lab.find_slopes();
        }
        let snapshot = match *figure {
            Figure::RivalPlane(rival) | Figure::RivalGradient(rival) => lab.snapshot_of(rival),
            _ => lab.snapshot(),
        };
        let is_regression = snapshot.settings.task == Task::Regression;
        match *figure {
            Figure::Plane if is_regression => {
                curves.update(&snapshot);
                regression::draw(&snapshot, curves, true, palette, size, marks);
            }
            Figure::RivalPlane(rival) if is_regression => {
                let curves = &mut rival_curves[rival];
                curves.update(&snapshot);
                regression::draw(&snapshot, curves, false, palette, size, marks);
            }
            Figure::Plane | Figure::Input => {
                field.trace();
                plane::draw(&snapshot, field, palette, size, marks);
            }
            Figure::View if snapshot.settings.view.links_points() => {
                explanation::draw_linked(&snapshot, representation, palette, size, marks);
            }
            Figure::Sigmoid => {
                representation.update(&snapshot);
                sigmoid::draw(&snapshot, representation, palette, size, marks);
            }
            Figure::Network => {
                let look = look(&snapshot);
                if is_regression {
                    curves.update(&snapshot);
                    network::draw_curves(&snapshot, curves, look, palette, size, marks);
                } else {
                    network::draw(&snapshot, field, look, palette, size, marks);
                }
            }
            Figure::Loss => loss::draw(&snapshot, palette, size, marks),
            Figure::View => explanation::draw(&snapshot, palette, size, marks),
            Figure::RivalPlane(rival) => {
                rivals[rival].trace();
                plane::draw(&snapshot, &rivals[rival], palette, size, marks);
            }
            // What is looked at closer is looked at in every run.
            Figure::RivalGradient(_) if counts(snapshot.settings.view) => {
                explanation::draw(&snapshot, palette, size, marks);
            }
            Figure::RivalGradient(rival) if snapshot.settings.view.links_points() => {
                explanation::draw_linked(&snapshot, &mut representations[rival], palette, size, marks);
            }
            Figure::RivalGradient(_) => gradient::draw(&snapshot, palette, size, marks),
        }
        canvas.paint(marks)
    }
}

/// What the network's diagram shows of what its units do with the training points.
fn look<'a>(snapshot: &Snapshot<'a>) -> network::Look<'a> {
    let now = snapshot.counted.map(Counted::now);
    let gradient = now.map(|now| now.gradient().parameters());
    network::Look {
        gradient: gradient.filter(|_| snapshot.settings.links == Links::Gradient),
        states: now.map(Census::states),
    }
}
