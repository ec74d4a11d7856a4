// <day-field>: a text field for a day, written as 2025-04-18 or in words. Adds a calendar
// (data-pick names its button), and says what words mean before anything is saved (data-url answers).
const ISO = /^\d{4}-\d{2}-\d{2}$/;

class DayField extends HTMLElement {
  connectedCallback() {
    this.text = this.querySelector("input");
    this.says = this.querySelector("output");
    if (!this.text || this.calendar) return;
    if (this.dataset.pick && !this.text.disabled && "showPicker" in HTMLInputElement.prototype) this.offer();
    if (this.says && this.dataset.url) {
      this.addEventListener("input", () => {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.ask(), 250);
      });
      this.ask();
    }
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  offer() {
    // Out of the way of everybody's hands: only its calendar is wanted.
    this.calendar = document.createElement("input");
    Object.assign(this.calendar, { type: "date", tabIndex: -1, className: "from-calendar" });
    this.calendar.setAttribute("aria-hidden", "true");
    this.calendar.addEventListener("input", (event) => event.stopPropagation());
    this.calendar.addEventListener("change", (event) => {
      event.stopPropagation();
      if (!this.calendar.value) return;
      this.text.value = this.calendar.value;
      this.text.dispatchEvent(new Event("input", { bubbles: true }));
      this.text.dispatchEvent(new Event("change", { bubbles: true }));
      this.text.focus();
    });
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "choose-day", title: this.dataset.pick });
    button.setAttribute("aria-label", this.dataset.pick);
    button.addEventListener("click", () => {
      this.calendar.value = ISO.test(this.text.value) ? this.text.value : "";
      this.calendar.showPicker();
    });
    this.text.after(button, this.calendar);
  }

  async ask() {
    const text = this.text.value.trim();
    this.asked = text;
    if (!text || ISO.test(text)) {
      this.says.replaceChildren();
      return;
    }
    try {
      const query = new URLSearchParams({ day: text });
      const answer = await fetch(`${this.dataset.url}?${query}`, { credentials: "same-origin" });
      if (!answer.ok || answer.redirected || this.asked !== text) return;
      this.says.innerHTML = await answer.text();
    } catch {
      // Offline: saving will say what is wrong; nothing typed is lost here.
    }
  }
}

customElements.define("day-field", DayField);
