//! What a pointer or a key does on a figure, turned into commands: only here is it known where on the figures things are.

use super::fields::Fields;
use super::screens::Figure;
use super::shell::Shell;
use crate::data::decimal::Shortest;
use crate::figure::network::{Layout, Move, neighbour};
use crate::figure::{plane, regression, softmax, surface};
use crate::lab::settings::{Place, Selection, Task, Tool, Value, View, write_place};
use crate::lab::surface::Surfaced;

/// How far an arrow key moves the crosshair, as a share of the window's side; with shift, five times as far.
const NUDGE: f32 = 0.02;

impl Shell {
    /// Turns what a pointer does on a figure into a command.
    pub(super) fn pointer(&mut self, message: &Fields) {
        let at = [message.number("x"), message.number("y")];
        let (phase, reach) = (message.text("phase"), message.number("reach"));
        match Figure::from_name(&message.text("figure")) {
            // It is let go whatever the figure shows by now.
            Some(Figure::View) if phase == "release" && self.rolled.is_some() => {
                self.rolled = None;
                self.command("release");
            }
            Some(figure @ (Figure::Plane | Figure::Input)) => {
                let size = self.screens.size(figure);
                let frame = match self.lab.settings().task {
                    Task::Regression if figure == Figure::Plane => regression::frame(self.lab.window(), size),
                    _ => plane::frame(self.lab.window(), size),
                };
                let (unit, pixels) = (frame.unit(at), reach);
                let ([x1, x2], reach) = (unit.map(Shortest), Shortest(frame.length(reach)));
                match phase.as_str() {
                    // Beside the bars the plane is there to be read.
                    "press" | "drag" if figure == Figure::Input && self.lab.shows_softmax() => {
                        self.command(&format!("place={x1},{x2}"));
                        self.command(&format!("probe={x1},{x2}"));
                    }
                    "press" if !message.flag("erase") && self.grab(at, pixels) => {}
                    "drag" | "release" if self.grabbed.is_some() => self.drag_handle(&phase, unit),
                    "press" | "drag" if message.flag("erase") => {
                        // A stroke begins where it is pressed, not where the keyboard holds a point.
                        if phase == "press" {
                            self.command("release");
                        }
                        self.command(&format!("erase={x1},{x2},{reach}"));
                    }
                    "press" => self.command(&format!("press={x1},{x2},{reach}")),
                    "drag" => {
                        self.command(&format!("drag={x1},{x2}"));
                        // What is moved in one figure is read out in the others.
                        if self.lab.settings().view.links_points() {
                            self.command(&format!("probe={x1},{x2}"));
                        }
                    }
                    "release" => self.command("release"),
                    "hover" => self.command(&format!("probe={x1},{x2}")),
                    _ => self.command("probe=none"),
                }
            }
            Some(Figure::Network) if phase == "press" => {
                let layout = Layout::new(self.lab.network(), self.screens.size(Figure::Network));
                let select = layout.hit(at[0], at[1], reach);
                self.command(&format!("select={}", select.write()));
                self.span(select);
            }
            Some(Figure::View) if self.lab.settings().view == View::Surface => self.roll(&phase, at),
            Some(Figure::View) if phase == "press" && self.lab.settings().view == View::Backpropagation => {
                let layout = Layout::new(self.lab.network(), self.screens.size(Figure::View));
                if let Some(stage) = self.lab.stage_of(layout.hit(at[0], at[1], reach)) {
                    self.command(&format!("walk-stage={stage}"));
                }
            }
            Some(Figure::View) if phase == "press" && self.lab.shows_softmax() => {
                let size = self.screens.size(Figure::View);
                let class = softmax::hit(size, self.lab.settings().classes, at);
                self.show_class(class.filter(|_| class != self.class_shown()));
            }
            // A point that is found elsewhere is read out where it lies in the plane, and so lit everywhere.
            Some(figure @ (Figure::View | Figure::Sigmoid)) if self.lab.settings().view.links_points() => {
                let found = match phase.as_str() {
                    "press" | "hover" => self.screens.point_at(&self.lab, figure, at, reach),
                    "leave" => None,
                    _ => return,
                };
                match found.and_then(|index| self.lab.points().get(index)).map(|point| point.x) {
                    Some(x) => {
                        let [x1, x2] = x.map(Shortest);
                        self.command(&format!("probe={x1},{x2}"));
                    }
                    None => self.command("probe=none"),
                }
            }
            _ => {}
        }
    }

    /// The class whose output unit is selected among several.
    fn class_shown(&self) -> Option<usize> {
        match self.lab.settings().select {
            Selection::Unit { layer, unit } if layer + 1 == self.lab.network().layers().len() => Some(unit),
            _ => None,
        }
    }

