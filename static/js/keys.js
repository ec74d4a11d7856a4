// Keys for reading: ? shows all of them, / leads to the search, j and k from entry to entry. A page
// with a dialog of its own (the annotation workspace) has its own keys, too.
const TITLES = "main .entry h4 a, main .latest a, main .claims h3 a, main .items .title a";

const typedIn = (element) => element.isContentEditable || element.matches?.("input:not([type=checkbox], [type=radio]), textarea, select");

const help = () => document.getElementById("site-keys");

// From where one is, or from the first that can be seen.
function move(step) {
  const titles = [...document.querySelectorAll(TITLES)];
  if (!titles.length) return false;
  const here = titles.indexOf(document.activeElement);
  const seen = titles.findIndex((title) => title.getBoundingClientRect().bottom > 0);
  const next = here < 0 ? titles[Math.max(seen, 0)] : titles[here + step];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return true;
}

const ACTS = {
  "?": () => (help()?.showModal(), Boolean(help())),
  "/": () => {
    const search = document.querySelector("header.bar [type=search]");
    search?.focus();
    return Boolean(search);
  },
  j: () => move(1),
  k: () => move(-1),
};

// Whoever speaks to the browser, or hits keys by chance, can do without them (WCAG 2.1.4).
const KEPT = "demarche-keys";
const work = () => document.documentElement.dataset.keys !== "off";
function keep(said) {
  document.documentElement.dataset.keys = said;
  for (const box of document.querySelectorAll("[data-keys=letters]")) box.checked = work();
}
try {
  keep(localStorage.getItem(KEPT) ?? "on");
} catch {
  keep("on"); // a browser that keeps nothing
}
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-keys=letters]")) return;
  keep(event.target.checked ? "on" : "off");
  try {
    localStorage.setItem(KEPT, document.documentElement.dataset.keys);
  } catch {
    // It holds for this page.
  }
});

document.addEventListener("keydown", (event) => {
  if (!work() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (typedIn(event.target) || document.querySelector("dialog[open], article-annotator")) return;
  if (ACTS[event.key]?.()) event.preventDefault();
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-shows=keys]")) help()?.showModal();
});
// Without this script there are no keys, and no button that shows them.
for (const button of document.querySelectorAll("[data-shows=keys]")) button.hidden = false;
