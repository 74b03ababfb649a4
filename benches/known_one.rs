//! The training step of one network, 2-8-8-1 with batches of one, with every size known to the compiler and units across the lanes: how
//! fast a step can be of which every number waits for the one before.
//!
//! Sums are taken in the order that is fastest here, so what comes out is what [`Trainer`] gives but for the last digits.

use frontera::nn::scalar::Lanes;
use frontera::nn::trainer::Trainer;
use wide::f32x4;

/// The units of a hidden layer.
const UNITS: usize = 8;
/// A number for each unit of a hidden layer.
type Units = [f32x4; UNITS / 4];

/// The network.
pub struct KnownOne {
    /// The first layer's weights, by input, and its biases.
    first: [Units; 2],
    first_biases: Units,
    /// The second layer's weights by input, for the way forward, and by unit, for the way back.
    by_input: [Units; UNITS],
    by_unit: [Units; UNITS],
    second_biases: Units,
    last: Units,
    last_bias: f32,
    tanh: <f32x4 as Lanes>::Tanh,
}

impl KnownOne {
    /// Begins with the parameters of a 2-8-8-1 network; none of another.
    pub fn new(trainer: &Trainer<f32>) -> Option<Self> {
        let (parameters, rest) = trainer.network().parameters().split_first_chunk::<105>()?;
        let units = |from: usize, step: usize| -> Units {
            core::array::from_fn(|r| f32x4::from_fn(|lane| parameters[from + (4 * r + lane) * step]))
        };
        rest.is_empty().then(|| Self {
            first: [units(0, 2), units(1, 2)],
            first_biases: units(16, 1),
            by_input: core::array::from_fn(|input| units(24 + input, UNITS)),
            by_unit: core::array::from_fn(|unit| units(24 + unit * UNITS, 1)),
            second_biases: units(88, 1),
            last: units(96, 1),
            last_bias: parameters[104],
            tanh: f32x4::TANH,
        })
    }

    /// The weights of the last layer, and its bias.
    pub fn last(&self) -> impl Iterator<Item = f32> {
        each(self.last).into_iter().chain([self.last_bias])
    }

    /// One step on a sample. Gives whether all is finite.
    #[inline(never)]
    pub fn step(&mut self, [x0, x1, y]: [f32; 3], rate: f32) -> bool {
        let (x, tanh) = ([x0, x1].map(f32x4::splat), self.tanh);
        let a1 = plus(plus(self.first_biases, x[0], &self.first[0]), x[1], &self.first[1]);
        let z1 = f32x4::tanh_row(a1, &tanh);
        let inputs = each(z1);
        // Two sums wait for themselves half as long as one.
        let mut sums = [self.second_biases, Units::default()];
        for (input, weights) in self.by_input.iter().enumerate() {
            sums[input % 2] = plus(sums[input % 2], f32x4::splat(inputs[input]), weights);
        }
        let z2 = f32x4::tanh_row(add(sums[0], sums[1]), &tanh);
        let a3 = self.last_bias + (self.last[0] * z2[0] + self.last[1] * z2[1]).sum();
        let mu = f32x4::splat(a3).tanh().lane(0);

        let error = mu - y;
        let d3 = f32x4::splat(error * (1.0 - mu * mu));
        let d2 = through(self.last.map(|w| w * d3), z2);
        let deltas = each(d2);
        let mut sums = [Units::default(); 2];
        for (unit, weights) in self.by_unit.iter().enumerate() {
            sums[unit % 2] = plus(sums[unit % 2], f32x4::splat(deltas[unit]), weights);
        }
        let d1 = through(add(sums[0], sums[1]), z1);

        let down = |d: f32x4| f32x4::splat(-rate) * d;
        let (d1, d2, d3) = (d1.map(down), d2.map(down), down(d3));
        let deltas = each(d2);
        for (weights, x) in self.first.iter_mut().zip(x) {
            *weights = plus(*weights, x, &d1);
        }
        self.first_biases = add(self.first_biases, d1);
        for ((by_input, by_unit), (input, delta)) in
            self.by_input.iter_mut().zip(&mut self.by_unit).zip(inputs.into_iter().zip(deltas))
        {
            *by_input = plus(*by_input, f32x4::splat(input), &d2);
            *by_unit = plus(*by_unit, f32x4::splat(delta), &z1);
        }
        self.second_biases = add(self.second_biases, d2);
        self.last = plus(self.last, d3, &z2);
        self.last_bias += d3.lane(0);
        let changed = add(add(self.first_biases, self.second_biases), self.last);
        (0.5 * error * error).is_finite() && (changed[0] + changed[1]).sum().is_finite()
    }
}

/// The number of each unit.
fn each(units: Units) -> [f32; UNITS] {
    core::array::from_fn(|unit| units[unit / 4].lane(unit % 4))
}

fn add(a: Units, b: Units) -> Units {
    [a[0] + b[0], a[1] + b[1]]
}

/// sums + number · units.
fn plus(sums: Units, number: f32x4, units: &Units) -> Units {
    [sums[0] + number * units[0], sums[1] + number * units[1]]
}

/// Back through tanh, from its outputs z.
fn through(d: Units, z: Units) -> Units {
    core::array::from_fn(|r| d[r] * (f32x4::splat(1.0) - z[r] * z[r]))
}
