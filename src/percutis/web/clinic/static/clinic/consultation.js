// An answer that could not be saved while one goes on is told at once. Without this file "Save" tells it.
"use strict";
(() => {
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
