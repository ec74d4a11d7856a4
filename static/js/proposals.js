// What the reading assistant proposes, by keys, mouse and touch: each key presses the button or
// follows the link that does the same. The server decides what comes next and shows it; this keeps
// the marks in the text, the list and the focus with it, and looks every few seconds for what
// others have decided.

const LOOK_EVERY = 3000;
const ACT_OF_KEY = {
  j: "next", n: "next", k: "previous", p: "previous", y: "accept", x: "reject", r: "reject",
  e: "edit", s: "split", m: "merge", a: "attach", u: "undo", "?": "help", t: "title",
};

const TYPED = "demarche-short:"; // before whose, of which page and which version of its text

const isTypedIn = (element) => element.matches?.("input:not([type=checkbox]), textarea, select");

class Proposals {
  constructor(host) {
    this.host = host;
    this.typed = this.read(); // by proposal: what stands in a short form that nobody has sent
    document.addEventListener("keydown", (event) => this.keyPressed(event));
    host.addEventListener("click", (event) => this.clicked(event));
    host.addEventListener("input", (event) => this.keep(event));
    host.addEventListener("change", (event) => this.keep(event));
    host.addEventListener("htmx:configRequest", (event) => this.sending(event));
    host.addEventListener("htmx:oobBeforeSwap", (event) => this.beforeNews(event));
    host.addEventListener("htmx:oobAfterSwap", (event) => this.afterNews(event));
    host.addEventListener("htmx:afterSettle", (event) => {
      if (event.detail.target.id === "current") this.show();
    });
    host.addEventListener("decided", () => this.show());
    addEventListener("pointerdown", () => { this.isPressed = true; });
    for (const type of ["pointerup", "pointercancel"]) {
      addEventListener(type, () => { this.isPressed = false; });
    }
    setInterval(() => this.look(), LOOK_EVERY);
    document.addEventListener("visibilitychange", () => this.look());
    this.restore();
  }

  get card() { return this.host.querySelector("#deciding"); }
  get title() { return this.host.querySelector("#current-title"); }
  get text() { return this.host.querySelector("#text"); }
  get help() { return this.host.querySelector("#keys-help"); }

  // ── keys, mouse, touch ────────────────────────────────────────────────────────────────────────

  keyPressed(event) {
    const { target, key } = event;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (key.length === 1 && document.documentElement.dataset.keys === "off") return;
    if (target !== document.body && !this.host.contains(target)) return;
    if (this.help.open || this.host.form) return;
    if (key === "Escape" && this.card?.contains(target)) {
      this.title.focus({ preventScroll: true });
      return;
    }
    if (isTypedIn(target)) return;
    const isFree = [document.body, this.text, this.title].includes(target);
    const act = key === "Enter" ? isFree && !this.host.selected() && "accept" : ACT_OF_KEY[key.toLowerCase()];
    if (act && this.press(act)) event.preventDefault();
  }

  press(act) {
    if (act === "help") {
      this.help.showModal();
      return true;
    }
    if (act === "title") {
      const field = this.card?.querySelector("[name=title]");
      field?.select();
      return Boolean(field);
    }
    const button = this.host.querySelector(`#current [data-key="${act}"]`);
    if (button && !button.disabled) button.click();
    return Boolean(button);
  }

  clicked(event) {
    if (event.target.closest("[data-key=help]")) this.press("help");
    const mark = event.target.closest("#text mark[data-proposals]");
    if (!mark || !document.getSelection().isCollapsed) return;
    // Where several overlap, one after the other.
    const there = mark.dataset.proposals.split(" ").filter(Boolean);
    const place = there.indexOf(this.card?.dataset.proposal);
    this.go(there[(place + 1) % there.length]);
  }

  go(address) {
    this.host.querySelector(`#proposals [data-proposal="${CSS.escape(address ?? "")}"]`)?.click();
  }

  // A split is made before the words that are selected; after them, where they begin the proposal.
  sending(event) {
    const { elt, parameters } = event.detail;
    if (elt.id === "watch") parameters.proposal = this.card?.dataset.proposal ?? "";
    const span = this.host.span;
    if (!elt.closest("#deciding") || !span) return;
    const start = Number(this.card.dataset.start);
    parameters.split_at = String(span.start > start ? span.start : span.end);
  }

