// Small comforts. Every page works without them.
"use strict";
(() => {
  const focusFirst = () => {
    const faulty = document.querySelector("[aria-invalid='true']") || document.querySelector("[data-focus]");
    if (faulty) faulty.focus({ preventScroll: false });
  };
  document.addEventListener("DOMContentLoaded", focusFirst);

  // A form is sent once, however often somebody taps.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (form.method === "post" && !form.hasAttribute("hx-post")) {
      form.dataset.sent = "yes";
      setTimeout(() => delete form.dataset.sent, 4000);
    }
  });

  // Steppers: minus and plus beside a number, by the input's own step.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (button) {
      const input = document.getElementById(button.dataset.for);
      if (button.dataset.step === "up") input.stepUp(); else input.stepDown();
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
    if (event.target.closest("[data-print]")) window.print();
    const back = event.target.closest("[data-back]");
    if (back && history.length > 1) { event.preventDefault(); history.back(); }
  });

  // What was typed stays on this device until it has been saved: a lost log-in or line loses nothing.
  const KEEP = "draft:";
  document.querySelectorAll("form[data-keep]").forEach((form) => {
    const key = KEEP + location.pathname;
    try {
      const kept = JSON.parse(sessionStorage.getItem(key) || "{}");
      form.querySelectorAll("textarea, input[type=text]").forEach((input) => {
        if (!input.value && kept[input.name]) input.value = kept[input.name];
        input.addEventListener("input", () => {
          kept[input.name] = input.value;
          sessionStorage.setItem(key, JSON.stringify(kept));
        });
      });
      form.addEventListener("submit", () => sessionStorage.removeItem(key));
    } catch (problem) { /* private mode keeps nothing, and nothing breaks */ }
  });
})();
