/** The link that holds the whole state: made on request, copied or sent on. */
import { command, on, post, read } from "./lab.js";
import { copied } from "./copy.js";
import { say } from "./words.js";
import { connectOpener } from "./dialogs.js";
import { linkTo } from "./link.js";

const field = document.getElementById("share-link");
const note = document.getElementById("share-note");
/** Whether training goes on when the dialog is closed: while it is open, all that it gives is of one step. */
let goesOn = false;

/** Connects the dialog. */
export function startShare() {
  connectOpener("share-open", "share", ask);
  document.getElementById("share").addEventListener("close", () => goesOn && command("play"));
  on("link", ({ text }) => {
    field.value = linkTo(location.href.split("#")[0], text);
    field.select();
  });
  field.addEventListener("focus", () => field.select());
  document.getElementById("share-copy").addEventListener("click", copy);
  const send = document.getElementById("share-send");
  send.hidden = typeof navigator.share !== "function";
  // A person may think better of it: that is not an error.
  send.addEventListener("click", () => navigator.share({ title: document.title, url: field.value }).catch(() => {}));
}

function ask() {
  field.value = "";
  note.textContent = "";
  goesOn = read("playing") === "1";
  if (goesOn) command("pause");
  post({ type: "link" });
}

async function copy() {
  note.textContent = say((await copied(field)) ? "share.copied" : "share.not-copied");
}
