// Paints, fetches, speaks or throws.

const deeds = {
  paint({ canvas }) {
    const pen = canvas.getContext("2d");
    pen.fillStyle = "orange";
    pen.fillRect(20, 20, 50, 50);
    return "painted";
  },
  fetch: async () => (await fetch("data.txt")).text(),
  speak: () => console.log("worker speaks"),
  throw() {
    setTimeout(() => {
      throw new Error("worker throws");
    });
  },
};

self.onmessage = async ({ data }) => {
  const answer = await deeds[data.word](data);
  self.postMessage({ word: data.word, answer });
};
