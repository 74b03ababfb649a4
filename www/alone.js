/** Figures of the page that can stand alone, in another page or on a projector; all else is then there and not shown. */

/** Any name that is not here is one of the setting `view`, whose figures share an element. */
export const view = ".view-figure, #view-summary";
/** The elements of each figure. */
export const figures = {
  boundary: ".plane .plane-figure, #summary",
  network: ".network-figure",
  loss: ".loss-figure, #summary",
  compare: "#rivals, #rival-table, #compare-same",
  backpropagation: `${view}, #walk > .walk-bar, #walk-stage`,
};

/** Shows what a selector finds, and nothing else; nothing is shown alone where it is empty. */
export function showAlone(selector) {
  for (const mark of ["alone-shown", "alone-path"]) document.querySelectorAll(`.${mark}`).forEach((element) => element.classList.remove(mark));
  for (const element of selector ? document.querySelectorAll(selector) : []) {
    element.classList.add("alone-shown");
    for (let above = element.parentElement; above !== document.body; above = above.parentElement) above.classList.add("alone-path");
  }
  document.documentElement.toggleAttribute("data-alone", Boolean(selector));
}
