/**
 * One figure in a frame of another page: `?embed=boundary`, with play and a link to the whole lab in the state that is shown. All else
 * of the page is there and not shown.
 */
import { figures, showAlone, view } from "./alone.js";
import { command, on } from "./lab.js";
import { linkTo } from "./link.js";
import { asked, isEmbedded } from "./query.js";
import { adopt } from "./sheet.js";
import { onWords, say } from "./words.js";

const name = asked("embed") || "boundary";
const figure = figures[name] ?? view;

/** Shows the figure alone, where the address asks for that, as far as it is there. */
export function showEmbedded() {
  if (isEmbedded) showAlone(`.transports, ${figure}`);
}

/** Shows it alone from now on, with a link to the whole lab. */
export async function startEmbed() {
  if (!isEmbedded) return;
  showEmbedded();
  addLink();
  if (figure.startsWith(view)) on("ready", () => command(`view=${name}`));
  document.documentElement.dataset.embed = name;
  // Without its style the figure stands among the others.
  await adopt(document.body.dataset.embedStyle).catch(() => {});
}

/** The way to the whole lab. What is worth keeping is what a link has to say. */
function addLink() {
  const link = Object.assign(document.createElement("a"), { id: "whole", target: "_blank", rel: "noopener" });
  const whole = (text) => (link.href = linkTo(location.href.split(/[?#]/)[0], text));
  whole(location.hash.slice(1));
  on("saved", ({ text }) => whole(text));
  const label = () => (link.textContent = say("embed.whole"));
  onWords(label);
  label();
  document.getElementById("play").after(link);
}
