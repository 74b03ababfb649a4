/** The small question marks: each opens and closes the explanation it controls. One is open at a time. */

/** @type {HTMLElement | undefined} */
let open;

/** Connects all question marks of the page. */
export function startExplanations() {
  for (const button of document.querySelectorAll(".ask")) {
    button.addEventListener("click", () => (button === open ? close() : show(button)));
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !open) return;
    open.focus();
    close();
  });
  document.addEventListener("pointerdown", (event) => {
    if (open && event.target !== open && !explanation(open).contains(event.target)) close();
  });
}

function show(button) {
  if (open) close();
  open = button;
  button.setAttribute("aria-expanded", "true");
  const text = explanation(button);
  text.hidden = false;
  keepInView(text);
}

function close() {
  open.setAttribute("aria-expanded", "false");
  explanation(open).hidden = true;
  open = undefined;
}

/** An explanation floats over its neighbours where there is room beside it: it must not leave the window. */
function keepInView(text) {
  text.style.removeProperty("--shift");
  const box = text.getBoundingClientRect();
  const over = box.right - (document.documentElement.clientWidth - 8);
  if (over > 0) text.style.setProperty("--shift", `${-over}px`);
}

function explanation(button) {
  return document.getElementById(button.getAttribute("aria-controls"));
}
