// Paints one picture of many colours, and says so.
onmessage = ({ data }) => {
    const context = data.getContext("2d", { alpha: false });
    for (let k = 0; k < 60; k++) {
        context.fillStyle = `hsl(${6 * k} 40% 80%)`;
        context.fillRect(10 * k, 0, 10, 600);
    }
    postMessage({ type: "ready" });
};