    /// Shows a class alone in the plane, or all of them. Of two classes there is one output for both.
    fn show_class(&mut self, class: Option<usize>) {
        let class = class.filter(|_| self.lab.network().shape().outputs > 1);
        let layer = self.lab.network().layers().len().saturating_sub(1);
        let select = class.map_or(Selection::None, |unit| Selection::Unit { layer, unit });
        self.command(&format!("select={}", select.write()));
    }

    /// Where the loss surface is looked at, a weight that is touched becomes its second axis, and what was that its first one.
    fn span(&mut self, touched: Selection) {
        let Some(surfaced) = self.lab.surfaced() else { return };
        if let Selection::Weight { layer, unit, input } = touched
            && !surfaced.places.contains(&[layer, unit, input])
        {
            self.command(&format!("surface={},{}", write_place(surfaced.places[1]), touched.write()));
        }
    }

    /// Moves the network over the loss surface: it is where the pointer is until it is let go.
    fn roll(&mut self, phase: &str, at: [f32; 2]) {
        let size = self.screens.size(Figure::View);
        match (phase, self.rolled, self.lab.surfaced()) {
            ("press", _, Some(Surfaced { places, window, .. }))
                if surface::frame(window, size).rect().distance(at) <= 0.0 =>
            {
                self.rolled = Some(places);
                self.command(&format!("grip={},{}", write_place(places[0]), write_place(places[1])));
                self.put(places, surface::drag(window, size, at));
            }
            ("drag", Some(places), Some(Surfaced { window, .. })) => {
                self.put(places, surface::drag(window, size, at));
            }
            _ => {}
        }
    }

    /// Sets two parameters.
    fn put(&mut self, places: [Place; 2], values: [f32; 2]) {
        for (place, value) in places.into_iter().zip(values) {
            self.command(&format!("weight={},{}", write_place(place), Shortest(value)));
        }
    }

    /// Arrows move the network over the loss surface.
    fn roll_by_key(&mut self, key: &str, large: bool) {
        let Some(Surfaced { places, window, at, .. }) = self.lab.surfaced() else { return };
        let step = (window.high[0] - window.low[0]) * if large { 5.0 * NUDGE } else { NUDGE };
        let (axis, step) = match key {
            "ArrowLeft" => (0, -step),
            "ArrowRight" => (0, step),
            "ArrowDown" => (1, -step),
            "ArrowUp" => (1, step),
            _ => return,
        };
        let value = ((at[axis] + step) * 1000.0).round() / 1000.0;
        self.command(&format!("weight={},{}", write_place(places[axis]), Shortest(value)));
    }

    /// Takes hold of the handle at a place of the regression figure; gives whether there is one. Only where points are added, so
    /// that the other tools reach every point.
    fn grab(&mut self, at: [f32; 2], reach: f32) -> bool {
        let settings = self.lab.settings();
        if settings.task != Task::Regression || settings.tool != Tool::Add {
            return false;
        }
        self.grabbed = self.screens.handle(&self.lab, at, reach);
        let Some(grabbed) = self.grabbed else { return false };
        let network = self.lab.network();
        let layer = network.layers().len().saturating_sub(1);
        let places = grabbed.handle.places(network);
        if let (Some(unit), 1..) = (grabbed.handle.unit(), layer) {
            self.command(&format!("select={layer}.{}", unit + 1));
        }
        let places: Vec<String> = places.into_iter().map(write_place).collect();
        self.command(&format!("grip={}", places.join(",")));
        true
    }

    /// Moves the parameters of the handle that is dragged, or lets it go.
    fn drag_handle(&mut self, phase: &str, to: [f32; 2]) {
        if let ("drag", Some(grabbed)) = (phase, self.grabbed) {
            for (place, value) in regression::drag(&grabbed, self.lab.network(), to) {
                self.command(&format!("weight={},{}", write_place(place), Shortest(value)));
            }
        } else {
            self.grabbed = None;
            self.command("release");
        }
    }

