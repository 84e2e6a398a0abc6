// The day at the desk: the drawer takes the focus and gives it back, and the page keeps up with the others.
"use strict";
(() => {
  const MINUTE = 60000;
  let opener = null;

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.target.id === "drawer") opener = event.detail.elt;
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id === "drawer") event.detail.target.querySelector("h2")?.focus();
  });

  const close = () => {
    const drawer = document.getElementById("drawer");
    if (!drawer || !drawer.innerHTML.trim()) return;
    drawer.replaceChildren();
    if (opener && document.contains(opener)) opener.focus();
  };
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-close]")) { event.preventDefault(); close(); } });

  // Choosing a free time fills the time in; typing one is as good.
  document.addEventListener("change", (event) => {
    const chosen = event.target.closest("[data-clock]");
    const clock = document.getElementById("id_clock");
    if (chosen && clock) clock.value = chosen.value;
  });
  document.addEventListener("input", (event) => {
    if (event.target.id === "id_clock") document.querySelectorAll("[data-clock]:checked").forEach((free) => { free.checked = false; });
  });

  setInterval(() => {
    const day = document.getElementById("day");
    const busy = document.hidden || !day || day.contains(document.activeElement);
    if (!busy) htmx.ajax("GET", location.pathname, { target: "#day", swap: "outerHTML" });
  }, MINUTE);
})();
