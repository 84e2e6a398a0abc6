// A tap on a zone swaps the zone beside the face, without leaving one's place. Without this file the page is loaded anew.
"use strict";
document.addEventListener("click", (event) => {
  const link = event.target.closest("#hero a[href*='zone=']");
  if (!link || !window.htmx || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  const url = new URL(link.getAttribute("href"), location.href);
  url.hash = "";
  window.htmx.ajax("GET", url.pathname + url.search, { target: "#hero", select: "#hero", swap: "outerHTML" }).then(() => {
    history.replaceState(null, "", url);
    const title = document.getElementById("zone-title");
    title?.focus({ preventScroll: true });
    if (title && title.getBoundingClientRect().top > innerHeight * 0.8) title.scrollIntoView();
  });
});
