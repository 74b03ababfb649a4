//! The figures on their canvases: which of them need painting, and where a pointer is on them.

use core::fmt::Write;

use wasm_bindgen::JsValue;

use super::canvas::Canvas;
use super::explanation;
use super::fields::Fields;
use super::later;
use super::quality::Quality;
use crate::data::decimal::Shortest;
use crate::figure::field::{Field, Grid, Part, Sampling, division};
use crate::figure::frame::Size;
use crate::figure::marks::Marks;
use crate::figure::palette::{Palette, Theme};
use crate::figure::regression::Curves;
use crate::figure::representation::{self, Representation};
use crate::figure::{gradient, loss, network, plane, regression, sigmoid, surface, svg};
use crate::lab::Lab;
use crate::lab::counted::Counted;
use crate::lab::settings::{Links, Task, View};
use crate::lab::snapshot::Snapshot;
use crate::nn::census::Census;

/// The most runs that have pictures of their own side by side.
const RIVALS: usize = 5;

/// The figures of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// The plane.
    Plane,
    /// The network.
    Network,
    /// The losses.
    Loss,
    /// The explanation that is open.
    View,
    /// The plane beside the hidden space or the sigmoid.
    Input,
    /// The sigmoid below the hidden space.
    Sigmoid,
    /// The plane of one of the runs that are compared, from 0.
    RivalPlane(usize),
    /// Its gradients.
    RivalGradient(usize),
}

impl Figure {
    /// Every figure.
    pub fn all() -> impl Iterator<Item = Self> {
        let rivals = (0..RIVALS).flat_map(|rival| [Self::RivalPlane(rival), Self::RivalGradient(rival)]);
        [Self::Plane, Self::Network, Self::Loss, Self::View, Self::Input, Self::Sigmoid]
            .into_iter()
            .chain(rivals)
    }

    /// The figure's name in messages.
    pub fn name(self) -> String {
        match self {
            Self::Plane => "plane".to_string(),
            Self::Network => "network".to_string(),
            Self::Loss => "loss".to_string(),
            Self::View => "view".to_string(),
            Self::Input => "input".to_string(),
            Self::Sigmoid => "sigmoid".to_string(),
            Self::RivalPlane(rival) => format!("rival-plane-{}", rival + 1),
            Self::RivalGradient(rival) => format!("rival-gradient-{}", rival + 1),
        }
    }

    /// The figure of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|figure| figure.name() == name)
    }
}

/// A canvas with the marks that it shows.
struct Screen {
    figure: Figure,
    canvas: Canvas,
    marks: Marks,
    /// What the picture on it is of, and when it was painted. None where it must be painted anew.
    painted: Option<Key>,
    at: f64,
}

/// What a figure depends on: pictures with equal keys are equal.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Key {
    /// What a person changes: it is to be seen at once.
    by_hand: [u64; 5],
    /// What training changes: it is to be seen as often as there is time.
    by_training: [u64; 3],
}

/// All figures on their canvases, with what they share: the fields and the palette.
pub struct Screens {
    all: Vec<Screen>,
    /// The field of the run in front.
    field: Field,
    quality: Quality,
    /// The fields of the runs that are compared, coarser.
    rivals: [Field; RIVALS],
    /// What the hidden layer makes of the points in the run in front, and in those that are compared.
    representation: Representation,
    representations: [Representation; RIVALS],
    /// Whose turn it is next, and whether it has had it since the last frame.
    turn: usize,
    has_turned: bool,
    palette: Palette,
    /// In regression, the curves of the run in front, and of those that are compared.
    curves: Curves,
    rival_curves: [Curves; RIVALS],
    /// Whether the plane was painted.
    has_begun: bool,
    /// Whether the second wasm is there, which draws what the page begins without.
    is_complete: bool,
    /// The serial number of the field that was painted last.
    seen: u64,
    /// What the field under way has taken, in milliseconds.
    spent: f64,
    /// What each class wins in the field of this serial number, where nothing trains.
    divided: (u64, Vec<Part>),
}

impl Screens {
    /// No figure yet: each comes with its canvas when it is first seen.
    pub fn new(dark: bool) -> Self {
        Self {
            all: Vec::new(),
            field: Field::new(),
            quality: Quality::new(),
            rivals: core::array::from_fn(|_| Field::new()),
            representation: Representation::new(),
            representations: core::array::from_fn(|_| Representation::new()),
            turn: 0,
            has_turned: false,
            palette: palette(dark),
            curves: Curves::new(),
            rival_curves: core::array::from_fn(|_| Curves::new()),
            has_begun: false,
            is_complete: false,
            seen: 0,
            spent: 0.0,
            divided: (0, Vec::new()),
        }
    }

