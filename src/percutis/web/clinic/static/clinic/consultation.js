// The section one is in lies in sight; an answer that could not be saved is told at once. Without this file one
// scrolls, and "Save" tells it.
"use strict";
(() => {
  const show = () => {
    const here = document.querySelector(".sections [aria-current]");
    const list = document.getElementById("sections");
    if (here && list) list.scrollLeft += here.getBoundingClientRect().left - list.getBoundingClientRect().left - 16;
  };
  show();
  document.addEventListener("htmx:oobAfterSwap", show);
  const tell = () => {
    const panel = document.getElementById("verdict");
    const words = document.getElementById("not-saved");
    if (panel && words && !panel.querySelector(".not-saved")) panel.prepend(words.content.cloneNode(true));
  };
  document.addEventListener("htmx:sendError", tell);
  document.addEventListener("htmx:responseError", tell);
  document.addEventListener("htmx:beforeSwap", (event) => {
    const from = event.detail.xhr.responseURL;
    if (from && !new URL(from).pathname.includes("/consultation/")) { // a lost log-in answers with its own page
      event.detail.shouldSwap = false;
      tell();
    }
  });
})();
