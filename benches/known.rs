//! The training step of one network, 2-4-2-1 with batches of 10, with every size known to the compiler: how fast the same
//! arithmetic can be where no unit can be added.
//!
//! What comes out is what [`Trainer`] gives, to the bit; so what it takes less is the price of shapes that change.

use frontera::nn::scalar::Lanes;
use frontera::nn::trainer::Trainer;
use wide::f32x4;

/// A row of three registers: ten samples, and two lanes that are not counted.
type Row = [f32x4; 3];

const BATCH: usize = 10;
const PARAMETERS: usize = 25;

/// The network and the room for its gradient.
pub struct Known {
    parameters: [f32; PARAMETERS],
    /// As many as fill registers: after the parameters' gradients comes the loss.
    gradient: [f32; 28],
    tanh: <f32x4 as Lanes>::Tanh,
}

impl Known {
    /// Begins with the parameters of a 2-4-2-1 network; none of another.
    pub fn new(trainer: &Trainer<f32>) -> Option<Self> {
        let parameters = trainer.network().parameters().try_into().ok()?;
        Some(Self { parameters, gradient: [0.0; 28], tanh: f32x4::TANH })
    }

    /// The parameters as they are now.
    pub fn parameters(&self) -> &[f32] {
        &self.parameters
    }

    /// One step on the first ten samples of the columns, which must have twelve numbers. Gives whether all is finite.
    #[inline(never)]
    pub fn step(&mut self, [x0, x1, y]: [&[f32]; 3], rate: f32) -> bool {
        let (p, tanh) = (&self.parameters, self.tanh);
        let x = [load(x0), load(x1)];
        let z1: [Row; 4] = layer(&p[..8], &p[8..12], &x, &tanh);
        let z2: [Row; 2] = layer(&p[12..20], &p[20..22], &z1, &tanh);
        let [mu]: [Row; 1] = layer(&p[22..24], &p[24..25], &z2, &tanh);

        let (mut losses, mut d3) = ([f32x4::default(); 3], [f32x4::default(); 3]);
        let y = load(y);
        for b in 0..3 {
            let error = mu[b] - y[b];
            losses[b] = f32x4::splat(0.5) * error * error;
            d3[b] = error * slope(mu[b]);
        }
        for row in [&mut losses, &mut d3] {
            row[2] = row[2].first(BATCH - 8, f32x4::default());
        }
        let back = |w: f32, d: f32x4| f32x4::splat(w) * d;
        let d2: [Row; 2] =
            core::array::from_fn(|i| core::array::from_fn(|b| back(p[22 + i], d3[b]) * slope(z2[i][b])));
        let d1: [Row; 4] = core::array::from_fn(|i| {
            core::array::from_fn(|b| {
                (back(p[12 + i], d2[0][b]) + back(p[16 + i], d2[1][b])) * slope(z1[i][b])
            })
        });

        let sums = [
            [dot(&d1[0], &x[0]), dot(&d1[0], &x[1]), dot(&d1[1], &x[0]), dot(&d1[1], &x[1])],
            [dot(&d1[2], &x[0]), dot(&d1[2], &x[1]), dot(&d1[3], &x[0]), dot(&d1[3], &x[1])],
            d1.map(total),
            z1.map(|z| dot(&d2[0], &z)),
            z1.map(|z| dot(&d2[1], &z)),
            [total(d2[0]), total(d2[1]), dot(&d3, &z2[0]), dot(&d3, &z2[1])],
            [total(d3), total(losses), f32x4::default(), f32x4::default()],
        ];
        for (sums, places) in sums.into_iter().zip(self.gradient.as_chunks_mut::<4>().0) {
            *places = f32x4::sums(&sums, 1.0 / BATCH as f32);
        }
        let mut finite = self.gradient[PARAMETERS].is_finite();
        for (w, g) in self.parameters.iter_mut().zip(&self.gradient) {
            *w -= rate * g;
            finite &= w.is_finite();
        }
        finite
    }
}

fn load(column: &[f32]) -> Row {
    core::array::from_fn(|b| f32x4::load(&column[4 * b..]))
}

/// z = tanh(W x + b).
#[inline]
fn layer<const INPUTS: usize, const UNITS: usize>(
    weights: &[f32],
    biases: &[f32],
    x: &[Row; INPUTS],
    tanh: &<f32x4 as Lanes>::Tanh,
) -> [Row; UNITS] {
    core::array::from_fn(|unit| {
        let mut sum = [f32x4::splat(biases[unit]); 3];
        for (x, &w) in x.iter().zip(&weights[unit * INPUTS..]) {
            (0..3).for_each(|b| sum[b] += f32x4::splat(w) * x[b]);
        }
        f32x4::tanh_row(sum, tanh)
    })
}

/// tanh′(a) from z = tanh(a).
fn slope(z: f32x4) -> f32x4 {
    f32x4::splat(1.0) - z * z
}

fn dot(d: &Row, x: &Row) -> f32x4 {
    d[0] * x[0] + d[1] * x[1] + d[2] * x[2]
}

fn total(d: Row) -> f32x4 {
    d[0] + d[1] + d[2]
}
