/** Elements for a lesson. */

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
