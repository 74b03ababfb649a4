//! What a pointer or a key does on a figure, turned into commands: only here is it known where on the figures things are.

use super::fields::Fields;
use super::screens::Figure;
use super::shell::Shell;
use crate::data::decimal::Shortest;
use crate::figure::network::{Layout, Move, neighbour};
use crate::figure::plane;
use crate::lab::settings::{Tool, Value, View};

/// How far an arrow key moves the crosshair, as a share of the window's side; with shift, five times as far.
const NUDGE: f32 = 0.02;

impl Shell {
    /// Turns what a pointer does on a figure into a command.
    pub(super) fn pointer(&mut self, message: &Fields) {
        let at = [message.number("x"), message.number("y")];
        let (phase, reach) = (message.text("phase"), message.number("reach"));
        match Figure::from_name(&message.text("figure")) {
            Some(Figure::Plane) => {
                let size = self.screens.size(Figure::Plane);
                let frame = plane::frame(self.lab.window(), size);
                let ([x1, x2], reach) = (frame.unit(at).map(Shortest), Shortest(frame.length(reach)));
                match phase.as_str() {
                    "press" | "drag" if message.flag("erase") => {
                        self.command(&format!("erase={x1},{x2},{reach}"));
                    }
                    "press" => self.command(&format!("press={x1},{x2},{reach}")),
                    "drag" => self.command(&format!("drag={x1},{x2}")),
                    "release" => self.command("release"),
                    "hover" => self.command(&format!("probe={x1},{x2}")),
                    _ => self.command("probe=none"),
                }
            }
            Some(Figure::Network) if phase == "press" => {
                let layout = Layout::new(self.lab.network(), self.screens.size(Figure::Network));
                let select = layout.hit(at[0], at[1], reach);
                self.command(&format!("select={}", select.write()));
            }
            Some(Figure::View) if phase == "press" && self.lab.settings().view == View::Backpropagation => {
                let layout = Layout::new(self.lab.network(), self.screens.size(Figure::View));
                if let Some(stage) = self.lab.stage_of(layout.hit(at[0], at[1], reach)) {
                    self.command(&format!("walk-stage={stage}"));
                }
            }
            _ => {}
        }
    }

    /// Turns a key pressed on a figure into a command.
    pub(super) fn key(&mut self, message: &Fields) {
        let key = message.text("key");
        match Figure::from_name(&message.text("figure")) {
            Some(Figure::Plane) => self.plane_key(&key, message.flag("large")),
            Some(Figure::Network) => {
                if let Some(step) = Move::from_key(&key) {
                    let select = neighbour(self.lab.settings().select, self.lab.network(), step);
                    self.command(&format!("select={}", select.write()));
                }
            }
            _ => {}
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
