// What is typed into long forms is kept in this browser until it is saved: a crashed tab, a lost
// connection or a server that is away lose nothing. Forms that are kept hold a field "typed_by",
// which says for whom; nobody else is offered it. It is offered, never filled in unasked; gone once
// the server has said that it was saved (a cookie names the draft), or on signing out.

const PREFIX = "demarche-draft:";
const SHORT = "demarche-short:"; // what proposals.js keeps
const SAVED_COOKIE = "saved-draft";
const LONGEST_KEPT = 30 * 24 * 3600 * 1000;
const MOST_KEPT = 20;
const NOT_TYPED = ["csrfmiddlewaretoken", "typed_by", "draft_id", "kept", "next"];

const ours = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
const read = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
};

// Without a query: a form is the same one when its page is reached by another way.
const pathOf = (address) => new URL(address, location.href).pathname;

function fieldsOf(form) {
  const fields = [];
  for (const field of form.elements) {
    const skip = !field.name || field.disabled || NOT_TYPED.includes(field.name) ||
      ["password", "file", "submit", "button", "image"].includes(field.type) ||
      field.name.includes("__prefix__");
    if (skip) continue;
    if (field.type === "checkbox" || field.type === "radio") {
      fields.push([field.name, field.value, field.checked]);
    } else {
      // The label of a choice that was looked up: it is not among the options of a new page.
      const label = field.tagName === "SELECT" ? field.selectedOptions[0]?.text : undefined;
      fields.push([field.name, field.value, label]);
    }
  }
  return fields;
}

class Draft {
  constructor(form) {
    this.form = form;
    this.mark = form.querySelector("input[name=typed_by]");
    const named = form.querySelector("input[name=draft_id]");
    // One that has come back from the server goes on where it was.
    this.isBack = named.value !== "";
    this.id = named.value ||= crypto.randomUUID();
    this.key = `${PREFIX}${this.mark.dataset.user}:${this.id}`;
    this.began = this.isBack ? "" : JSON.stringify(fieldsOf(form));
    form.addEventListener("input", () => this.later());
    form.addEventListener("change", () => this.later());
    addEventListener("pagehide", () => this.timer && this.keep());
  }

  // Where the form is to be found again. One in a panel has an address of its own.
  get address() {
    const action = this.form.getAttribute("action");
    if (!action || pathOf(action) === location.pathname) return location.pathname + location.search;
    const query = new URLSearchParams();
    for (const name of ["start", "end", "version"]) {
      const value = this.form.querySelector(`input[name=${name}]`)?.value;
      if (value) query.set(name, value);
    }
    return `${pathOf(action)}?${query}`;
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), 300);
  }

  keep() {
    clearTimeout(this.timer);
    this.timer = null;
    const fields = fieldsOf(this.form);
    if (JSON.stringify(fields) === this.began) return;
    const draft = { at: Date.now(), page: location.pathname, address: this.address, fields };
    try {
      localStorage.setItem(this.key, JSON.stringify(draft));
    } catch {
      // Full, or forbidden: the form itself is still there.
    }
  }

  drop() {
    clearTimeout(this.timer);
    this.timer = null;
    localStorage.removeItem(this.key);
  }

  // The newest of what was typed into this form and not saved.
  offer() {
    const mine = draftsOf(this.mark.dataset.user).filter(
      ([key, draft]) => key !== this.key && pathOf(draft.address) === pathOf(this.address) &&
        JSON.stringify(draft.fields) !== this.began,
    );
    if (!mine.length || this.form.querySelector(".draft-offer")) return;
    const [key, draft] = mine[0];
    const words = this.mark.dataset;
    const restore = button(words.restore, () => {
      this.restore(draft);
      localStorage.removeItem(key);
      this.keep();
      note.replaceChildren(words.restored);
    });
    const discard = button(words.discard, () => {
      localStorage.removeItem(key);
      note.remove();
    });
    const note = notice(`${words.offer} ${when(draft)}. `, restore, " ", discard);
    this.form.prepend(note);
  }

  restore(draft) {
    const names = new Set(draft.fields.map(([name]) => name));
    for (const name of names) if (!this.form.elements[name]) addRow(this.form, name);
    for (const [name, value, extra] of draft.fields) {
      const found = this.form.elements[name];
      if (!found || name.endsWith("_FORMS")) continue;
      const fields = found instanceof RadioNodeList ? [...found] : [found];
      for (const field of fields) fill(field, value, extra);
    }
  }
}