    /// Takes over a figure's size and pixel ratio, and its canvas with the first of them.
    ///
    /// # Errors
    /// What the browser throws where it cannot draw on the canvas.
    pub fn resize(&mut self, figure: Figure, message: &Fields) -> Result<(), JsValue> {
        let (size, ratio) = size(message);
        let known = self.all.iter().position(|screen| screen.figure == figure);
        if let Some(canvas) = message.object("canvas") {
            known.map(|index| self.all.swap_remove(index));
            self.all.push(Screen {
                figure,
                canvas: Canvas::new(canvas, size, ratio)?,
                marks: Marks::new(),
                painted: None,
                at: f64::NEG_INFINITY,
            });
        } else if let Some(index) = known {
            self.all[index].canvas.resize(size, ratio);
            self.all[index].painted = None;
        }
        Ok(())
    }

    /// Changes between light and dark.
    pub fn set_dark(&mut self, dark: bool) {
        self.palette = palette(dark);
        self.all.iter_mut().for_each(|screen| screen.painted = None);
    }

    /// The size of a figure.
    pub fn size(&self, figure: Figure) -> Size {
        let screen = self.all.iter().find(|screen| screen.figure == figure);
        screen.map_or(Size { width: 0.0, height: 0.0 }, |screen| screen.canvas.size())
    }

    /// Whether a figure is seen.
    pub fn is_visible(&self, figure: Figure) -> bool {
        self.size(figure).is_visible()
    }

    /// The sampling that the field of the run in front should have now: the first one coarse, to be there soon; while the
    /// network changes, as fine as there is time for; when it stands still, fine.
    fn sampling(&self, lab: &Lab) -> Sampling {
        match self.field.shown() {
            None => Quality::first(),
            Some(_) if !self.field.is_of(&lab.sketch_of(lab.front())) => self.quality.live(),
            Some(shown) if lab.is_training() => shown.sampling(),
            Some(_) => Quality::still(),
        }
    }

    /// Whether the field of the run in front is to be worked on. While it trains, the next one begins when the last is seen.
    fn front_has_work(&self, lab: &Lab) -> bool {
        let shows_it =
            [Figure::Plane, Figure::Network, Figure::Input].into_iter().any(|figure| self.is_visible(figure));
        if is_regression(lab) || !shows_it {
            return false;
        }
        if self.field.is_busy() {
            return true;
        }
        let snapshot = lab.sketch_of(lab.front());
        let is_due = self.seen == self.field.serial() || !lab.is_training();
        let shown = self.field.shown().map(Grid::sampling);
        is_due && (!self.field.is_of(&snapshot) || shown != Some(self.sampling(lab)))
    }

    /// The run among those compared whose field is to be worked on: while they train, one in each frame.
    fn rival_with_work(&self, lab: &Lab) -> Option<usize> {
        let rivals = if is_regression(lab) { 0 } else { lab.runs().min(RIVALS) };
        let mut order = (0..rivals).map(|k| (self.turn + k) % rivals);
        let is_seen = |rival: usize| self.is_visible(Figure::RivalPlane(rival));
        if let Some(busy) = order.clone().find(|&rival| is_seen(rival) && self.rivals[rival].is_busy()) {
            return Some(busy);
        }
        if lab.is_training() && self.has_turned {
            return None;
        }
        order.find(|&rival| is_seen(rival) && !self.rivals[rival].is_of(&lab.sketch_of(rival)))
    }

    /// Whether there is work to do on a field before the next frame.
    pub fn has_work(&self, lab: &Lab) -> bool {
        self.front_has_work(lab) || self.rival_with_work(lab).is_some()
    }

    /// Works on the fields until a moment: first on that of the run in front, then in turn on those of the runs that are compared.
    pub fn work(&mut self, lab: &Lab, now: impl Fn() -> f64, end: f64) {
        let mut start = now();
        while start < end && self.front_has_work(lab) {
            let sampling = self.sampling(lab);
            let is_live = sampling == self.quality.live();
            if self.field.is_busy() || self.field.ask(&lab.sketch_of(lab.front()), sampling) {
                while self.field.work(ROWS) && now() < end {}
            }
            let stop = now();
            self.spent += stop - start;
            if !self.field.is_busy() {
                if is_live && lab.is_training() {
                    self.quality.took(self.spent);
                }
                self.spent = 0.0;
            }
            start = stop;
        }
        while now() < end
            && let Some(rival) = self.rival_with_work(lab)
        {
            let field = &mut self.rivals[rival];
            if field.is_busy() || field.ask(&lab.sketch_of(rival), Sampling::new(64, 64)) {
                while field.work(ROWS) && now() < end {}
            }
            if !field.is_busy() {
                self.turn = rival + 1;
                self.has_turned = true;
            }
        }
    }

