// Whoever works by keyboard goes on where they are: what has the focus may be swapped away, and a
// browser would begin again at the top. (What has an id and comes again, htmx finds by itself.)
let left = null;

document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
  const isLeft = target.contains(document.activeElement);
  left = isLeft ? { id: target.id, before: target.previousElementSibling } : null;
});

// The first link behind an element.
const linkAfter = (element) => {
  for (let next = element?.nextElementSibling; next; next = next.nextElementSibling) {
    const link = next.querySelector("a[href]");
    if (link) return link;
  }
  return null;
};

// A form that was opened in place, or the link that opens it again.
const focusIn = (place) => place?.querySelector("select, input:not([type=hidden]), a[href]")?.focus();

// Where one goes on in what was swapped as a whole.
const LISTS = { timeline: "entries", changes: "listed" };

document.addEventListener("htmx:afterSwap", () => {
  if (!left || document.activeElement !== document.body) return;
  if (left.id === "more") linkAfter(left.before)?.focus();
  if (left.id === "recording") focusIn(document.getElementById("recording"));
  document.getElementById(LISTS[left.id])?.focus({ preventScroll: true });
  left = null;
});
