// Notes every event it gets, and has a worker that does what its name says.

const style = new CSSStyleSheet();
style.replaceSync("#painted, #pad { touch-action: none } #pad { width: 200px } #far { margin-top: 3000px }");
document.adoptedStyleSheets = [style];

window.events = [];
const kinds = ["pointerdown", "pointermove", "pointerup", "click", "contextmenu", "touchstart", "touchend", "keydown", "keyup", "paste"];
for (const kind of kinds) {
  document.addEventListener(kind, (event) => {
    const { type, pointerType = "", key = "", shiftKey = false, isTrusted, clientX = 0, clientY = 0 } = event;
    window.events.push({ type, pointerType, key, shift: shiftKey, isTrusted, x: clientX, y: clientY });
  });
}

document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", async (event) => {
  event.preventDefault();
  window.dropped = await event.dataTransfer.files[0].text();
});

window.worker = new Worker("worker.js");
const canvas = document.querySelector("#painted").transferControlToOffscreen();
window.ask = (word) =>
  new Promise((resolve) => {
    window.worker.onmessage = ({ data }) => data.word === word && resolve(data.answer);
    window.worker.postMessage({ word });
  });
window.worker.postMessage({ word: "paint", canvas }, [canvas]);
