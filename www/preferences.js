/** What the browser keeps between visits. Storage may be absent, forbidden or full: then nothing is kept. */

const prefix = "frontera-";

/** The kept text, or empty. */
export function recall(name) {
  try {
    return localStorage.getItem(prefix + name) ?? "";
  } catch {
    return "";
  }
}

/** Keeps a text; says whether that worked. */
export function keep(name, text) {
  try {
    localStorage.setItem(prefix + name, text);
    return true;
  } catch {
    return false;
  }
}

/** Forgets a text. */
export function forget(name) {
  try {
    localStorage.removeItem(prefix + name);
  } catch {
    // Nothing was kept either.
  }
}
