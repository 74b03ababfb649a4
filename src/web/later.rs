//! What the page begins without: every command but those that train, the read-outs of explanations, and all that is painted but the
//! field of a classification with its points.
//!
//! The build links the functions of [`parts`], with all that only they call, into a second wasm with the memory of the first
//! (`wasm_split_helpers`; the page asks for it when the first picture is there). None of them may be called before
//! [`Shell::complete`](super::shell::Shell::complete).

use core::pin::pin;
use core::task::{Context, Poll, Waker};

use wasm_bindgen::JsValue;

use super::fields::Fields;
use super::kernels::Kernels;
use super::screens::Screens;
use super::shell::Shell;
use crate::lab::Lab;

/// Where the second wasm begins.
mod parts {
    use wasm_bindgen::JsValue;
    use wasm_split_helpers::wasm_split;

    use crate::lab::Lab;
    use crate::web::fields::Fields;
    use crate::web::kernels::Kernels;
    use crate::web::screens::Screens;
    use crate::web::shell::Shell;

    #[wasm_split(later)]
    pub fn take(shell: &mut Shell, message: &Fields<'_>) -> Result<(), JsValue> {
        shell.take(message)
    }

    #[wasm_split(later)]
    pub fn draw(screens: &mut Screens, index: usize, lab: &mut Lab) -> Result<(), JsValue> {
        screens.draw(index, lab)
    }

    #[wasm_split(later)]
    pub fn count(lab: &mut Lab, screens: &Screens) {
        screens.want_count(lab).into_iter().for_each(|run| lab.count(run));
    }

    #[wasm_split(later)]
    pub fn is_studying(lab: &mut Lab) -> bool {
        lab.is_studying()
    }

    #[wasm_split(later)]
    pub fn study(lab: &mut Lab) {
        lab.study();
    }

    #[wasm_split(later)]
    pub fn present_link(lab: &Lab) -> String {
        lab.present_link()
    }

    #[wasm_split(later)]
    pub fn read_out(lab: &mut Lab, screens: &mut Screens, out: &mut String) {
        lab.read_out_rest(out);
        screens.tell(lab, out);
    }

    #[wasm_split(later)]
    pub fn begin_job(job: &JsValue) -> Kernels {
        Kernels::begin(job)
    }

    #[wasm_split(later)]
    pub fn paint_field(kernels: &mut Kernels, points: usize) {
        kernels.paint_field(points);
    }

    #[wasm_split(later)]
    pub fn paint_frame(kernels: &mut Kernels) -> Vec<f64> {
        kernels.paint_frame()
    }
}

/// [`Shell::take`].
///
/// # Errors
/// What the browser throws where it cannot draw on a canvas.
pub fn take(shell: &mut Shell, message: &Fields<'_>) -> Result<(), JsValue> {
    now(parts::take(shell, message)).unwrap_or(Ok(()))
}

/// [`Screens::draw`].
///
/// # Errors
/// What the browser says where it refuses to paint.
pub fn draw(screens: &mut Screens, index: usize, lab: &mut Lab) -> Result<(), JsValue> {
    now(parts::draw(screens, index, lab)).unwrap_or(Ok(()))
}

/// [`Lab::count`] for each run of [`Screens::want_count`].
pub fn count(lab: &mut Lab, screens: &Screens) {
    now(parts::count(lab, screens));
}

/// [`Lab::is_studying`].
pub fn is_studying(lab: &mut Lab) -> bool {
    now(parts::is_studying(lab)).unwrap_or(false)
}

/// [`Lab::study`].
pub fn study(lab: &mut Lab) {
    now(parts::study(lab));
}

/// [`Lab::present_link`].
pub fn present_link(lab: &Lab) -> String {
    now(parts::present_link(lab)).unwrap_or_default()
}

/// [`Lab::read_out_rest`] and [`Screens::tell`].
pub fn read_out(lab: &mut Lab, screens: &mut Screens, out: &mut String) {
    now(parts::read_out(lab, screens, out));
}

/// [`Kernels::begin`]; none where the second wasm is not there.
pub fn begin_job(job: &JsValue) -> Option<Kernels> {
    now(parts::begin_job(job))
}

/// [`Kernels::paint_field`].
pub fn paint_field(kernels: &mut Kernels, points: usize) {
    now(parts::paint_field(kernels, points));
}

/// [`Kernels::paint_frame`].
pub fn paint_frame(kernels: &mut Kernels) -> Vec<f64> {
    now(parts::paint_frame(kernels)).unwrap_or_default()
}

/// The result of a call into the second wasm. The first call waits for it to be loaded, which it is: the worker's script says so
/// while that call is polled, so that the second poll goes on. None where it is not loaded after all.
fn now<T>(call: impl Future<Output = T>) -> Option<T> {
    let mut call = pin!(call);
    for _ in 0..2 {
        if let Poll::Ready(result) = call.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return Some(result);
        }
    }
    None
}
