/**
 * Binds every `[data-setting]` to the setting of that name and every `[data-command]` to a verb. An element posts
 * `name=value` and shows what the worker answers; the page knows no list of settings.
 *
 * Sliders with `data-values` go through that list; buttons and checkboxes carry their values themselves.
 */
import { act, command, read, watch } from "./lab.js";
import { known, say } from "./words.js";
import { clearFieldError } from "./field-error.js";

/** Connects the elements under `root`. */
export function connectControls(root) {
  for (const element of root.querySelectorAll("[data-setting]")) connect(element);
  for (const button of root.querySelectorAll("[data-command]")) {
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") !== "true") act(button.dataset.command);
    });
  }
  for (const button of root.querySelectorAll("[data-next]")) {
    const name = button.dataset.next;
    button.addEventListener("click", () => act(`${name}=${(Number(read(name)) + 1) >>> 0}`));
  }
}

/** What the settings that draw the points show while a hand has changed these: no set, but the blank plane, and how many there are. */
const edited = {
  "dataset": () => (read("dataset") === "blank" ? "blank" : ""),
  "curve": () => (read("curve") === "blank" ? "blank" : ""),
  "count": () => read("points"),
};

/** What an element of this setting has to show. */
function valueOf(name) {
  return name in edited && read("edited") === "1" ? edited[name]() : read(name);
}

function connect(element) {
  const name = element.dataset.setting;
  const kind = kinds[element.tagName === "INPUT" ? element.type : element.tagName.toLowerCase()];
  kind.listen(element, name);
  const show = () => kind.show(element, valueOf(name));
  watch(name in edited ? [name, "edited", "points"] : [name], show);
}

/** How each kind of element is listened to and how it shows a value. */
const kinds = {
  button: {
    listen(element, name) {
      element.addEventListener("click", () => act(`${name}=${element.value}`));
    },
    show(element, value) {
      element.setAttribute("aria-pressed", String(element.value === value));
    },
  },
  checkbox: {
    listen(element, name) {
      element.addEventListener("change", () => act(`${name}=${element.checked ? element.dataset.on : element.dataset.off}`));
    },
    show(element, value) {
      element.checked = value === element.dataset.on;
    },
  },
  select: {
    listen(element, name) {
      element.addEventListener("change", () => act(`${name}=${element.value}`));
    },
    show(element, value) {
      element.value = value;
      // A value of several parts, such as one activation a layer, has the empty option's words.
      if (element.selectedIndex < 0) element.value = "";
    },
  },
  range: {
    listen(element, name) {
      const values = element.dataset.values?.split(" ");
      if (values) Object.assign(element, { min: 0, max: values.length - 1, step: 1 });
      let held = false;
      /** The value that was asked for and not yet answered. */
      let asked;
      let patience = 0;
      const forget = () => {
        asked = undefined;
        this.show(element, valueOf(name));
      };
      const shown = () => (values ? values[Number(element.value)] : element.value);
      element.addEventListener("pointerdown", () => (held = true));
      element.addEventListener("input", () => {
        asked = shown();
        paint(element, asked);
        command(`${name}=${asked}`);
        // What is refused has no answer.
        clearTimeout(patience);
        patience = setTimeout(forget, 1000);
      });
      element.addEventListener("change", () => {
        held = false;
        act();
      });
      for (const type of ["pointerup", "pointercancel"]) element.addEventListener(type, () => (held = false));
      element.isAhead = (value) => {
        if (asked === value || Number(asked) === Number(value)) asked = undefined;
        return held || asked !== undefined;
      };
    },
    show(element, value) {
      // The hand is ahead of the answers while it drags, and so are quick keys.
      if (element.isAhead(value)) return;
      const values = element.dataset.values?.split(" ");
      element.value = values ? String(nearest(values, value)) : value;
      paint(element, value);
    },
  },
  text: {
    listen(element, name) {
      element.addEventListener("change", () => {
        clearFieldError(element);
        act(`${name}=${fromShown(element.value)}`);
      });
      element.addEventListener("input", () => clearFieldError(element));
      element.addEventListener("focus", () => element.select());
      element.addEventListener("blur", () => {
        element.value = toShown(valueOf(name));
        // The sentence stays: what is pressed now must not move away.
        element.removeAttribute("aria-invalid");
      });
    },
    show(element, value) {
      if (document.activeElement === element && !element.readOnly && element.value !== "") {
        // Do not write into what is being typed, unless it is what was just sent.
        if (fromShown(element.value) !== value && Number(fromShown(element.value)) !== Number(value)) return;
      }
      element.value = toShown(value);
      clearFieldError(element);
    },
  },
};

/** Shows how far a slider is filled, and says its value rather than its place in the list. */
function paint(element, value) {
  const { min, max } = element;
  const share = (Number(element.value) - Number(min)) / (Number(max) - Number(min));
  element.style.setProperty("--fill", `${100 * share}%`);
  element.setAttribute("aria-valuetext", toShown(value));
}

/** The place in the list of the value nearest to `value`, by ratio where both are positive. */
function nearest(values, value) {
  const exact = values.indexOf(value);
  if (exact >= 0) return exact;
  const apart = (text) => {
    const [a, b] = [Number(text), Number(value)];
    if (Number.isNaN(a)) return Infinity;
    return a > 0 && b > 0 ? Math.abs(Math.log(a / b)) : Math.abs(a - b);
  };
  return values.reduce((best, text, index) => (apart(text) < apart(values[best]) ? index : best), 0);
}

/** A value as the person reads it: `full` is a word of the grammar and has a word of the language. */
function toShown(value) {
  return known(`value.${value}`) ? say(`value.${value}`) : value;
}

/** A typed value as the grammar has it: a decimal comma is a point. */
export function fromShown(typed) {
  const text = typed.trim().replace("\u2212", "-");
  const word = ["full", "next"].find((word) => text !== "" && text.toLowerCase() === say(`value.${word}`).toLowerCase());
  if (word) return word;
  return /^[+-]?\d*,\d+$/.test(text) ? text.replace(",", ".") : text;
}
