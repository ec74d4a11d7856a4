// <last-visit>: says what is new to whoever has been here before. Pages are the same for everybody,
// and kept by caches; so this is asked for beside them, and of nobody who is here for the first time.
const PAUSE = 30 * 60 * 1000; // after which a visit has ended, as for the server
const KEY = "first-visit";

// When this ran first, in milliseconds; 0 where nothing may be remembered.
const firstVisit = () => {
  try {
    const found = Number(localStorage.getItem(KEY));
    if (!found) localStorage.setItem(KEY, Date.now());
    return found;
  } catch {
    return 0;
  }
};

class LastVisit extends HTMLElement {
  async connectedCallback() {
    const first = firstVisit();
    if (!first || Date.now() - first < PAUSE) return;
    const address = new URL(this.dataset.url, location);
    address.searchParams.set("first", Math.floor(first / 1000));
    try {
      const answer = await fetch(address, { credentials: "same-origin" });
      if (answer.status === 200) this.innerHTML = await answer.text();
    } catch {
      // Offline: nothing is offered, and nothing is lost.
    }
  }
}

customElements.define("last-visit", LastVisit);
