// Search without a server: shows the entries that hold every word typed. The page is whole without it.
(() => {
  const form = document.querySelector(".search");
  const input = document.getElementById("search");
  const said = document.getElementById("found");
  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/_/g, " ");
  const items = [...document.querySelectorAll(".entry, .work")];
  const groups = [...document.querySelectorAll(".part, .chapter, .reading")];
  let texts = null;
  document.documentElement.classList.add("js");

  const search = () => {
    texts = texts || items.map((item) => plain(item.textContent));
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    let count = 0;
    items.forEach((item, place) => {
      item.hidden = !words.every((word) => texts[place].includes(word));
      count += item.hidden ? 0 : 1;
    });
    groups.forEach((group) => {
      group.hidden = words.length > 0 && !group.querySelector(".entry:not([hidden]), .work:not([hidden])");
    });
    said.textContent = words.length === 0 ? "" : count ? `${count} ${said.dataset.found}` : said.dataset.none;
  };

  let waiting;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 120);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  // A link leads to its entry even when the search hides it; on a phone the contents begin closed.
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link || !input.value) return;
    const target = document.getElementById(link.hash.slice(1));
    if (target && target.closest("[hidden]")) {
      input.value = "";
      search();
    }
  });
  if (window.matchMedia("(max-width: 60rem)").matches) document.querySelector(".contents").open = false;
})();
