// Served by `cargo xtask serve` alone, in the place of the site's service worker. A browser that has kept the site from this
// address asks for its worker anew and gets this one: from the next load on, at the latest, the site comes from the server again.
"use strict";
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(retire()));

async function retire() {
  const prefix = `frontera ${registration.scope} `;
  const kept = (await caches.keys()).filter((name) => name.startsWith(prefix));
  await Promise.all(kept.map((name) => caches.delete(name)));
  // Only pages of one's own can be loaded again.
  await clients.claim();
  await registration.unregister();
  for (const page of await clients.matchAll({ type: "window", includeUncontrolled: true })) page.navigate(page.url).catch(() => {});
}
