/** The address of a state: whatever opens the lab as it stands is made here. */

/** The link that opens `state`. It must say something, or whoever opens it would see what they left: the defaults at step 0. */
export function linkTo(page, state) {
  return `${page}#${state || "step=0"}`;
}
