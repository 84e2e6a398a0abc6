// Comforts of the session: the clock runs on the page, a scanner's Enter takes the cartridge, a picture is shown before
// it is sent. Every page works without them.
"use strict";
(() => {
  const clock = document.querySelector("[data-since]");
  if (clock) {
    const since = Date.parse(clock.dataset.since);
    const tick = () => { clock.textContent = String(Math.max(0, Math.floor((Date.now() - since) / 60000))); };
    tick();
    setInterval(tick, 5000);
  }

  // The strip of steps opens at the step that one is at; the page itself does not move.
  const strip = document.querySelector(".session-steps"), here = strip?.querySelector("[aria-current]");
  if (here) strip.scrollLeft += here.getBoundingClientRect().left - strip.getBoundingClientRect().left - 16;

  // A scanner types the code and presses Enter: that means this cartridge, not "save and go on".
  const scan = document.getElementById("id_scan");
  scan?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !scan.value.trim()) return;
    event.preventDefault();
    document.querySelector("[name='seal']:checked") ? scan.form.requestSubmit(scan.form.querySelector("[value='cartridge']")) : document.querySelector("[name='seal']")?.focus();
  });

  document.querySelectorAll("input[type='file']").forEach((input) => {
    input.addEventListener("change", () => {
      const place = document.querySelector(`[data-preview="${input.name}"]`);
      if (!place || !input.files[0]) return;
      const image = new Image();
      image.alt = "";
      image.src = URL.createObjectURL(input.files[0]);
      place.replaceChildren(image);
    });
  });
})();
