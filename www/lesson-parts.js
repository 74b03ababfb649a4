/** Elements for a lesson, and what its links name. */

/** An element with properties and children. */
export function build(tag, properties = {}, children = []) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** The element that a selector finds in another. */
export function find(root, selector) {
  return root.querySelector(selector);
}

/** The figures that a link names: what to look at, what to compare, and whether it is about a part of the network, or lines in the plane. */
export function figuresOf(link) {
  const said = new URLSearchParams(link.hash.slice(1));
  return { view: said.get("view") ?? "none", compare: said.get("compare") ?? "none", isPart: said.has("select"), isLines: said.get("lines") === "on" };
}