    /// What a figure shows.
    fn key(&self, figure: Figure, lab: &Lab) -> Key {
        let [commands, set] = lab.changes();
        let snapshot = |index| lab.sketch_of(index);
        let front = lab.front() as u64;
        // Standing still, a change of the network is somebody's.
        let network = if lab.is_training() { 0 } else { lab.network_revision() };
        let place = |at: Option<[f32; 2]>| {
            at.map_or(0, |[x, y]| u64::from(x.to_bits()) << 32 | u64::from(y.to_bits()) | 1)
        };
        let view = lab.settings().view;
        let lit = lab.lit().map_or(0, |index| index as u64 + 1);
        match figure {
            Figure::Plane | Figure::Network | Figure::RivalPlane(_) if is_regression(lab) => Key {
                by_hand: [commands, front, place(lab.probe()), network, lit << 1 | 1],
                by_training: [lab.network_revision(), 0, 0],
            },
            Figure::Plane | Figure::Input => Key {
                by_hand: [commands, front, place(lab.crosshair()), lit, 0],
                by_training: [self.field.serial(), lab.verdict_revision(), 0],
            },
            Figure::Network => Key {
                by_hand: [if lab.is_training() { set } else { commands }, front, network, 0, 0],
                by_training: [self.field.serial(), 0, 0],
            },
            Figure::Loss => {
                let entries = snapshot(lab.front()).history.entries();
                let last = entries.last();
                let losses = last.map_or(0, |last| {
                    u64::from(last.train.to_bits()) << 32 | u64::from(last.test.unwrap_or(-1.0).to_bits())
                });
                Key {
                    by_hand: [set, front, 0, 0, 0],
                    by_training: [entries.len() as u64, last.map_or(0, |last| last.step), losses],
                }
            }
            // What is moved or pointed at in one of its planes moves and is lit in the others at once.
            Figure::View | Figure::Sigmoid | Figure::RivalGradient(_) if view.links_points() => Key {
                by_hand: [commands, front, network, place(snapshot(lab.front()).probe), lit],
                by_training: [lab.network_revision(), 0, 0],
            },
            // What a survey adds is to be seen at once, where nothing trains.
            Figure::View if view == View::Surface => Key {
                by_hand: [
                    commands,
                    front,
                    network,
                    if lab.is_training() { 0 } else { lab.surface_revision() },
                    0,
                ],
                by_training: [lab.network_revision(), lab.surface_revision(), 0],
            },
            Figure::View | Figure::Sigmoid | Figure::RivalGradient(_) => Key {
                by_hand: [
                    if lab.is_training() { set } else { commands },
                    front,
                    network,
                    place(lab.softmax_place()),
                    0,
                ],
                by_training: [lab.revision(), 0, 0],
            },
            Figure::RivalPlane(rival) => Key {
                by_hand: [commands, front, 0, 0, 0],
                by_training: [self.rivals[rival].serial(), lab.verdict_revision(), 0],
            },
        }
    }

    /// How a figure stands: whether it is to be painted at once, or how overdue what training has changed on it is, 1 and more
    /// where it is time.
    fn need(&self, screen: &Screen, lab: &Lab, now: f64) -> Need {
        let is_first = matches!(screen.figure, Figure::Plane | Figure::Network | Figure::Loss);
        let can_draw = self.is_complete || is_first && !is_regression(lab);
        if !screen.canvas.size().is_visible() || !can_draw {
            return Need::Nothing;
        }
        // First of all the plane with its field.
        let begins = !self.has_begun && self.is_visible(Figure::Plane);
        let has_picture = is_regression(lab) || self.field.shown().is_some();
        if begins && (screen.figure != Figure::Plane || !has_picture) {
            return Need::Nothing;
        }
        let key = self.key(screen.figure, lab);
        match screen.painted {
            Some(painted) if painted == key => Need::Nothing,
            Some(painted) if painted.by_hand == key.by_hand && lab.is_training() => {
                let overdue = (now - screen.at) / pause(screen.figure, lab.settings().view);
                if overdue < 1.0 { Need::Nothing } else { Need::Soon(overdue) }
            }
            _ => Need::Now,
        }
    }

