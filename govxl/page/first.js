// Runs in whatever browser opens the page, so it is written as they were written for long before: shows the sentence
// for those that cannot go on, and says to the rest (page.js) that they can. Of a page that was not downloaded to its
// end page.js is missing, which stands there.
(function () {
  var able = false;
  try {
    // What the rest is written in; of these the newest is what unpacks, which Firefox has since May 2023.
    able = typeof WebAssembly === "object" && typeof WebAssembly.Tag === "function" &&
      typeof Worker === "function" && typeof DecompressionStream === "function" &&
      typeof Blob.prototype.arrayBuffer === "function" && typeof Promise === "function" &&
      typeof Object.fromEntries === "function" && typeof Array.prototype.at === "function";
  } catch (error) {
    able = false;
  }
  window.govxlAble = able;
  if (!able) document.getElementById("old").removeAttribute("hidden");
  window.onload = function () {
    if (able && !window.govxlWhole) document.getElementById("cut").removeAttribute("hidden");
  };
})();
