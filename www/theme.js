/** Light or dark ground: the system's choice unless the person makes one. */
import { keep, recall } from "./preferences.js";
import { onWords, say } from "./words.js";

const choices = ["auto", "light", "dark"];
const system = matchMedia("(prefers-color-scheme: dark)");
let choice = "auto";

/** Whether the ground is dark now. */
export function isDark() {
  return choice === "dark" || (choice === "auto" && system.matches);
}

/** Takes up the kept choice, connects the button and calls `tell` with each later change. */
export function startTheme(tell) {
  const kept = recall("theme");
  choice = choices.includes(kept) ? kept : "auto";
  const refresh = () => {
    show();
    tell(isDark());
  };
  system.addEventListener("change", refresh);
  document.getElementById("theme").addEventListener("click", () => {
    choice = choices[(choices.indexOf(choice) + 1) % choices.length];
    keep("theme", choice);
    refresh();
  });
  onWords(label);
  show();
}

function show() {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  document.querySelector("#theme use").setAttribute("href", `#i-${choice}`);
  label();
}

function label() {
  const words = say(`theme.${choice}`);
  if (words === "") return;
  const button = document.getElementById("theme");
  button.setAttribute("aria-label", words);
  button.title = words;
}