    /// Whether there is something to paint.
    pub fn is_stale(&self, lab: &Lab, now: f64) -> bool {
        self.all.iter().any(|screen| self.need(screen, lab, now) != Need::Nothing)
    }

    /// The handle of the regression figure at a place in its pixels.
    pub fn handle(&mut self, lab: &Lab, at: [f32; 2], reach: f32) -> Option<regression::Placed> {
        let snapshot = lab.sketch_of(lab.front());
        self.curves.update(&snapshot);
        let frame = regression::frame(lab.window(), self.size(Figure::Plane));
        regression::hit(&regression::all(&snapshot, &self.curves), frame, at, reach)
    }

    /// Whether the plane is as it should be at the start, so that a person may begin.
    pub fn is_ready(&self, lab: &Lab) -> bool {
        self.has_begun || !self.is_visible(Figure::Plane) || is_regression(lab)
    }

    /// Whether the second wasm is there.
    pub fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// The second wasm is there: what was drawn without it is drawn anew.
    pub fn complete(&mut self) {
        self.is_complete = true;
        self.all.iter_mut().for_each(|screen| screen.painted = None);
    }

    /// The point at a place of a figure that shows the points where the hidden layer or the output puts them.
    pub fn point_at(&mut self, lab: &Lab, figure: Figure, at: [f32; 2], reach: f32) -> Option<usize> {
        let (snapshot, size) = (lab.sketch_of(lab.front()), self.size(figure));
        self.representation.update(&snapshot);
        let shows_space = figure == Figure::View && lab.settings().view == View::Hidden;
        let nearest = if shows_space { representation::nearest } else { sigmoid::nearest };
        nearest(&snapshot, &self.representation, size, at, reach)
    }

    /// Writes what is told of these figures in numbers, in lines `name=value`: which share of the plane each class wins and in how many
    /// pieces, where the hidden layer puts the probe, the output's
    /// pre-activation there, where in its figure the network lies on the loss surface, and the shares of the variance along the
    /// components. A value that there is none of is empty.
    pub fn tell(&self, lab: &Lab, out: &mut String) {
        let representation = Some(&self.representation).filter(|_| lab.settings().view.links_points());
        let probe = representation.and_then(Representation::probe);
        let space = probe.filter(|_| representation.is_some_and(|one| one.shown().is_some()));
        let shares = representation.and_then(Representation::components).map(|components| components.shares);
        let mut put = |name: &str, values: &[f32]| {
            let mut separator = '=';
            out.push_str(name);
            for value in values {
                // Writing to a string cannot fail.
                let _ = write!(out, "{separator}{}", Shortest(*value));
                separator = ',';
            }
            out.push_str(if values.is_empty() { "=\n" } else { "\n" });
        };
        put("hidden-place", space.as_ref().map_or(&[], |(place, _)| place));
        put("hidden-logit", probe.as_ref().map_or(&[], |(_, logit)| core::slice::from_ref(logit)));
        let surface = lab.surfaced().map(|surfaced| {
            let frame = surface::frame(surfaced.window, self.size(Figure::View));
            frame.pixel(surfaced.at)
        });
        put("surface-place", surface.as_ref().map_or(&[], |place| place));
        let parts = &self.divided.1;
        put("field-shares", &parts.iter().map(|part| part.share).collect::<Vec<_>>());
        put("field-pieces", &parts.iter().map(|part| part.pieces as f32).collect::<Vec<_>>());
        put("hidden-shares", &shares.map_or([0.0; 2], |shares| shares.map(|share| share as f32)));
    }

    /// Of which runs the figures that are seen show what the units do with the training points.
    pub fn want_count(&self, lab: &Lab) -> Vec<usize> {
        let view = lab.settings().view;
        let wants = |run: usize| {
            run == lab.front() && (self.is_visible(Figure::Network) || self.is_visible(Figure::View))
                || run < RIVALS && counts(view) && self.is_visible(Figure::RivalGradient(run))
        };
        (0..lab.runs()).filter(|&run| wants(run)).collect()
    }

    /// A figure as it was last painted, as an SVG document.
    pub fn svg(&self, figure: Figure) -> String {
        let screen = self.all.iter().find(|screen| screen.figure == figure);
        screen.map_or_else(String::new, |screen| {
            svg::write(&screen.marks, screen.canvas.size(), self.palette.panel)
        })
    }

