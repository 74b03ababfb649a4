/** What the worker has to say besides numbers: codes, which become sentences in one quiet place. */
import { on, read, watch } from "./lab.js";
import { known, onWords, say } from "./words.js";
import { showFieldError } from "./field-error.js";
import { isRegression } from "./task.js";

/** Codes that stay until dismissed; the others leave by themselves. */
const lasting = ["diverged", "link-unreadable", "import-bad", "full", "not-saved"];
const alerts = ["diverged", "refused"];
/** Codes not worth a word: the button that asked for it is plainly off. */
const silent = ["nothing-to-undo", "nothing-to-redo"];
const stay = 8000;
/** What some notices say is so for as long as a read-out says so too: its name, and whether it does. */
const truths = {
  // The run went back to before it diverged: the advice has done its work.
  "diverged": ["diverged", (value) => value !== ""],
  "converged": ["converged", (value) => value === "1"],
  "classes-raised": ["classes", (value, { classes }) => value === classes],
  "no-training-points": ["train-points", (value) => value === "0"],
  "points-replaced": ["edited", (value) => value === "0"],
  "imported": ["points", (value, { points }) => value === points],
  "full": ["points", (value, { limit }) => value === limit],
};

/** What takes some notices to where they are better shown. */
let divert = () => false;
let timer = 0;
/** @type {{code: string, fill: Record<string, string>, text?: string} | undefined} the notice on the page */
let shown;

/** Splits `code name=value …`, its values percent-encoded. */
function decode(text) {
  const [code, ...pairs] = text.split(" ");
  const fill = {};
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    if (at > 0) fill[pair.slice(0, at)] = unescaped(pair.slice(at + 1));
  }
  return { code, fill };
}

/** The sentence for a code and its arguments; an unknown code gets a general one. */
export function sentence({ code, fill }) {
  const names = fill.names?.replaceAll(",", ", ");
  const reason = fill.reason === "columns" && isRegression() ? "columns-pair" : fill.reason;
  const filled = { ...fill, names, reason: say(known(`reason.${reason}`) ? `reason.${reason}` : "reason.generic") };
  return known(`notice.${code}`) ? say(`notice.${code}`, filled) : say("notice.generic", { code });
}

/** Shows a notice. */
export function notice(code, fill = {}) {
  shown = { code, fill };
  document.getElementById("notice").hidden = false;
  document.getElementById("notice").dataset.kind = kindOf(code);
  write();
  clearTimeout(timer);
  if (!lasting.includes(code)) timer = setTimeout(dismiss, stay);
}

/** Shows a sentence that came with something else than the page's words. */
export function showText(text) {
  notice("", {});
  shown = { code: "", fill: {}, text };
  write();
}

/** Takes the notice away. */
function dismiss() {
  clearTimeout(timer);
  shown = undefined;
  document.getElementById("notice").hidden = true;
  tellLive({});
}

/** Has `handle` asked first; it says whether it shows a notice elsewhere. */
export function divertNotices(handle) {
  divert = handle;
}

/** Connects the notice to the worker. */
export function startNotices() {
  on("notice", ({ text }) => {
    const { code, fill } = decode(text);
    if (!divert(code, fill)) notice(code, fill);
  });
  on("error", ({ text }) => {
    const { code, fill } = decode(text);
    if (silent.includes(code) || showFieldError(fill) || divert(code, fill)) return;
    notice(known(`notice.${code}`) ? code : "refused", fill);
  });
  // The read-out alone that it depends on is watched: others may come to hear before that one has followed the notice.
  for (const [code, [name, holds]] of Object.entries(truths)) {
    watch([name], () => shown?.code === code && !holds(read(name), shown.fill) && dismiss());
  }
  document.getElementById("notice-close").addEventListener("click", dismiss);
  onWords(() => shown && write());
}

/** The visible place is not live itself: a live region must be on the page before its words change. */
function write() {
  const text = shown.text ?? sentence(shown);
  document.getElementById("notice-text").textContent = text;
  tellLive({ [kindOf(shown.code)]: text });
}

/** Whoever reads on finds in neither live region what another notice has said. */
function tellLive({ status = "", alert = "" }) {
  document.getElementById("notice-status").textContent = status;
  document.getElementById("notice-alert").textContent = alert;
}

function kindOf(code) {
  return alerts.includes(code) ? "alert" : "status";
}

function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
