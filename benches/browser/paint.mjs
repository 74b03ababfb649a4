// The colours of a value, for the implementations in JavaScript.

/** Linear between (245, 147, 34) at −1, (232, 234, 235) at 0 and (8, 119, 189) at +1, clamped outside. */
export function paint(rgba, pixel, value) {
    const at = 4 * pixel;
    if (value < 0) {
        const t = value < -1 ? 1 : -value;
        rgba[at] = 232 + 13 * t;
        rgba[at + 1] = 234 - 87 * t;
        rgba[at + 2] = 235 - 201 * t;
    } else {
        const t = value > 1 ? 1 : value;
        rgba[at] = 232 - 224 * t;
        rgba[at + 1] = 234 - 115 * t;
        rgba[at + 2] = 235 - 46 * t;
    }
    rgba[at + 3] = 255;
}
