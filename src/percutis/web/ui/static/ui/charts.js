// A tap on a zone of a face ticks that zone in the list beside it. Without this file the list does it alone.
"use strict";
document.addEventListener("click", (event) => {
  const zone = event.target.closest(".face-choosing [data-zone]");
  const input = zone?.closest(".face-chart").querySelector(`input[value="${zone.dataset.zone}"]`);
  input?.click();
});
