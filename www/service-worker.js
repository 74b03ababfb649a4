/*
 * The site without a network. The build puts a constant in front of this file: `build`, its version and the hash of every file
 * that it made, by name; the page itself is `./`.
 *
 * A build is taken in whole or not at all: every file is checked by its hash, so that while a new build is being published, its
 * page cannot be kept with the files of another. Which files belong together the page says, by names that hold their hashes;
 * so a new build may take over at once. Pages that are open still find the files that they came with, and the next page that is
 * opened is the new one.
 */

/** What begins the names of this site's caches: an origin may hold other sites, and this one under several paths. */
const prefix = `frontera ${registration.scope} `;
const current = prefix + build.version;

addEventListener("install", (event) => event.waitUntil(keepAll()));
addEventListener("activate", (event) => event.waitUntil(Promise.all([clients.claim(), sweep()])));
addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  if (method !== "GET" || !url.startsWith(registration.scope)) return;
  if (mode !== "navigate") {
    event.respondWith(find(event.request));
    return;
  }
  const name = url.slice(registration.scope.length).split(/[?#]/)[0];
  const page = name === "" || name === "index.html" ? "./" : name;
  if (!Object.hasOwn(build.files, page)) return;
  event.respondWith(find(event.request, page));
  event.waitUntil(sweep());
});

async function keepAll() {
  const cache = await caches.open(current);
  // A file with a hash in its name does not change. A page does: whether it has is asked of the server.
  const mode = (name) => (/-[0-9a-f]{16}\./.test(name) ? "default" : "no-cache");
  const request = ([name, integrity]) => new Request(name, { integrity, cache: mode(name) });
  await cache.addAll(Object.entries(build.files).map(request));
  await skipWaiting();
}

/** A file of this build, else of one that an open page may have come from, else from the server. */
async function find(request, name = request) {
  // A script that did not come once is asked for by an address with something at its end.
  const lenient = { ignoreVary: true, ignoreSearch: true };
  return (await caches.match(name, { ...lenient, cacheName: current })) ?? (await caches.match(name, lenient)) ?? fetch(request);
}

/** Other builds go when no page is open that may ask for their files, unless one of them is just coming. */
async function sweep() {
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const others = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== current);
  if (pages.length > 0 || registration.installing || registration.waiting) return;
  await Promise.all(others.map((name) => caches.delete(name)));
}
