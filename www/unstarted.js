/*
 * Where the page's modules do not arrive, or the browser cannot read them, none of them is there to say so. This script is a
 * classic one in the oldest words, and says it for them.
 */
addEventListener("load", function () {
  if (document.documentElement.hasAttribute("data-started")) return;
  var words = JSON.parse(document.getElementById("words").textContent);
  var again = document.getElementById("failure-again");
  var old = !("noModule" in document.createElement("script")) || typeof WebAssembly !== "object";
  document.getElementById("starting").hidden = true;
  document.getElementById("failure-fresh").hidden = true;
  document.getElementById("failure-title").textContent = words["failure.title"];
  document.getElementById("failure-text").textContent = words[old ? "failure.old" : "failure.start"];
  document.getElementById("failure").hidden = false;
  again.addEventListener("click", function () {
    location.reload();
  });
});
