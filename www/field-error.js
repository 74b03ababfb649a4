/** A typed value that cannot be: the field is marked and a sentence beside it says what can. */
import { known, say } from "./words.js";

/** Shows an error beside the field whose setting or verb it is about; says whether there is one. */
export function showFieldError({ setting, verb, given = "", allowed = "" }) {
  const name = CSS.escape(setting ?? verb ?? "");
  const field = document.querySelector(`input[type=text]:is([data-setting="${name}"], [data-verb="${name}"])`);
  if (!field) return false;
  placeFor(field).textContent = setting
    ? say("error.value", { given, allowed: allowedWords(allowed), setting: settingName(setting) })
    : say("error.number", { given: given.split(",").pop() });
  // Who has left the field by then has what holds in it again.
  field.setAttribute("aria-invalid", String(field === document.activeElement));
  return true;
}

/** Takes mark and sentence away. */
export function clearFieldError(field) {
  field.removeAttribute("aria-invalid");
  field.removeAttribute("aria-describedby");
  document.getElementById(`${field.id}-error`)?.remove();
}

/** What a setting can be, in words: ranges `1..10` and values, with spaces between. */
function allowedWords(allowed) {
  return allowed
    .split(" ")
    .map((part) => {
      const range = part.split("..");
      if (range.length === 2) return say("error.range", { low: range[0], high: range[1] });
      return known(`value.${part}`) ? say(`value.${part}`) : part;
    })
    .join(` ${say("error.or")} `);
}

/** A setting's label within a sentence, or its own name where it has none. L1 stays as it is. */
function settingName(name) {
  return known(`${name}.label`) ? say(`${name}.label`).replace(/^.(?=[a-z])/, (first) => first.toLowerCase()) : name;
}

function placeFor(field) {
  const id = `${field.id}-error`;
  const found = document.getElementById(id);
  if (found) return found;
  const place = document.createElement("p");
  place.id = id;
  place.className = "error";
  place.setAttribute("role", "alert");
  (field.closest(".control, .inspector") ?? field.parentElement).append(place);
  field.setAttribute("aria-describedby", id);
  return place;
}
