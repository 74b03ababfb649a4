/**
 * One figure in a frame of another page: `?embed=boundary`, with play and a link to the whole lab in the state that is shown. All else
 * of the page is there and not shown.
 */
import { command, on } from "./lab.js";
import { asked, isEmbedded } from "./query.js";
import { adopt } from "./sheet.js";
import { onWords, say } from "./words.js";

/** Any other name is one of the setting `view`, whose figures share an element. */
const view = ".view-figure, #view-summary";
/** The elements of each figure. */
const figures = {
  boundary: ".plane .plane-figure, #summary",
  network: ".network-figure",
  loss: ".loss-figure, #summary",
  compare: "#rivals, #rival-table",
  backpropagation: `${view}, #walk > .walk-bar, #walk-stage`,
};

/** Shows the figure alone, where the address asks for that. */
export async function startEmbed() {
  if (!isEmbedded) return;
  const name = asked("embed") || "boundary";
  const figure = figures[name] ?? view;
  for (const element of document.querySelectorAll(`.transports, ${figure}`)) show(element);
  addLink();
  if (figure.startsWith(view)) on("ready", () => command(`view=${name}`));
  document.documentElement.dataset.embed = name;
  // Without its style the figure stands among the others.
  await adopt(document.body.dataset.embedStyle).catch(() => {});
}

function show(element) {
  element.classList.add("embed-shown");
  for (let above = element.parentElement; above !== document.body; above = above.parentElement) above.classList.add("embed-path");
}

/** The way to the whole lab. What is worth keeping is what a link has to say. */
function addLink() {
  const link = Object.assign(document.createElement("a"), { id: "whole", target: "_blank", rel: "noopener" });
  // As with every link: it must say something, or whoever opens it would see what they left.
  const whole = (text) => (link.href = `${location.href.split(/[?#]/)[0]}#${text || "step=0"}`);
  whole(location.hash.slice(1));
  on("saved", ({ text }) => whole(text));
  onWords(() => (link.textContent = say("embed.whole")));
  document.getElementById("play").after(link);
}
