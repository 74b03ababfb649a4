/** The list of all keys: a dialog made from the one table that the page's listeners ask too (`keys.js`). */
import { closeDialogs, connectDialog, openDialog } from "./dialogs.js";
import { keys } from "./keys.js";
import { build } from "./lesson-parts.js";
import { keep, recall } from "./preferences.js";
import { tell } from "./room-words.js";
import { say } from "./words.js";

/** Gives what opens the list and what writes it anew in another language. */
export function startKeyList() {
  const dialog = build("dialog", { id: "keys" });
  dialog.setAttribute("aria-labelledby", "keys-title");
  document.body.append(dialog);
  connectDialog(dialog);
  word();
  return { open, word };

  function open() {
    closeDialogs();
    openDialog("keys");
  }

  function word() {
    dialog.replaceChildren(head(dialog.id, tell("keys.title"), say("close")), ...Object.keys(keys).flatMap(place), letters());
  }

  /** What the keys mean in one place. */
  function place(name) {
    const rows = Object.entries(keys[name]).map(([meant, names]) => {
      const shown = group(names).flatMap((key, k) => (k === 0 ? [kbd(key)] : [` ${tell("key.or")} `, kbd(key)]));
      return build("div", {}, [build("dt", {}, shown), build("dd", { textContent: tell(`keys.${name}-${meant}`) })]);
    });
    return [build("h3", { textContent: tell(`keys.where-${name}`) }), build("dl", { className: "keys" }, rows)];
  }

  /** Keys of one letter may stand in the way of who speaks to the computer: they can be turned off. */
  function letters() {
    const box = build("input", { type: "checkbox", id: "keys-letters", checked: recall("letters") !== "off" });
    box.addEventListener("change", () => keep("letters", box.checked ? "on" : "off"));
    return build("label", { className: "switch" }, [box, build("span", { textContent: tell("keys.letters") })]);
  }
}

/** The head of a dialog: its title and what closes it. */
export function head(id, title, close) {
  const button = build("button", { type: "button", className: "quiet", textContent: "×" });
  button.setAttribute("aria-label", close);
  button.dataset.close = "";
  return build("header", { className: "dialog-head" }, [build("h2", { id: `${id}-title`, textContent: title }), button]);
}

/** Keys that belong together as one: the arrows, a row of digits. */
function group(names) {
  if (names.length === 4 && names.every((name) => name.startsWith("Arrow"))) return ["arrows"];
  if (names.length > 2 && names.every((name) => /^\d$/.test(name))) return [`${names[0]} – ${names.at(-1)}`];
  return names;
}

function kbd(key) {
  const parts = key.split(/(?<=.)\+(?=.)/).map((part) => tell(part === " " ? "key.space" : `key.${part}`) || part.toUpperCase());
  return build("kbd", { textContent: parts.join(" + ") });
}
