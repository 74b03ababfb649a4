"use strict";
/*
 * What serves the page that is one file (`cargo xtask build --single`): the browser fetches nothing for a page that was opened from
 * disk, so the files that the page asks for are in it, as base64 of gzip by their names.
 */
{
  const pack = JSON.parse(document.getElementById("single-files").textContent);
  const worker = new Blob([document.getElementById("single-worker").textContent], { type: "text/javascript" });
  document.body.dataset.worker = URL.createObjectURL(worker);
  // Other pages are not in this one.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('a[href$=".html"] { display: none }');
  document.adoptedStyleSheets = [sheet];

  window.fetch = async (address) => {
    const name = String(address).split("/").pop();
    if (!Object.hasOwn(pack, name)) throw new TypeError(`${name} is not in this file`);
    const packed = Uint8Array.from(atob(pack[name]), (letter) => letter.charCodeAt(0));
    const content = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    const type = name.endsWith(".wasm") ? "application/wasm" : "text/plain";
    return new Response(content, { headers: { "Content-Type": type } });
  };
}
