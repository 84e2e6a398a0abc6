// Two pictures that move together: larger, smaller, moved, swapped, or one over the other with a slider. Everything by
// keyboard too. Without scripts they stand side by side.
"use strict";
(() => {
  const root = document.querySelector("[data-compare]");
  if (!root) return;
  const pair = root.querySelector("[data-pair]"), tools = root.querySelector("[data-tools]");
  const cut = root.querySelector("[data-cut]"), part = root.querySelector("[data-part]");
  const frames = [...root.querySelectorAll(".compare-frame")];
  const over = root.querySelector("[data-side='after'] .compare-frame");
  const MOST = 8, STEP = 1.35, MOVE = 0.08;
  let scale = 1, x = 0, y = 0; // x and y: the corner that is seen, in parts of the frame

  const draw = () => {
    const room = 1 - 1 / scale;
    x = Math.min(room, Math.max(0, x));
    y = Math.min(room, Math.max(0, y));
    frames.forEach((frame) => {
      const image = frame.firstElementChild;
      image.style.transform = `scale(${scale}) translate(${-x * 100}%, ${-y * 100}%)`;
    });
    root.classList.toggle("is-large", scale > 1);
    const isSliding = root.classList.contains("is-sliding"), isSwapped = root.classList.contains("is-swapped");
    const seen = part ? part.value : 50;
    over.style.clipPath = !isSliding ? "" : isSwapped ? `inset(0 ${100 - seen}% 0 0)` : `inset(0 0 0 ${100 - seen}%)`;
  };
  const zoom = (by, atX = 0.5, atY = 0.5) => {
    const next = Math.min(MOST, Math.max(1, scale * by));
    x += atX / scale - atX / next;
    y += atY / scale - atY / next;
    scale = next;
  };
  const flip = (name, button) => {
    const isOn = root.classList.toggle(name);
    button?.setAttribute("aria-pressed", String(isOn));
    return isOn;
  };
  const button = (name) => tools.querySelector(`[data-do='${name}']`);
  const acts = {
    in: () => zoom(STEP),
    out: () => zoom(1 / STEP),
    whole: () => { scale = 1; x = y = 0; },
    swap: () => button("swap") && flip("is-swapped", button("swap")),
    slide: () => { if (button("slide")) cut.hidden = !flip("is-sliding", button("slide")); },
    left: () => { x -= MOVE / scale; },
    right: () => { x += MOVE / scale; },
    up: () => { y -= MOVE / scale; },
    down: () => { y += MOVE / scale; },
  };
  const KEYS = { "+": "in", "=": "in", "-": "out", 0: "whole", s: "swap", S: "swap", ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };

  tools.addEventListener("click", (event) => {
    const act = acts[event.target.closest("[data-do]")?.dataset.do];
    if (act) { act(); draw(); }
  });
  part?.addEventListener("input", draw);
  pair.addEventListener("keydown", (event) => {
    const name = KEYS[event.key];
    if (!name || event.ctrlKey || event.metaKey || event.altKey) return;
    if (name.length > 2 && scale === 1 && event.key.startsWith("Arrow")) return; // the page scrolls as ever
    event.preventDefault();
    acts[name]();
    draw();
  });
  pair.addEventListener("wheel", (event) => {
    const frame = event.target.closest(".compare-frame");
    if (!frame || !event.ctrlKey) return; // a plain wheel scrolls the page
    event.preventDefault();
    const box = frame.getBoundingClientRect();
    zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    draw();
  }, { passive: false });
  pair.addEventListener("pointerdown", (event) => {
    const frame = event.target.closest(".compare-frame");
    if (!frame || scale === 1) return;
    const box = frame.getBoundingClientRect();
    frame.setPointerCapture(event.pointerId);
    const move = (moved) => { x -= moved.movementX / box.width / scale; y -= moved.movementY / box.height / scale; draw(); };
    frame.addEventListener("pointermove", move);
    frame.addEventListener("lostpointercapture", () => frame.removeEventListener("pointermove", move), { once: true });
  });
  // A comparison that was asked for is shown as soon as it is there; nobody has to look for it.
  const look = async (left) => {
    const page = await fetch(location.href).then((answer) => answer.text(), () => "");
    if (page.includes('class="verdict ')) location.replace(location.href.replace(/&waiting=yes/, ""));
    else if (left) setTimeout(look, 3000, left - 1);
  };
  if ("waiting" in root.dataset) setTimeout(look, 2000, 20);
  tools.hidden = false;
  draw();
})();
