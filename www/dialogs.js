/** The dialogs' common manners: they open modally and close by button, by Escape or by a press outside. */

/** Connects the closing buttons of every dialog. */
export function startDialogs() {
  document.querySelectorAll("dialog").forEach(connectDialog);
}

/** Lets a dialog be closed. */
export function connectDialog(dialog) {
  // Some are filled later: their button may not be there yet.
  dialog.addEventListener("click", ({ target }) => target.closest("[data-close]") && dialog.close());
  dialog.addEventListener("pointerdown", (event) => {
    if (event.target === dialog && outside(dialog, event)) dialog.close();
  });
}

/** Opens a dialog with a button. */
export function connectOpener(buttonId, dialogId, before = () => {}) {
  document.getElementById(buttonId).addEventListener("click", () => {
    before();
    openDialog(dialogId);
  });
}

/** Opens a dialog unless it is open. */
export function openDialog(id) {
  const dialog = document.getElementById(id);
  if (!dialog.open) dialog.showModal();
}

/** Closes those that are open. */
export function closeDialogs() {
  document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
}

function outside(dialog, { clientX, clientY }) {
  const box = dialog.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}
