//! The figures of the page, and their names in messages.

use super::RIVALS;

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
