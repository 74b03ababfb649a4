/**
 * The state of the lab for a whole class: its link, and the QR code of it on a screen of its own. What is too much for a code that is
 * read from the back of a room is left out of the code, and that is said.
 */
import { copied } from "./copy.js";
import { closeDialogs, connectDialog, openDialog } from "./dialogs.js";
import { ending, renewEnding } from "./fetched.js";
import { head } from "./key-list.js";
import { on, post, read } from "./lab.js";
import { build, find } from "./lesson-parts.js";
import { linkTo } from "./link.js";
import { tell } from "./room-words.js";
import { isRegression } from "./task.js";
import { say } from "./words.js";

/** The most bytes in a code, as `qr/src/lib.rs` has it. */
const limit = 666;
/** The squares that stay light around a code. */
const quiet = 4;
const svgSpace = "http://www.w3.org/2000/svg";

/** Gives what opens the dialog and what writes it anew in another language. */
export function startGive() {
  const dialog = build("dialog", { id: "give" });
  dialog.setAttribute("aria-labelledby", "give-title");
  document.body.append(dialog);
  connectDialog(dialog);
  let isAsked = false;
  let link = "";
  on("link", ({ text }) => {
    if (!isAsked) return;
    isAsked = false;
    link = text;
    put().catch((error) => {
      console.warn(error);
      find(dialog, "#give-note").textContent = tell("failed");
    });
  });
  return { open, word: () => dialog.open && open() };

  function open() {
    closeDialogs();
    const field = build("textarea", { id: "give-link", readOnly: true, rows: 3, spellcheck: false });
    const said = build("span", { className: "note", role: "status" });
    const copy = build("button", { type: "button", className: "main", textContent: tell("give.copy") });
    field.addEventListener("focus", () => field.select());
    copy.addEventListener("click", async () => {
      said.textContent = tell((await copied(field)) ? "give.copied" : "give.not-copied");
    });
    dialog.replaceChildren(
      head(dialog.id, tell("give.title"), say("close")),
      build("div", { id: "give-code" }),
      build("div", { className: "give-words" }, [
        build("p", { id: "give-note", role: "status" }),
        build("p", { id: "give-address" }),
        build("label", { htmlFor: field.id, className: "control-name", textContent: tell("give.link") }),
        field,
        build("p", { className: "buttons" }, [copy, said]),
      ]),
    );
    openDialog("give");
    isAsked = true;
    post({ type: "link" });
  }

  async function put() {
    const page = location.href.split(/[?#]/)[0];
    const whole = linkTo(page, link);
    find(dialog, "#give-link").value = whole;
    find(dialog, "#give-address").textContent = page.replace(/^https?:\/\//, "");
    const { code } = await import("./qr.js" + ending()).catch(renewEnding);
    const [text, note] = fitting(page, link);
    const made = text && (await code(text));
    const dataset = say(isRegression() ? `curve.${read("curve")}` : `dataset.${read("dataset")}`);
    const told = { limit, length: bytes(whole), dataset };
    const [shown, said] = [find(dialog, "#give-code"), find(dialog, "#give-note")];
    said.textContent = tell(`give.${location.protocol === "file:" ? "file" : made ? note : "none"}`, told);
    dialog.dataset.opens = made ? text : "";
    shown.replaceChildren(...(made ? [drawn(made)] : []));
  }

  function drawn({ size, path }) {
    const svg = document.createElementNS(svgSpace, "svg");
    const side = size + 2 * quiet;
    const attributes = { viewBox: `${-quiet} ${-quiet} ${side} ${side}`, role: "img", "aria-label": tell("give.code"), "shape-rendering": "crispEdges" };
    for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
    const dark = document.createElementNS(svgSpace, "path");
    dark.setAttribute("d", path);
    svg.append(dark);
    return svg;
  }
}

/** The most of a link that fits into a code, and the words that say what it is. */
function fitting(page, link) {
  const parts = (isKept) => link.split("&").filter((part) => isKept(part.split("=")[0])).join("&");
  const some = [
    [link, "whole"],
    [parts((name) => name !== "state"), "no-state"],
    [parts((name) => !["state", "points"].includes(name)), "preset"],
    [parts((name) => ["task", "dataset", "curve"].includes(name)), "bare"],
  ];
  const [found, note] = some.find(([kept]) => bytes(linkTo(page, kept)) <= limit) ?? [];
  return note ? [linkTo(page, found), note] : [];
}

function bytes(text) {
  return new TextEncoder().encode(text).length;
}
