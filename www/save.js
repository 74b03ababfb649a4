/** What can be taken home: a figure with its caption as PNG or SVG, the network as JSON or as a program, the points. */
import { frame } from "./figures.js";
import { on, post, read, readList, readNumber, watch } from "./lab.js";
import { loss, percent } from "./format.js";
import { inNumpy, inPytorch } from "./snippets.js";
import { isRegression } from "./task.js";
import { onWords, say } from "./words.js";

const figures = document.getElementById("save-figure");
const caption = document.getElementById("save-caption");
/** The size of a caption and the room that it takes, in CSS pixels. */
const [letter, room] = [13, 34];
/** What becomes of the worker's next answer of a kind. */
const waiting = {};
/** How the network is written, and the file's name. */
const programs = {
  json: ["network.json", "application/json", (network) => network],
  numpy: ["network_numpy.py", "text/x-python", (network) => inNumpy(JSON.parse(network))],
  pytorch: ["network_pytorch.py", "text/x-python", (network) => inPytorch(JSON.parse(network))],
};

/** Connects the buttons: they are in the dialog of the link, which may be open by now. */
export function startSave() {
  figures.addEventListener("change", write);
  // Which figures there are is looked at when somebody asks: it takes a layout of the page.
  const isOpen = () => document.getElementById("share").open;
  const list = () => isOpen() && listFigures();
  document.getElementById("share-open").addEventListener("click", list);
  onWords(list);
  // Training may have been on its way when the dialog was opened.
  watch(["step"], () => isOpen() && write());
  list();
  document.getElementById("save-png").addEventListener("click", savePng);
  document.getElementById("save-svg").addEventListener("click", () => ask("picture", saveSvg, { figure: figures.value }));
  for (const button of document.querySelectorAll("[data-save]")) {
    const [name, type, written] = programs[button.dataset.save];
    button.addEventListener("click", () => ask("network", (text) => download(name, new Blob([written(text)], { type }))));
  }
  document.getElementById("save-csv").addEventListener("click", () => post({ type: "export" }));
  for (const kind of ["picture", "network"]) {
    on(kind, ({ text }) => {
      waiting[kind]?.(text);
      delete waiting[kind];
    });
  }
}

/** Saves a file in the browser's own way. */
export function download(name, file) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser needs the address until it has begun to save.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function ask(type, then, more = {}) {
  waiting[type] = then;
  post({ type, ...more });
}

/** Lists the figures that are on the page, by the names that they have there. */
function listFigures() {
  const chosen = figures.value;
  const seen = [...document.querySelectorAll("[data-figure]")].filter((element) => element.clientWidth > 0);
  figures.replaceChildren(
    ...seen.map(({ dataset: { figure } }) => Object.assign(document.createElement("option"), { value: figure, textContent: title(figure) })),
  );
  if (seen.some(({ dataset }) => dataset.figure === chosen)) figures.value = chosen;
  write();
}

function title(figure) {
  const [kind, run] = compared(figure);
  if (run) return `${say(kind === "plane" ? "plane.title" : "view.gradients")}: ${document.querySelector(`#rival-${run} .rival-name`).textContent}`;
  if (figure === "view") return say(`view.${read("view")}`);
  return say({ input: "plane.title", sigmoid: "view.decision" }[figure] ?? `${figure}.title`);
}

/** Of a figure of a run that is compared: what it shows, and which run that is, from 1. */
function compared(figure) {
  return figure.match(/^rival-(\w+)-(\d)$/)?.slice(1) ?? [];
}

function write() {
  const [, run] = compared(figures.value);
  const number = (ofFront, ofEach) => (run ? Number(readList(ofEach)[run - 1] || NaN) : readNumber(ofFront));
  const told = {
    figure: figures.selectedOptions[0]?.textContent ?? "",
    network: networkOf(run),
    step: read("step"),
    loss: loss(number("train-loss", "run-losses")),
    accuracy: percent(number("train-accuracy", "run-accuracies")),
  };
  caption.textContent = say(isRegression() ? "save.caption-regression" : "save.caption", told);
}

/** The layers and their activations; of a run that is compared without what the figure's name says. */
function networkOf(run) {
  const compare = run ? read("compare") : "none";
  if (compare === "model") return say(`model.${readList("runs")[run - 1]}`);
  const layers = readList("layers");
  // The last activation that is given is that of all layers after it; without hidden layers there is none.
  const activations = new Set(compare === "activation" ? [] : readList("activation").slice(0, layers.length - 2));
  return [layers.join("-"), ...[...activations].map((name) => say(`activation.${name}`))].join(" ");
}

/** The picture as it is on the screen, in its own pixels, with the caption below. */
function savePng() {
  write();
  const canvas = frame(figures.value).querySelector("canvas");
  const ratio = canvas.width / canvas.clientWidth;
  const copy = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height + Math.ceil(room * ratio) });
  const context = copy.getContext("2d");
  const { color, background, font } = looks();
  context.fillStyle = background;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  context.scale(ratio, ratio);
  context.fillStyle = color;
  context.font = `${letter}px ${font}`;
  context.fillText(caption.textContent, letter, canvas.clientHeight + 0.6 * room, canvas.clientWidth - 2 * letter);
  copy.toBlob((file) => download(`${figures.value}.png`, file), "image/png");
}

/** The same as lines and letters: the caption is a text of the document, and its title. */
function saveSvg(text) {
  write();
  const svg = new DOMParser().parseFromString(text, "image/svg+xml");
  const root = svg.documentElement;
  const [width, height] = ["width", "height"].map((name) => Number(root.getAttribute(name)));
  const { color, background, font } = looks();
  const add = (name, attributes, content = "") => {
    const element = svg.createElementNS(root.namespaceURI, name);
    for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
    element.textContent = content;
    return element;
  };
  root.setAttribute("height", height + room);
  root.setAttribute("viewBox", `0 0 ${width} ${height + room}`);
  root.prepend(add("title", {}, caption.textContent), add("rect", { width, height: height + room, fill: background }));
  const line = add("text", { x: letter, y: height + 0.6 * room, "font-size": letter, "font-family": font, fill: color }, caption.textContent);
  // A long caption is drawn closer rather than cut off.
  if (caption.textContent.length * letter * 0.55 > width - 2 * letter) {
    line.setAttribute("textLength", width - 2 * letter);
    line.setAttribute("lengthAdjust", "spacingAndGlyphs");
  }
  root.append(line);
  download(`${figures.value}.svg`, new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" }));
}

/** The caption looks as on the page. */
function looks() {
  const { color, fontFamily } = getComputedStyle(caption);
  return { color, font: fontFamily, background: getComputedStyle(document.getElementById("share")).backgroundColor };
}
