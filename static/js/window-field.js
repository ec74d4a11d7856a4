// <window-field>: says what the typed words mean, before anything is saved.
// The server does the reading; this only asks it, a moment after the last key.
class WindowField extends HTMLElement {
  connectedCallback() {
    this.says = this.querySelector("output");
    this.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), 250);
    });
    this.planned?.addEventListener("change", () => this.ask());
    this.ask();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  // Which field says whether it is still ahead; in a row of a form, the one of that row.
  get planned() {
    return this.dataset.planned ? this.closest("form")?.elements[this.dataset.planned] : null;
  }

  get direction() {
    return this.planned?.value === "planned" ? "future" : this.dataset.direction;
  }

  value(part) {
    return this.querySelector(`[name$="_${part}"]`)?.value ?? "";
  }

  async ask() {
    const query = new URLSearchParams();
    for (const part of ["phrase", "anchor", "earliest", "latest"]) query.set(part, this.value(part));
    if (!query.get("phrase") && !query.get("earliest") && !query.get("latest")) {
      this.says.replaceChildren();
      return;
    }
    query.set("direction", this.direction);
    const asked = String(query);
    this.asked = asked;
    try {
      const answer = await fetch(`${this.dataset.url}?${asked}`, { credentials: "same-origin" });
      if (!answer.ok || answer.redirected || this.asked !== asked) return;
      this.says.innerHTML = await answer.text();
      // Words that are not understood leave the days to be typed: they should be in sight.
      if (this.says.querySelector(".unknown")) this.querySelector("details").open = true;
    } catch {
      // Offline: saving will say what is wrong; nothing typed is lost here.
    }
  }
}

customElements.define("window-field", WindowField);
