/** Points from a CSV and to one. Nothing is taken in from a file with bad rows unless the person says so. */
import { act, on, post, watch } from "./lab.js";
import { connectOpener, openDialog } from "./dialogs.js";
import { whole } from "./format.js";
import { divertNotices, sentence } from "./notices.js";
import { download } from "./save.js";
import { isRegression } from "./task.js";
import { say } from "./words.js";

/** As many points as the lab takes. */
export const limit = 5000;
/** No file of that many points is longer than this: a larger one is not even read. */
const longest = 2_000_000;

const dialog = document.getElementById("import");
const text = document.getElementById("import-text");
const bad = document.getElementById("import-bad");
const list = document.getElementById("import-rows");
const good = document.getElementById("import-good");
/** @type {Record<string, string> | undefined} what the worker found wrong with the rows */
let found;

/** Connects the dialog, the drop of files anywhere, and the export. */
export function startCsv() {
  connectOpener("import-open", "import", clear);
  document.getElementById("import-take").addEventListener("click", () => take("import"));
  good.addEventListener("click", () => take("import-good"));
  text.addEventListener("input", clear);
  connectFile();
  connectDrop();
  document.getElementById("export").addEventListener("click", () => post({ type: "export" }));
  on("csv", ({ text }) => download(say("csv.file-name"), new Blob([text], { type: "text/csv" })));
  divertNotices(handleNotice);
  watch(["task"], write);
  write();
}

/** Shows the notices that are about an import in the dialog; says whether this was one of them. */
function handleNotice(code, fill) {
  if (!dialog.open) return false;
  if (code === "imported") dialog.close();
  if (!["import-bad", "import-empty"].includes(code)) return false;
  found = { code, ...fill };
  write();
  return true;
}

function take(command) {
  clear();
  act(`${command}=${text.value}`);
}

function clear() {
  found = undefined;
  write();
}

function write() {
  document.getElementById("import-format").textContent = say(isRegression() ? "regression.csv" : "csv.format", { limit: "5 000" });
  text.placeholder = isRegression() ? "0.5, -1.2" : "0.5, -1.2, 0";
  const goodRows = Number(found?.good ?? 0);
  good.hidden = goodRows === 0;
  document.getElementById("import-take").hidden = goodRows > 0;
  good.textContent = say("csv.take-good", { good: goodRows });
  bad.hidden = found === undefined;
  bad.textContent = found === undefined ? "" : complaint(goodRows);
  writeRows();
}

/** One line for each of the first bad rows: the worker sends `line:reason`. */
function writeRows() {
  const rows = (found?.rows ?? "").split(",").filter((row) => row !== "");
  const lines = rows.map((row) => {
    const [line, reason] = row.split(":");
    return Object.assign(document.createElement("li"), { textContent: sentence({ code: "bad-row", fill: { line, reason } }) });
  });
  // Of the rows too many only the first is listed; how many there are is told above.
  const more = Number(found?.total ?? 0) - rows.filter((row) => !row.endsWith(":capacity")).length;
  if (more > 0) lines.push(Object.assign(document.createElement("li"), { textContent: say("csv-bad.more", { more }) }));
  list.replaceChildren(...lines);
  list.hidden = lines.length === 0;
}

function complaint(goodRows) {
  if (found.code !== "import-bad") return sentence({ code: found.code, fill: { limit, ...found } });
  const [total, over] = [Number(found.total), Number(found.over)];
  const sentences = [say(goodRows > 0 ? "csv-bad.question" : "csv-bad.none")];
  if (over > 0) sentences.unshift(say(over === 1 ? "csv-bad.over-one" : "csv-bad.over", { over: whole(over), limit: whole(limit) }));
  if (total > 0) sentences.unshift(say(total === 1 ? "csv-bad.one" : "csv-bad.many", { total }));
  return sentences.join(" ");
}

function connectFile() {
  const file = document.getElementById("import-file");
  document.getElementById("import-choose").addEventListener("click", () => file.click());
  file.addEventListener("change", () => {
    if (file.files.length > 0) readFile(file.files[0]);
    // The same file may be chosen again after it was mended.
    file.value = "";
  });
}

function connectDrop() {
  // The page sees to it that the file does not take its place.
  addEventListener("drop", ({ dataTransfer: { files } }) => {
    if (files.length > 0) readFile(files[0]);
  });
}

async function readFile(file) {
  clear();
  openDialog("import");
  try {
    if (file.size > longest) return complain("csv.too-long");
    text.value = await file.text();
  } catch {
    return complain("csv.unreadable");
  }
  return take("import");
}

function complain(key) {
  bad.textContent = say(key, { limit: "5 000" });
  bad.hidden = false;
}
