// Hands its canvas to a worker.
const canvas = document.querySelector("#plane-canvas").transferControlToOffscreen();
new Worker("worker.js").postMessage(canvas, [canvas]);
