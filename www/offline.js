/**
 * Without a network: the browser is given the service worker, which keeps the site's files. `data-service-worker` on the body names
 * it; it is not there where the page must come from its server each time, or is one file that needs no server.
 */
import { isEmbedded } from "./query.js";

/** How long after the start, in milliseconds: what a person does first comes first. */
const later = 1500;

/** Has the site kept, some time after the lab has started; a figure in another page is no visit. Where the browser allows no service worker, nothing is kept. */
export function keepSite() {
  const { serviceWorker } = document.body.dataset;
  if (serviceWorker === undefined || isEmbedded) return;
  setTimeout(async () => {
    try {
      await navigator.serviceWorker.register(serviceWorker);
    } catch {
      // Not a secure address, a frame without rights, or no network any more: the next visit asks again.
    }
  }, later);
}
