/**
 * The lesson beside the lab: which is open, its text, and the list of all. It comes when the lab has started.
 *
 * A lesson's text is a fragment of HTML that the build made of this site's own Markdown. It is parsed in a document of its
 * own, where nothing runs, and only then taken over.
 */
import { opensHere } from "./click.js";
import { openDialog } from "./dialogs.js";
import { fetched } from "./fetched.js";
import { act, on, read, watch } from "./lab.js";
import { startLook } from "./lesson-look.js";
import { build, find } from "./lesson-parts.js";
import { isSolved, showProgress } from "./lesson-progress.js";
import { showText } from "./notices.js";
import { forget } from "./preferences.js";
import { adopt } from "./sheet.js";
import { showTab } from "./tabs.js";
import { say } from "./words.js";

const panel = document.getElementById("lesson");
const dialog = document.getElementById("lessons");
const tab = document.getElementById("tab-lesson");
const { dataset } = document.body;

/** A formula that is wider than its place is scrolled, by keys too. */
const wide = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth + 1) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});

/** Connects the lessons to the page; `hash` is of the address that the page was opened with. Gives what opens the list. */
export function startLessons(hash) {
  /** @type {Map<string, Promise<{words: Record<string, string>, lessons: any[]}>>} what there is, by language */
  const lists = new Map();
  /** What is on the page: `name language`. */
  let shown = "";
  /** The lesson that is on the page, and how far the person is with it. */
  let open;
  let styled;
  const look = startLook();
  const language = () => document.documentElement.lang;

  watch(["lesson"], show);
  on("state", () => {
    open?.check();
    look.arrive();
  });
  // Not `location`: see `startAddress`.
  addEventListener("hashchange", ({ newURL }) => setBare(new URL(newURL).hash));
  addEventListener("beforeprint", () => open?.reveal());
  setBare(hash);
  show();
  return () => showList().catch(failed);

  /** What there is in a language: asked for once, and again where that failed. */
  function list(which = language()) {
    if (!lists.has(which)) {
      const asked = fetched(which === "es" ? dataset.lessonsEs : dataset.lessonsEn).then((answer) => answer.json());
      asked.catch(() => lists.delete(which));
      lists.set(which, asked);
    }
    return lists.get(which);
  }

  /** A link that names a lesson and nothing else means the lesson with its own setting of the lab. */
  async function setBare(hash) {
    const [, name] = /^#lesson=([a-z0-9-]+)$/.exec(hash) ?? [];
    const found = name && (await list().catch(() => undefined))?.lessons.find((lesson) => lesson.name === name);
    if (found) start(found);
  }

  function start(lesson) {
    act(`open=${lesson.link}&lesson=${lesson.name}`);
  }

  /** Shows the lesson that the lab says is open, in the language of the page. */
  async function show() {
    const name = read("lesson");
    const wanted = `${name} ${language()}`;
    if (wanted === shown || name === "") return;
    shown = wanted;
    if (name === "none") return close();
    try {
      const { words, lessons } = await list();
      const place = lessons.findIndex((lesson) => lesson.name === name);
      if (shown !== wanted) return;
      if (place < 0) {
        close();
        act("lesson=none");
        return showText(words.unknown);
      }
      const [text] = await Promise.all([textOf(lessons[place].file), style()]);
      if (shown === wanted) put(words, lessons, place, text);
    } catch (error) {
      console.warn(error);
      if (shown === wanted) shown = "";
      failed();
    }
  }

  /** What could not be fetched is tried again when it is asked for again. */
  async function failed() {
    const known = await list().catch(() => undefined);
    showText(known?.words.failed ?? say("failure.later"));
  }

  async function textOf(file) {
    return (await fetched(file)).text();
  }

  /** The style of lessons, with their font: wanted with the first of them. */
  function style() {
    styled ??= adopt(dataset.lessonStyle).catch((error) => {
      styled = undefined;
      throw error;
    });
    return styled;
  }

  function put(words, lessons, place, text) {
    const lesson = lessons[place];
    const isOther = open?.name !== lesson.name;
    const [article] = new DOMParser().parseFromString(text, "text/html").body.children;
    const top = panel.scrollTop;
    const head = build("div", { className: "lesson-head" }, [
      button(words.previous, "‹", lessons[place - 1]),
      button(words.next, "›", lessons[place + 1]),
      press("quiet", words.close, "×", () => {
        act("lesson=none");
        document.getElementById("lessons-open").focus();
      }),
    ]);
    const foot = build("p", { className: "buttons lesson-foot" }, [
      ...(lessons[place + 1] ? [press("main", "", words.next, () => start(lessons[place + 1]))] : []),
      press("quiet", "", words.anew, () => {
        forget(`lesson-${lesson.name}`);
        open = undefined;
        put(words, lessons, place, text);
        start(lesson);
        showText(words["was-anew"]);
        find(panel, "#lesson-title").focus();
      }),
      build("a", { className: "quiet", href: lesson.page, target: "_blank", rel: "noopener", textContent: words.print }),
    ]);
    wide.disconnect();
    panel.replaceChildren(head, article, foot);
    find(panel, "#lesson-title").tabIndex = -1;
    for (const line of article.querySelectorAll(".formula-line")) wide.observe(line);
    article.addEventListener("click", (event) => follow(event, words));
    open = showProgress(article, lesson, words);
    open.check();
    panel.hidden = false;
    document.body.dataset.lesson = "";
    tab.textContent = words.title;
    const opener = document.getElementById("lessons-open");
    opener.title = lesson.title;
    opener.dataset.place = String(place + 1);
    tab.hidden = false;
    showTab(isOther ? tab : undefined);
    if (isOther) look.open();
    panel.scrollTop = isOther ? 0 : top;
    if (lessons[place + 1]) textOf(lessons[place + 1].file).catch(() => {});
  }

  /** A link of the text sets the lab, and is no step of the browser's past; a note is gone to on the page. */
  function follow(event, words) {
    const link = event.target.closest("a");
    if (!link || !opensHere(event)) return;
    if (link.classList.contains("try")) {
      event.preventDefault();
      if (/^#lesson=[a-z0-9-]+$/.test(link.hash)) return void setBare(link.hash);
      act(`open=${link.hash.slice(1)}`);
      showText(look.isTight() ? words["was-set"] : `${words["was-set"]} ${words.undo}`);
      look.follow(link, words);
      // The text has made way for the notice: what was pressed stays in view.
      const step = link.closest("li") ?? link;
      panel.scrollBy(0, Math.max(0, step.getBoundingClientRect().bottom + 8 - panel.getBoundingClientRect().bottom));
    } else if (link.classList.contains("note-mark")) {
      event.preventDefault();
      find(panel, link.hash).focus();
    }
  }

  function close() {
    open = undefined;
    look.rest();
    panel.hidden = true;
    panel.replaceChildren();
    delete document.body.dataset.lesson;
    const opener = document.getElementById("lessons-open");
    opener.removeAttribute("title");
    delete opener.dataset.place;
    tab.hidden = true;
    showTab();
  }

  /** A button to another lesson; none leads past the ends. */
  function button(label, sign, lesson) {
    const made = press("quiet", label, sign, () => lesson && start(lesson));
    made.disabled = !lesson;
    return made;
  }

  function press(className, label, text, act) {
    const made = build("button", { type: "button", className, textContent: text });
    if (label) {
      made.title = label;
      made.setAttribute("aria-label", label);
    }
    made.addEventListener("click", act);
    return made;
  }

  async function showList() {
    const [{ words, lessons }] = await Promise.all([list(), style()]);
    const shut = press("quiet", say("close"), "×", () => {});
    shut.dataset.close = "";
    const item = (lesson) => {
      const made = press("quiet lesson-choice", "", "", () => {
        dialog.close();
        start(lesson);
      });
      made.append(build("span", { textContent: lesson.title }));
      if (isSolved(lesson.name)) made.append(build("small", { textContent: `✓ ${words["solved-short"]}` }));
      if (lesson.name === read("lesson")) made.setAttribute("aria-current", "true");
      return build("li", {}, [made]);
    };
    const free = press("quiet", "", words.free, () => {
      dialog.close();
      act("lesson=none");
    });
    dialog.replaceChildren(
      build("header", { className: "dialog-head" }, [build("h2", { id: "lessons-title", textContent: words.list }), shut]),
      build("p", { textContent: words["list-text"] }),
      build("ol", { className: "lesson-list" }, lessons.map(item)),
      build("p", { className: "buttons" }, [free]),
    );
    openDialog("lessons");
  }
}
