//! The numbers a network is computed in: one scalar, or several side by side.
//!
//! Everything in `nn` is written once, over [`Scalar`] and its [`Lanes`]. The product runs in `f32` with four samples
//! in each SIMD register; the gradient checks run the same source in `f64`, where central differences are exact enough to judge.

use core::fmt::Debug;
use core::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

/// What can be calculated with: zero is its default.
pub trait Number:
    Copy
    + Debug
    + Default
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + AddAssign
    + 'static
{
}

impl Number for f32 {}
impl Number for f64 {}
impl Number for wide::f32x4 {}

/// A floating-point type that parameters, points and losses are stored in.
pub trait Scalar: Number + PartialOrd {
    /// Several of these side by side, one sample each.
    type Lanes: Lanes<Scalar = Self>;
    /// The nearest value of this type.
    fn from_f64(value: f64) -> Self;
    /// The same value as `f64`.
    fn to_f64(self) -> f64;
    /// √x.
    fn sqrt(self) -> Self;
    /// Neither infinite nor NaN.
    fn is_finite(self) -> bool;
}

/// One or more scalars that go through the same operations together.
///
/// All operations are those of IEEE 754 in a fixed order, so that results agree to the bit between machines.
pub trait Lanes: Number {
    /// The type of one lane.
    type Scalar: Scalar<Lanes = Self>;
    /// How many lanes there are.
    const COUNT: usize;
    /// What tanh is computed with. Loops over many rows keep a copy of [`Lanes::TANH`] in memory: constants that the compiler
    /// knows it leaves to V8 to make anew for every row, which takes half as long as the row's tanh.
    type Tanh: Copy + Debug + PartialEq;
    /// The constants of tanh.
    const TANH: Self::Tanh;
    /// The same value in each lane.
    fn splat(value: Self::Scalar) -> Self;
    /// Lane k is `lane(k)`.
    fn from_fn(lane: impl FnMut(usize) -> Self::Scalar) -> Self;
    /// The first [`Lanes::COUNT`] values side by side; zeros where there are fewer.
    fn load(values: &[Self::Scalar]) -> Self;
    /// Writes the lanes side by side into the first [`Lanes::COUNT`] of `values`; nothing where there are fewer.
    fn store(self, values: &mut [Self::Scalar]);
    /// The value in lane `index`, which must be below [`Lanes::COUNT`].
    fn lane(self, index: usize) -> Self::Scalar;
    /// The sum of the lanes, in a fixed order.
    fn sum(self) -> Self::Scalar;
    /// `share` times the sum of each one's lanes, in the order of [`Lanes::sum`]; where that is −0, 0.
    fn sums(four: &[Self; 4], share: Self::Scalar) -> [Self::Scalar; 4];
    /// The first `count` lanes of `self`, and those of `other` after them.
    fn first(self, count: usize, other: Self) -> Self;
    /// |x| in each lane.
    fn abs(self) -> Self;
    /// The greater of two numbers in each lane; `self` where either is NaN.
    fn max(self, other: Self) -> Self;
    /// Where x > 0, `yes`; elsewhere (NaN too), `no`.
    fn if_positive(self, yes: Self, no: Self) -> Self;
    /// eˣ.
    fn exp(self) -> Self;
    /// ln x, for finite x > 0.
    fn ln(self) -> Self;
    /// tanh x.
    fn tanh(self) -> Self;

    /// tanh of each register of a row, with `constants` a copy of [`Lanes::TANH`].
    fn tanh_row<const B: usize>(x: [Self; B], constants: &Self::Tanh) -> [Self; B];

    /// The logistic sigmoid 1/(1 + e⁻ˣ), as ½ + ½ tanh(x/2): in `f32` its absolute error is below 10⁻⁶, and it is exactly 0 and 1
    /// from |x| = 14.1116 on.
    #[inline]
    fn sigmoid(self) -> Self {
        let [sigmoid] = Self::sigmoid_row([self], &Self::TANH);
        sigmoid
    }

    /// The sigmoid of each register of a row.
    #[inline]
    fn sigmoid_row<const B: usize>(x: [Self; B], constants: &Self::Tanh) -> [Self; B] {
        let half = Self::splat(Self::Scalar::from_f64(0.5));
        Self::tanh_row(x.map(|x| half * x), constants).map(|tanh| half + half * tanh)
    }
}

impl Scalar for f32 {
    type Lanes = wide::f32x4;
    #[inline]
    fn from_f64(value: f64) -> Self {
        value as Self
    }
    #[inline]
    fn to_f64(self) -> f64 {
        f64::from(self)
    }
    #[inline]
    fn sqrt(self) -> Self {
        self.sqrt()
    }
    #[inline]
    fn is_finite(self) -> bool {
        self.is_finite()
    }
}

impl Scalar for f64 {
    type Lanes = Self;
    #[inline]
    fn from_f64(value: f64) -> Self {
        value
    }
    #[inline]
    fn to_f64(self) -> f64 {
        self
    }
    #[inline]
    fn sqrt(self) -> Self {
        self.sqrt()
    }
    #[inline]
    fn is_finite(self) -> bool {
        self.is_finite()
    }
}

/// One sample at a time, for the checks: plain and exact to the last digits.
impl Lanes for f64 {
    type Scalar = Self;
    const COUNT: usize = 1;
    type Tanh = ();
    const TANH: () = ();
    fn splat(value: Self) -> Self {
        value
    }
    fn from_fn(mut lane: impl FnMut(usize) -> Self) -> Self {
        lane(0)
    }
    fn load(values: &[Self]) -> Self {
        values.first().copied().unwrap_or_default()
    }
    fn store(self, values: &mut [Self]) {
        values.iter_mut().take(1).for_each(|value| *value = self);
    }
    fn lane(self, _index: usize) -> Self {
        self
    }
    fn sum(self) -> Self {
        self
    }
    fn sums(four: &[Self; 4], share: Self) -> [Self; 4] {
        four.map(|sum| share * sum + 0.0)
    }
    fn first(self, count: usize, other: Self) -> Self {
        if count > 0 { self } else { other }
    }
    fn abs(self) -> Self {
        self.abs()
    }
    fn max(self, other: Self) -> Self {
        if self < other { other } else { self }
    }
    fn if_positive(self, yes: Self, no: Self) -> Self {
        if self > 0.0 { yes } else { no }
    }
    fn exp(self) -> Self {
        libm::exp(self)
    }
    fn ln(self) -> Self {
        libm::log(self)
    }
    fn tanh(self) -> Self {
        libm::tanh(self)
    }
    fn tanh_row<const B: usize>(x: [Self; B], (): &()) -> [Self; B] {
        x.map(libm::tanh)
    }
}
