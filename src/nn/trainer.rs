//! Training, one step at a time: a network, its optimizer's memory, and the way back when a step goes wrong.

use core::ops::Range;

use super::gradient::Gradient;
use super::network::Network;
use super::optimizer::{Descent, Moments, Optimizer, Update};
use super::samples::Samples;
use super::scalar::Scalar;

/// A step that could not be taken because a number came out infinite or NaN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Diverged {
    /// True where the loss itself was no longer finite, and the network went back to what it was one step before.
    pub went_back: bool,
}

/// A network in training.
///
/// Each step writes into a second set of parameters and the sets change places when all went well. So a step that
/// ends in infinity or NaN costs nothing to undo, and the network is always one whose numbers are finite.
#[derive(Clone, Debug)]
pub struct Trainer<T: Scalar> {
    network: Network<T>,
    moments: Moments<T>,
    /// The optimizer that the moments belong to.
    optimizer: Optimizer,
    gradient: Gradient<T>,
    /// Room for the gradient with the penalties' slopes.
    penalised: Vec<T>,
    other_parameters: Vec<T>,
    other_moments: Moments<T>,
    /// Whether the other set holds the step before this one.
    can_go_back: bool,
}

impl<T: Scalar> Trainer<T> {
    /// Begins the training of `network`.
    pub fn new(network: Network<T>) -> Self {
        let count = network.parameters().len();
        Self {
            gradient: Gradient::new(&network),
            penalised: vec![T::default(); count],
            other_parameters: vec![T::default(); count],
            network,
            moments: Moments::new(count),
            optimizer: Optimizer::GradientDescent,
            other_moments: Moments::new(count),
            can_go_back: false,
        }
    }

    /// The network as it is now.
    pub fn network(&self) -> &Network<T> {
        &self.network
    }

    /// The parameters before the last step; none where there is no way back to it.
    pub fn before(&self) -> Option<&[T]> {
        self.can_go_back.then_some(&self.other_parameters)
    }

    /// The gradient of the last batch, as of before its update.
    pub fn gradient(&self) -> &Gradient<T> {
        &self.gradient
    }

    /// The optimizer's memory.
    pub fn moments(&self) -> &Moments<T> {
        &self.moments
    }

    /// The optimizer that the memory belongs to.
    pub fn optimizer(&self) -> Optimizer {
        self.optimizer
    }

    /// Goes on from other parameters and moments. Gives false, and changes nothing, where a size does not fit or a
    /// number is not finite.
    pub fn restore(&mut self, parameters: &[T], moments: &Moments<T>, optimizer: Optimizer) -> bool {
        let count = self.network.parameters().len();
        let all = [parameters, &moments.first, &moments.second];
        let fits = |numbers: &[T]| numbers.len() == count && numbers.iter().all(|x| x.is_finite());
        // A mean of squares is never negative.
        if !all.into_iter().all(fits) || moments.second.iter().any(|&v| v < T::default()) {
            return false;
        }
        self.network.parameters.copy_from_slice(parameters);
        self.moments.clone_from(moments);
        self.other_moments.clone_from(moments);
        self.optimizer = optimizer;
        self.can_go_back = false;
        true
    }

    /// Sets one parameter by its index. Gives false, and changes nothing, where there is no such parameter or the
    /// value is not finite.
    pub fn set_parameter(&mut self, index: usize, value: T) -> bool {
        match self.network.parameters.get_mut(index) {
            Some(parameter) if value.is_finite() => *parameter = value,
            _ => return false,
        }
        self.can_go_back = false;
        true
    }

    /// One step on a batch, a range of samples that must lie below `samples.len()`; gives the batch's mean loss from
    /// before the update, penalties not counted. A change of optimizer forgets the old one's moments.
    ///
    /// # Errors
    /// [`Diverged`] where a number is not finite; the network then is the last one that was.
    pub fn step(
        &mut self,
        samples: &Samples<T>,
        batch: Range<usize>,
        descent: &Descent,
    ) -> Result<T, Diverged> {
        self.step_holding(samples, batch, descent, &[])
    }

    /// The same, but the parameters of the indices `held` stay as they are to the bit. Their gradients are computed and their
    /// moments go on as if they moved, so that nothing differs for the others. An index that there is not holds nothing.
    ///
    /// # Errors
    /// As for [`Trainer::step`].
    pub fn step_holding(
        &mut self,
        samples: &Samples<T>,
        batch: Range<usize>,
        descent: &Descent,
        held: &[usize],
    ) -> Result<T, Diverged> {
        if descent.optimizer != self.optimizer {
            self.optimizer = descent.optimizer;
            self.moments = Moments::new(self.network.parameters().len());
            self.other_moments = self.moments.clone();
        }
        let loss = self.gradient.compute(&self.network, samples, batch);
        if !loss.is_finite() {
            let went_back = self.can_go_back;
            if went_back {
                self.swap();
            }
            self.can_go_back = false;
            return Err(Diverged { went_back });
        }
        let update = Update {
            parameters: &self.network.parameters,
            moments: &self.moments,
            gradient: self.gradient.parameters(),
            penalised: &mut self.penalised,
            new_parameters: &mut self.other_parameters,
            new_moments: &mut self.other_moments,
        };
        if !update.apply(descent, self.network.layers()) {
            self.can_go_back = false;
            return Err(Diverged { went_back: false });
        }
        for &index in held {
            if let (Some(new), Some(&old)) =
                (self.other_parameters.get_mut(index), self.network.parameters.get(index))
            {
                *new = old;
            }
        }
        self.swap();
        self.can_go_back = true;
        Ok(loss)
    }

    /// Runs every sample forward; `each` gets its index, its loss, and its outputs' pre-activations, read by number.
    pub fn evaluate(&mut self, samples: &Samples<T>, each: impl FnMut(usize, T, &dyn Fn(usize) -> T)) {
        self.gradient.evaluate(&self.network, samples, each);
    }

    fn swap(&mut self) {
        core::mem::swap(&mut self.network.parameters, &mut self.other_parameters);
        if self.optimizer == Optimizer::GradientDescent {
            // The other moments of both sets are zero.
            core::mem::swap(&mut self.moments.steps, &mut self.other_moments.steps);
        } else {
            core::mem::swap(&mut self.moments, &mut self.other_moments);
        }
    }
}