    /// Paints the figures that somebody has changed, the plane, and of those that training has changed the one whose turn it is;
    /// says whether the plane was among them.
    ///
    /// # Errors
    /// What the browser says where it refuses to paint.
    pub fn paint(&mut self, lab: &mut Lab, now: f64) -> Result<bool, JsValue> {
        let needs: Vec<Need> = self.all.iter().map(|screen| self.need(screen, lab, now)).collect();
        let overdue = |index: usize| match (needs[index], self.all[index].figure) {
            (Need::Soon(overdue), figure) if figure != Figure::Plane => overdue,
            _ => 0.0,
        };
        let turn = (0..needs.len()).max_by(|&a, &b| overdue(a).total_cmp(&overdue(b)));
        let mut saw_plane = false;
        for (index, need) in needs.iter().enumerate() {
            let figure = self.all[index].figure;
            let waits = matches!(need, Need::Soon(_)) && figure != Figure::Plane && turn != Some(index);
            if *need == Need::Nothing || waits {
                continue;
            }
            let key = self.key(figure, lab);
            // The first field is on the plane before the words around it: they come with the next frame.
            let begins = figure == Figure::Plane && !self.has_begun;
            if begins {
                self.all[index].canvas.set_mute(true);
            }
            if self.is_complete {
                later::draw(self, index, lab)?;
            } else {
                self.draw_first(index, lab)?;
            }
            if begins {
                self.all[index].canvas.set_mute(false);
            }
            (self.all[index].painted, self.all[index].at) = (Some(key).filter(|_| !begins), now);
            saw_plane |= figure == Figure::Plane;
        }
        self.has_turned = false;
        self.has_begun |= saw_plane;
        if saw_plane || !self.is_visible(Figure::Plane) {
            self.seen = self.field.serial();
        }
        self.divide(lab);
        Ok(saw_plane)
    }

    /// Finds what each class wins of the window. It takes a millisecond or two, so only what stays is looked at.
    fn divide(&mut self, lab: &Lab) {
        let serial = self.field.serial();
        if is_regression(lab) || lab.is_training() {
            self.divided = (0, Vec::new());
        } else if self.divided.0 != serial {
            self.divided = (serial, self.field.shown().map(division).unwrap_or_default());
        }
    }

    /// Draws one of the figures that the page begins with, as far as the snapshot is known then.
    fn draw_first(&mut self, index: usize, lab: &mut Lab) -> Result<(), JsValue> {
        let Self { all, field, palette, .. } = self;
        let Screen { figure, canvas, marks, .. } = &mut all[index];
        let (snapshot, size) = (lab.evaluated(lab.front()), canvas.size());
        match *figure {
            Figure::Plane => plane::draw(&snapshot, field, palette, size, marks),
            Figure::Network => network::draw(&snapshot, field, look(&snapshot), palette, size, marks),
            _ => loss::draw(&snapshot, palette, size, marks),
        }
        canvas.paint(marks)
    }

    /// Draws any figure.
    ///
    /// # Errors
    /// What the browser says where it refuses to paint.
    pub(super) fn draw(&mut self, index: usize, lab: &mut Lab) -> Result<(), JsValue> {
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
            Figure::Plane | Figure::Input => plane::draw(&snapshot, field, palette, size, marks),
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
            Figure::RivalPlane(rival) => plane::draw(&snapshot, &rivals[rival], palette, size, marks),
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

fn is_regression(lab: &Lab) -> bool {
    lab.settings().task == Task::Regression
}

/// Whether a figure is to be painted.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Need {
    Nothing,
    /// When there is time: by how much it is overdue.
    Soon(f64),
    Now,
}

/// The time between two pictures of what training changes, in milliseconds: the plane has every frame, thumbnails every second
/// one, and curves are not read faster than numbers.
fn pause(figure: Figure, view: View) -> f64 {
    match figure {
        Figure::Plane => 1.0,
        Figure::Network | Figure::Input | Figure::RivalPlane(_) => 25.0,
        // What moves is followed by eye.
        Figure::View if view.links_points() || matches!(view, View::Softmax | View::Surface) => 40.0,
        Figure::Sigmoid => 45.0,
        Figure::Loss | Figure::View | Figure::RivalGradient(_) => 90.0,
    }
}

/// Whether an explanation shows what the units do with the training points.
fn counts(view: View) -> bool {
    matches!(view, View::Activations | View::Layers)
}

/// How many rows of a field are computed before the clock is looked at.
const ROWS: usize = 8;

/// A figure's size and pixel ratio as a message gives them.
fn size(message: &Fields) -> (Size, f32) {
    let size = Size { width: message.number("width").max(0.0), height: message.number("height").max(0.0) };
    (size, message.number("ratio"))
}

fn palette(dark: bool) -> Palette {
    Palette::new(if dark { Theme::Dark } else { Theme::Light })
}
