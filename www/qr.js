/**
 * The QR code of a text, by a small wasm of its own. The build puts wasm-bindgen's glue (the variable `wasm_bindgen`) in front of
 * this file.
 */
import { fetched } from "./fetched.js";

/** @type {Promise<unknown> | undefined} */
let started;

/** The number of squares along a side, and the dark ones as an SVG path; nothing where the text is too long. */
export async function code(text) {
  started ??= compile().then((module) => wasm_bindgen({ module_or_path: module }));
  started.catch(() => (started = undefined));
  await started;
  const [size, path] = wasm_bindgen.code(text).split(/ (.*)/);
  return path ? { size: Number(size), path } : undefined;
}

async function compile() {
  const answer = await fetched("./qr.wasm");
  return WebAssembly.compile(await answer.arrayBuffer());
}
