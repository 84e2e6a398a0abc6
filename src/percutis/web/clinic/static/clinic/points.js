// Placing points by a tap: the chosen point goes there and the next is chosen; arrow keys move the chosen one. The
// numbers in the form are what is sent, so nothing here is needed.
"use strict";
(() => {
  const form = document.querySelector("[data-points]");
  if (!form) return;
  const place = form.querySelector("[data-place]"), marks = form.querySelector("[data-marks]");
  const points = [...form.querySelectorAll("[data-point]")];
  const SVG = "http://www.w3.org/2000/svg";
  let chosen = 0;
  const inputs = (point) => point.querySelectorAll("input");
  const number = (input) => (input.value === "" ? null : Number(input.value));
  const set = (point, x, y) => {
    [x, y].forEach((value, axis) => { inputs(point)[axis].value = String(Math.round(Math.min(100, Math.max(0, value)) * 10) / 10); });
  };
  const draw = () => {
    marks.replaceChildren(...points.flatMap((point, index) => {
      point.classList.toggle("is-chosen", index === chosen);
      const [x, y] = [...inputs(point)].map(number);
      if (x === null || y === null) return [];
      const group = document.createElementNS(SVG, "g");
      group.classList.toggle("is-chosen", index === chosen);
      const dot = document.createElementNS(SVG, "circle"), text = document.createElementNS(SVG, "text");
      Object.entries({ cx: `${x}%`, cy: `${y}%`, r: 8 }).forEach(([name, value]) => dot.setAttribute(name, value));
      Object.entries({ x: `${x}%`, y: `${y}%`, dx: 12, dy: 5 }).forEach(([name, value]) => text.setAttribute(name, value));
      text.textContent = String(index + 1);
      group.append(dot, text);
      return [group];
    }));
  };
  const choose = (index) => { chosen = index; draw(); };

  form.classList.add("is-live");
  form.querySelector("[data-hint]").hidden = false;
  points.forEach((point, index) => {
    const button = point.querySelector("[data-choose]");
    button.disabled = false;
    button.addEventListener("click", () => { choose(index); place.focus({ preventScroll: true }); });
    inputs(point).forEach((input) => { input.addEventListener("focus", () => choose(index)); input.addEventListener("input", draw); });
  });
  place.tabIndex = 0;
  place.addEventListener("click", (event) => {
    const box = place.getBoundingClientRect();
    set(points[chosen], (100 * (event.clientX - box.left)) / box.width, (100 * (event.clientY - box.top)) / box.height);
    choose(Math.min(points.length - 1, chosen + 1));
  });
  place.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: [-0.2, 0], ArrowRight: [0.2, 0], ArrowUp: [0, -0.2], ArrowDown: [0, 0.2] }[event.key];
    if (/^[1-7]$/.test(event.key)) choose(Number(event.key) - 1);
    if (!by) return;
    event.preventDefault();
    const [x, y] = [...inputs(points[chosen])].map((input) => number(input) ?? 50);
    set(points[chosen], x + by[0] * (event.shiftKey ? 10 : 1), y + by[1] * (event.shiftKey ? 10 : 1));
    draw();
  });
  draw();
})();