function fill(field, value, extra) {
  if (field.type === "checkbox" || field.type === "radio") {
    if (field.value !== value) return;
    field.checked = extra;
  } else if (field.tagName === "SELECT") {
    if (value && ![...field.options].some((option) => option.value === value)) {
      field.append(new Option(extra ?? value, value));
    }
    field.value = value;
  } else {
    field.value = value;
  }
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

// A row that the new page does not have yet: by the admin's own link, or as a copy of the last.
function addRow(form, name) {
  const [, prefix, number] = name.match(/^(.+)-(\d+)-/) ?? [];
  if (prefix === undefined) return;
  const total = form.elements[`${prefix}-TOTAL_FORMS`];
  for (let tries = 0; tries < 50 && total && Number(total.value) <= Number(number); tries += 1) {
    const link = document.querySelector(`#${CSS.escape(prefix)}-group .add-row a`);
    if (link) {
      link.click();
      continue;
    }
    const rows = form.querySelectorAll(`[name^="${CSS.escape(prefix)}-"]:not([type=hidden])`);
    const last = rows[rows.length - 1]?.closest("li");
    if (!last) return;
    const copy = last.cloneNode(true);
    for (const part of copy.querySelectorAll("[name], [id], [for]")) {
      for (const at of ["name", "id", "for"]) {
        if (part.hasAttribute(at)) part.setAttribute(at, part.getAttribute(at).replace(/-\d+-/, `-${total.value}-`));
      }
    }
    last.after(copy);
    total.value = String(Number(total.value) + 1);
  }
}

function draftsOf(user) {
  return ours()
    .filter((key) => key.startsWith(`${PREFIX}${user}:`))
    .map((key) => [key, read(key)])
    .filter(([, draft]) => draft)
    .sort(([, one], [, other]) => other.at - one.at);
}

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

function notice(...parts) {
  const made = document.createElement("p");
  made.className = "draft-offer";
  made.setAttribute("role", "status");
  made.append(...parts);
  return made;
}

const when = (draft) => new Date(draft.at).toLocaleString(document.documentElement.lang || undefined, { dateStyle: "medium", timeStyle: "short" });

// A form of this page's panel that was open when the tab went: offered above the text.
function offerClosed(mark) {
  const open = new Set([...drafts.values()].map((draft) => pathOf(draft.address)));
  const closed = draftsOf(mark.dataset.user).filter(
    ([, draft]) => draft.page === location.pathname && pathOf(draft.address) !== location.pathname && !open.has(pathOf(draft.address)),
  );
  const place = document.querySelector("article-annotator .reading");
  if (!closed.length || !place || place.querySelector(".draft-offer")) return;
  const [key, draft] = closed[0];
  const link = document.createElement("a");
  link.href = draft.address;
  link.textContent = mark.dataset.open;
  const discard = button(mark.dataset.discard, () => {
    localStorage.removeItem(key);
    note.remove();
  });
  const note = notice(`${mark.dataset.offer} ${when(draft)}. `, link, " ", discard);
  place.prepend(note);
}

const drafts = new Map();

function look() {
  for (const form of drafts.keys()) if (!form.isConnected) drafts.delete(form);
  for (const mark of document.querySelectorAll("form input[name=typed_by]")) {
    const { form } = mark;
    if (drafts.has(form) || form.matches(".pick, .find, .deciding")) continue;
    const draft = new Draft(form);
    drafts.set(form, draft);
    if (!draft.isBack) draft.offer();
  }
  const mark = document.querySelector("input[name=typed_by]");
  if (mark) offerClosed(mark);
}

function forgetSaved() {
  const id = document.cookie.match(new RegExp(`(?:^|; )${SAVED_COOKIE}=([^;]+)`))?.[1];
  if (!id) return;
  for (const key of ours()) if (key.endsWith(`:${id}`)) localStorage.removeItem(key);
  document.cookie = `${SAVED_COOKIE}=; path=/; max-age=0`;
}

function forgetOld() {
  const now = Date.now();
  const kept = ours().map((key) => [key, read(key)?.at ?? 0]).sort(([, one], [, other]) => other - one);
  kept.forEach(([key, at], index) => {
    if (index >= MOST_KEPT || now - at > LONGEST_KEPT) localStorage.removeItem(key);
  });
}

addEventListener("submit", (event) => {
  const action = event.target.getAttribute("action") ?? "";
  if (!/\/logout\/$/.test(pathOf(action))) return;
  for (const draft of drafts.values()) draft.drop();
  for (const key of ours()) localStorage.removeItem(key);
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(SHORT)) sessionStorage.removeItem(key);
});
addEventListener("click", (event) => {
  if (event.target.closest?.("[data-cancel]")) drafts.get(event.target.closest("form"))?.drop();
});
// The fragment is there and settled: forms that went with it were saved, if the server says so.
addEventListener("saved", (event) => {
  for (const [form, draft] of drafts) {
    if (event.detail?.draft !== draft.id) continue;
    draft.drop();
    drafts.delete(form);
  }
});
addEventListener("htmx:afterSettle", () => look());
addEventListener("pageshow", () => forgetSaved());
try {
  forgetSaved();
  forgetOld();
  // After the rows of the admin have come to life.
  addEventListener("load", () => setTimeout(look));
} catch {
  // No storage here: nothing is kept, and nothing else is the worse for it.
}