    /// Turns a key pressed on a figure into a command.
    pub(super) fn key(&mut self, message: &Fields) {
        let key = message.text("key");
        match Figure::from_name(&message.text("figure")) {
            Some(figure @ (Figure::Plane | Figure::Input)) => {
                // Beside the bars the arrows move the place that is read, and nothing is added or removed.
                let reads = figure == Figure::Input && self.lab.shows_softmax();
                if reads && self.lab.crosshair().is_none() {
                    self.aim(self.lab.settings().place);
                }
                let key = if reads && !key.starts_with("Arrow") { "Escape" } else { &key };
                self.plane_key(key, message.flag("large"));
                if let Some([x1, x2]) = self.lab.crosshair().filter(|_| reads) {
                    self.command(&format!("place={},{}", Shortest(x1), Shortest(x2)));
                }
            }
            Some(Figure::View) if self.lab.shows_softmax() => {
                let last = self.lab.settings().classes - 1;
                let class = match (self.class_shown(), key.as_str()) {
                    (None, "ArrowDown" | "ArrowRight") => Some(0),
                    (None, "ArrowUp" | "ArrowLeft") => Some(last),
                    (Some(class), "ArrowDown" | "ArrowRight") => Some((class + 1).min(last)),
                    (Some(class), "ArrowUp" | "ArrowLeft") => Some(class.saturating_sub(1)),
                    _ => None,
                };
                self.show_class(class);
            }
            Some(Figure::Network) => {
                if let Some(step) = Move::from_key(&key) {
                    let select = neighbour(self.lab.settings().select, self.lab.network(), step);
                    self.command(&format!("select={}", select.write()));
                }
            }
            Some(Figure::View) if self.lab.settings().view == View::Backpropagation => self.walk_key(&key),
            Some(Figure::View) if self.lab.settings().view == View::Surface => {
                self.roll_by_key(&key, message.flag("large"));
            }
            Some(Figure::View | Figure::Sigmoid) if self.lab.settings().view.links_points() => {
                self.go_to_point(&key);
            }
            _ => {}
        }
    }

    /// In the diagram of the walk the keys go from unit to weight to unit, as in the network, and the walk to where it is computed.
    fn walk_key(&mut self, key: &str) {
        let Some(step) = Move::from_key(key).filter(|&step| step != Move::Escape) else { return };
        let to = neighbour(self.lab.walk_place(), self.lab.network(), step);
        if let Some(stage) = self.lab.stage_of(to) {
            self.command(&format!("walk-stage={stage}"));
        }
    }

    /// Arrows go from point to point, Escape leaves them.
    fn go_to_point(&mut self, key: &str) {
        let points = self.lab.points();
        let (count, here) = (points.len(), self.lab.lit());
        let is_forward = matches!(key, "ArrowRight" | "ArrowDown");
        let is_step = is_forward || matches!(key, "ArrowLeft" | "ArrowUp");
        let start = here.unwrap_or(if is_forward { count.wrapping_sub(1) } else { 0 });
        let place = here.and_then(|index| points.get(index)).map(|point| point.x);
        let other = |k: usize| points[(start + if is_forward { k } else { count - k }) % count].x;
        // Of points in one place only one can be lit: the others are passed over.
        match (1..=count).map(other).find(|&x| is_step && Some(x) != place) {
            Some(x) => {
                let [x1, x2] = x.map(Shortest);
                self.command(&format!("crosshair={x1},{x2}"));
            }
            None => self.command("crosshair=none"),
        }
    }

    /// Arrows move the crosshair, Enter or space does what the tool does there, M takes hold of a point to move it and lets
    /// it go, Delete removes, Escape puts the crosshair away.
    fn plane_key(&mut self, key: &str, large: bool) {
        let window = self.lab.window();
        let side = window.high[0] - window.low[0];
        let middle = [0, 1].map(|axis| f32::midpoint(window.low[axis], window.high[axis]));
        let at = self.lab.crosshair().unwrap_or(middle);
        let [x, y] = at;
        let step = side * if large { 5.0 * NUDGE } else { NUDGE };
        let inside = |x: f32, axis: usize| x.max(window.low[axis]).min(window.high[axis]);
        let ([x1, x2], reach) = (at.map(Shortest), Shortest(side * NUDGE));
        match key {
            "ArrowLeft" => self.aim([inside(x - step, 0), y]),
            "ArrowRight" => self.aim([inside(x + step, 0), y]),
            "ArrowDown" => self.aim([x, inside(y - step, 1)]),
            "ArrowUp" => self.aim([x, inside(y + step, 1)]),
            "m" | "Enter" | " " if self.lab.holds_point() => self.command("release"),
            "m" => self.command(&format!("grab={x1},{x2},{reach}")),
            "Enter" | " " => {
                self.command(&format!("crosshair={x1},{x2}"));
                // To add needs no reach: a key adds even beside another point. Where a sample is to be chosen, it needs one.
                let settings = self.lab.settings();
                let adds = settings.tool == Tool::Add && settings.view != View::Backpropagation;
                let reach = if adds { Shortest(0.0) } else { reach };
                self.command(&format!("press={x1},{x2},{reach}"));
                self.command("release");
            }
            "Delete" => {
                self.command(&format!("erase={x1},{x2},{reach}"));
                self.command("release");
            }
            _ => {
                self.command("release");
                self.command("crosshair=none");
            }
        }
    }

    /// Moves the crosshair, and the point that is held with it.
    fn aim(&mut self, x: [f32; 2]) {
        let [x1, x2] = x.map(Shortest);
        self.command(&format!("crosshair={x1},{x2}"));
        if self.lab.holds_point() {
            self.command(&format!("drag={x1},{x2}"));
        }
    }
}
