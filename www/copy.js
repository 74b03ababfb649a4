/** The clipboard. */

/** Copies what a text field holds; says whether that could be done. */
export async function copied(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    // Not a secure address, or not allowed: the old way still may be.
    field.focus();
    field.select();
    return document.execCommand("copy");
  }
}
