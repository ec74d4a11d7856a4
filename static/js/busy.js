// What takes its time says so: a form that is sent fills its element with data-busy with those
// words, and is not sent twice. A page that comes back out of the browser's memory begins anew.
document.addEventListener("submit", (event) => {
  const place = event.target.querySelector("[data-busy]");
  if (!place || event.defaultPrevented) return;
  if (place.textContent) {
    event.preventDefault();
    return;
  }
  place.textContent = place.dataset.busy;
});
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const place of document.querySelectorAll("[data-busy]")) place.textContent = "";
});
