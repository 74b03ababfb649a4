/** How far a person is with a lesson: the guess, the answers, whether the task is solved. Kept in the browser. */
import { decimals, loss, percent, put, whole } from "./format.js";
import { read } from "./lab.js";
import { build, find } from "./lesson-parts.js";
import { keep, recall } from "./preferences.js";

/** How a condition's numbers are written. */
const forms = { loss, percent, whole };

/** Takes up what was kept for a lesson and keeps what is done now; gives what the lesson's text needs told. */
export function showProgress(article, lesson, words) {
  const name = `lesson-${lesson.name}`;
  const progress = { guess: "", revealed: false, answers: {}, solved: false, ...parsed(recall(name)) };
  const save = () => keep(name, JSON.stringify(progress));
  const told = build("p", { className: "unseen" });
  told.setAttribute("role", "status");
  article.append(told);

  const reveal = connectGuess(article, words, progress, save);
  connectQuestions(article, progress, save, told);
  const state = build("p", { className: "task-state" });
  const conditions = build("ul", { className: "task-conditions" });
  find(article, ".task").append(state, conditions);
  const tellers = lesson.task.map((one) => condition(one, words));
  conditions.append(...tellers.map(({ item }) => item));

  /** Looks whether all conditions hold at once: then the task is solved, once and for all. */
  function check() {
    if (read("lesson") !== lesson.name) return;
    const open = tellers.filter(({ tell }) => !tell());
    if (open.length === 0 && !progress.solved) {
      progress.solved = true;
      save();
      told.textContent = words.solved;
    }
    if (state.dataset.solved === String(progress.solved)) return;
    state.textContent = progress.solved ? `✓ ${words.solved}` : words.unsolved;
    state.dataset.solved = String(progress.solved);
    conditions.hidden = progress.solved;
  }

  return { name: lesson.name, check, reveal };
}

/** A condition in words, with whether it holds and how much there is now; who does not see it reads it, and is not told of each change. */
function condition({ condition, words: said, form }, words) {
  const mark = build("span", { className: "mark" });
  mark.setAttribute("aria-hidden", "true");
  const unseen = build("span", { className: "unseen" });
  const now = build("span", { className: "now" });
  const item = build("li", {}, [mark, unseen, form ? `${said} ` : said, now]);
  item.dataset.condition = condition;
  const [, name, , bound] = parts(condition);
  const tell = () => {
    const isSo = holds(condition);
    const value = read(name);
    item.dataset.holds = String(isSo);
    put(mark, isSo ? "✓" : "○");
    put(unseen, `${isSo ? words["condition.holds"] : words["condition.open"]}: `);
    const shown = isSo ? forms[form] : apart(form, Number(bound));
    put(now, form && value !== "" ? `· ${words["condition.now"].replace("{value}", shown(Number(value)))}` : "");
    return isSo;
  };
  return { item, tell };
}

/** Writes what misses a bound with as many decimals as it takes to see that. */
function apart(form, bound) {
  return (value) => {
    const text = forms[form](value);
    if (text !== forms[form](bound)) return text;
    const [scale, unit] = form === "percent" ? [100, " %"] : [1, ""];
    const written = (number, digits) => decimals(scale * number, digits);
    const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9].find((digits) => written(value, digits) !== written(bound, digits));
    return written(value, digits ?? 9) + unit;
  };
}

/** Whether the task of the lesson of this name was solved. */
export function isSolved(name) {
  return parsed(recall(`lesson-${name}`)).solved === true;
}

/** The person decides first: what comes after the question is there when that is done. */
function connectGuess(article, words, progress, save) {
  const section = find(article, ".predict");
  const guess = build("textarea", { id: "lesson-guess", rows: 2, value: progress.guess });
  const label = build("label", { htmlFor: guess.id, className: "control-name", textContent: words.guess });
  const button = build("button", { type: "button", className: "main", textContent: words.reveal });
  const quote = build("p", { className: "guess-was" });
  find(article, ".explain h3").after(quote);
  section.append(label, guess, button);
  const arrange = () => {
    article.toggleAttribute("data-waiting", !progress.revealed);
    button.hidden = progress.revealed;
    quote.hidden = progress.guess === "";
    quote.textContent = `${words["guess-was"]} ${progress.guess}`;
  };
  const reveal = () => {
    progress.revealed = true;
    save();
    arrange();
  };
  guess.addEventListener("input", () => {
    progress.guess = guess.value.slice(0, 1000);
    save();
    arrange();
  });
  button.addEventListener("click", () => {
    reveal();
    const next = find(article, ".do h3");
    next.tabIndex = -1;
    next.focus();
  });
  arrange();
  return () => article.removeAttribute("data-waiting");
}

/** The style sheet shows why beside the answer that is chosen; who does not see it is told. */
function connectQuestions(article, progress, save, told) {
  const inputs = article.querySelectorAll(".answer input");
  // Not every browser that runs the lab knows `:has(:checked)`.
  const mark = () => inputs.forEach((input) => input.closest(".answer").toggleAttribute("data-chosen", input.checked));
  for (const input of inputs) {
    input.checked = progress.answers[input.name] === input.value;
    input.addEventListener("change", () => {
      progress.answers[input.name] = input.value;
      save();
      mark();
      told.textContent = find(input.closest(".answer"), ".why").textContent;
    });
  }
  mark();
}

/** Whether `name=value`, `name<=number` or `name>=number` is so. */
function holds(condition) {
  const [, name, sign, value] = parts(condition);
  const here = read(name);
  if (sign === "=") return here === value;
  return here !== "" && (sign === "<=" ? Number(here) <= Number(value) : Number(here) >= Number(value));
}

/** A condition taken apart: itself, its name, its sign and its bound. */
function parts(condition) {
  return /^([a-z0-9-]+)(=|<=|>=)(.*)$/.exec(condition);
}

/** What was kept, whatever it is. */
function parsed(text) {
  try {
    const kept = JSON.parse(text);
    const answers = typeof kept.answers === "object" && kept.answers !== null ? kept.answers : {};
    return { guess: String(kept.guess ?? ""), revealed: kept.revealed === true, answers, solved: kept.solved === true };
  } catch {
    return {};
  }
}
