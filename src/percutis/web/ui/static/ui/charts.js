// A tap on a zone of a face ticks that zone in the list beside it. Without this file the list does it alone.
"use strict";
(() => {
  if (document.documentElement.dataset.facesListen) return; // two faces on a page bring this file twice
  document.documentElement.dataset.facesListen = "yes";
  document.addEventListener("click", (event) => {
    const zone = event.target.closest(".face-choosing [data-zone]");
    const input = zone?.closest(".face-chart").querySelector(`input[value="${zone.dataset.zone}"]`);
    input?.click();
  });
})();
