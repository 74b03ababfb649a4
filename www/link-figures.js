/** Which figures a link is about. */

/** The figures that a link names: what to look at, what to compare, and whether it is about a part of the network, or lines in the plane. */
export function figuresOf(hash) {
  const said = new URLSearchParams(hash.slice(1));
  return { view: said.get("view") ?? "none", compare: said.get("compare") ?? "none", isPart: said.has("select"), isLines: said.get("lines") === "on" };
}

/** The panel of such figures; none where they are in the plane, which on a wide window the diagram is beside. */
export function panelOf({ view, compare, isPart }, isNarrow) {
  if (compare !== "none") return "compare";
  if (view !== "none") return "closer";
  return isPart && isNarrow ? "network" : "";
}
