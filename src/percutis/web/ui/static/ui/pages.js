// Small comforts. Every page works without them.
"use strict";
(() => {
  // The first faulty field takes the focus, else what the page points to.
  const faulty = document.querySelector(".has-error :is(input, select, textarea):not([type='hidden']), [aria-invalid='true']");
  (faulty || document.querySelector("[data-focus]"))?.focus();

  // What was done is said where the page opens, not above what can be seen.
  const opened = document.getElementById(location.hash.slice(1));
  const told = document.querySelectorAll("#main > [data-told]");
  if (told.length && opened?.matches("h2")) opened.after(...told);
  if (told.length && opened?.matches("section")) opened.prepend(...told);

  // A form is sent once, however often somebody taps; and not into nowhere.
  const WAIT = 8000;
  const wake = (form, button) => { delete form.dataset.sent; button?.classList.remove("is-sent"); };
  document.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (!navigator.onLine) { event.preventDefault(); say(form, words.offline); return; }
    if (form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    button?.classList.add("is-sent");
    setTimeout(wake, WAIT, form, button);
    addEventListener("pageshow", () => wake(form, button), { once: true });
  });

  // A sentence above a form, in the words that the page brought along.
  const words = document.body.dataset;
  const say = (form, text, after) => {
    form.querySelector(":scope > [data-said]")?.remove();
    const box = document.createElement("div");
    box.className = "notice notice-warn";
    box.dataset.said = "";
    box.setAttribute("role", "alert");
    const line = document.createElement("p");
    line.textContent = text;
    box.append(line);
    if (after) line.append(" ", after);
    form.prepend(box);
    box.scrollIntoView({ block: "nearest" });
  };

  // Steppers: minus and plus beside a number, by the input's own step.
  document.addEventListener("click", (event) => {
    const step = event.target.closest("[data-step]");
    if (step) {
      const input = document.getElementById(step.dataset.for);
      if (step.dataset.step === "up") input.stepUp(); else input.stepDown();
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
    if (event.target.closest("[data-print]")) print();
    if (event.target.closest("[data-back]") && history.length > 1) { event.preventDefault(); history.back(); }
  });

  // A field for files speaks the page's language, not the browser's: a button in our words, and what was chosen beside it.
  document.querySelectorAll("input[type='file']").forEach((file) => {
    const box = document.createElement("label"), button = document.createElement("span"), name = document.createElement("bdi");
    box.className = "file";
    button.className = "button";
    button.textContent = words.choose;
    file.replaceWith(box);
    box.append(file, button, name);
    file.addEventListener("change", () => { name.textContent = [...file.files].map((one) => one.name).join(", "); });
  });

  // The menu of a small screen closes by Escape and gives the focus back.
  document.addEventListener("keydown", (event) => {
    const menu = document.querySelector("details.menu[open]");
    if (event.key === "Escape" && menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });

  // What was typed stays in this tab until it has been saved: a lost log-in or a lost line loses nothing. Logging out
  // forgets it. A draft is gone once its form was sent and the next page came from there.
  const HEAD = "draft:" + (words.who || "") + ":";
  const NEVER = "[type='hidden'], [type='password'], [type='file'], [type='submit']";
  const here = location.pathname + location.search;
  const load = (key) => { try { return JSON.parse(sessionStorage.getItem(key)) || null; } catch (problem) { return null; } };
  const store = (key, draft) => { try { sessionStorage.setItem(key, JSON.stringify(draft)); } catch (problem) { /* private mode keeps nothing */ } };
  const cameFrom = document.referrer ? new URL(document.referrer) : null;
  const arrived = performance.getEntriesByType("navigation")[0]?.type === "navigate";
  const asksWho = document.querySelector("input[type='password']");

  document.addEventListener("submit", (event) => { if (event.target.matches("[data-forget], [action$='/leave/']")) sessionStorage.clear(); });
  if (!asksWho) {
    Object.keys(sessionStorage).filter((key) => key.startsWith(HEAD)).forEach((key) => {
      const draft = load(key);
      const isSaved = draft?.sent && arrived && cameFrom && cameFrom.pathname + cameFrom.search === draft.page;
      if (!draft || isSaved) sessionStorage.removeItem(key);
    });
  }
  const nameOf = (input) => input.name + (/^(radio|checkbox)$/.test(input.type) ? "=" + input.value : "");
  const valueOf = (input) => (/^(radio|checkbox)$/.test(input.type) ? input.checked : input.value);
  document.querySelectorAll("form[data-keep]").forEach((form, place) => {
    const key = HEAD + here + "#" + place;
    const inputs = () => [...form.elements].filter((input) => input.name && !input.matches(NEVER));
    const typed = load(key)?.typed;
    const lost = typed ? inputs().filter((input) => nameOf(input) in typed && typed[nameOf(input)] !== valueOf(input)) : [];
    const put = (value) => lost.forEach((input) => {
      const given = value(input);
      if (typeof given === "boolean") input.checked = given; else input.value = given;
    });
    if (lost.length) {
      const before = new Map(lost.map((input) => [input, valueOf(input)]));
      put((input) => typed[nameOf(input)]);
      const undo = document.createElement("button");
      undo.type = "button";
      undo.className = "button";
      undo.textContent = words.discard;
      undo.addEventListener("click", () => { put((input) => before.get(input)); sessionStorage.removeItem(key); undo.closest("[data-said]").remove(); });
      say(form, words.restored, undo);
    }
    form.addEventListener("input", () => {
      store(key, { page: here, sent: false, typed: Object.fromEntries(inputs().map((input) => [nameOf(input), valueOf(input)])) });
    });
    form.addEventListener("submit", (event) => {
      const draft = load(key);
      if (draft && !event.defaultPrevented) store(key, { ...draft, sent: true });
    });
  });
})();