  // ── what is typed into a short form stays with its proposal, also when the page is loaded again ─

  get place() {
    const user = this.host.querySelector("[name=typed_by]")?.dataset.user ?? "";
    const version = this.host.querySelector("#deciding [name=version]")?.value ?? "";
    return user && version && `${TYPED}${user}:${location.pathname}:${version}`;
  }

  read() {
    try {
      return new Map(JSON.parse(sessionStorage.getItem(this.place)));
    } catch {
      return new Map();
    }
  }

  write() {
    try {
      if (this.place) sessionStorage.setItem(this.place, JSON.stringify([...this.typed]));
    } catch {
      // Full, or forbidden: the page itself still has it.
    }
  }

  keep(event) {
    const form = event.target.form;
    if (form?.id !== "deciding") return;
    const fields = [...form.elements].filter(({ name, type }) => name && !["hidden", "submit"].includes(type));
    this.typed.set(form.dataset.proposal, fields.map((field) => [
      field.name, field.value, field.type === "checkbox" ? field.checked : null,
    ]));
    this.write();
  }

  restore() {
    const kept = this.typed.get(this.card?.dataset.proposal);
    if (!kept || this.card.querySelector("[role=alert]")) return;
    for (const [name, value, isChecked] of kept) {
      for (const field of this.card.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (isChecked === null) field.value = value;
        else if (field.value === value) field.checked = isChecked;
      }
    }
  }

  // ── the proposal at hand, in text, list and panel ─────────────────────────────────────────────

  show() {
    this.restore();
    this.host.limitModes();
    const address = this.card?.dataset.proposal ?? "";
    for (const mark of this.text.querySelectorAll("mark[data-proposals]")) {
      mark.classList.toggle("now", address !== "" && mark.dataset.proposals.split(" ").includes(address));
    }
    for (const link of this.host.querySelectorAll("#proposals a")) {
      if (link.dataset.proposal === address) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    const wrong = this.card?.querySelector(".wrong input, .wrong select, .wrong textarea, [aria-invalid=true]");
    (wrong ?? this.title)?.focus({ preventScroll: true });
    this.host.querySelector("#current")?.scrollTo?.(0, 0);
    const panel = this.host.querySelector(".side");
    if (panel) panel.scrollTop = 0;
    this.bringIntoSight();
  }

  bringIntoSight() {
    const mark = this.text.querySelector("mark.now");
    if (!mark) return;
    const place = mark.getBoundingClientRect();
    const sheet = this.host.querySelector(".panel").getBoundingClientRect();
    // On narrow screens the panel covers the lower part of the text.
    const bottom = sheet.left < place.right && sheet.top > 0 ? Math.min(sheet.top, innerHeight) : innerHeight;
    if (place.top > 40 && place.bottom < bottom - 40) return;
    scrollBy({ top: place.top - bottom / 3, behavior: "instant" });
  }

  // ── what others decide ────────────────────────────────────────────────────────────────────────

  look() {
    const watch = this.host.querySelector("#watch");
    const isBusy = this.isPressed || this.host.querySelector(".htmx-request");
    if (watch && !isBusy && document.visibilityState === "visible") htmx.trigger(watch, "look");
  }

  beforeNews(event) {
    const { target } = event.detail;
    if (target.id === "rows" && (target.querySelector("details[open]") || isTypedIn(document.activeElement) && target.contains(document.activeElement))) {
      event.detail.shouldSwap = false; // somebody is typing a reason there
    }
    if (target.id === "text") this.selected = this.host.selected();
  }

  // The text is the same, but its pieces are new: what was selected in it is selected again.
  afterNews(event) {
    if (event.detail.target.id !== "text") return;
    this.host.read = this.host.cut = null;
    if (this.selected) {
      const range = this.host.rangeOf(this.selected);
      document.getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
    }
    if (this.host.form) this.host.highlight(this.host.opened);
  }
}

customElements.whenDefined("article-annotator").then(() => {
  const host = document.querySelector("article-annotator");
  if (host) new Proposals(host);
});
