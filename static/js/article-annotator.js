// <article-annotator>: what is selected in the text, as places that the server counts alike.
// A place is a number of Unicode code points from the beginning of the text; JavaScript's own
// strings count UTF-16 units, of which an emoji has two. Each paragraph says where it begins.
// Forms, lists and the text itself come from the server; this only says which words are meant.

const LONGEST_IN_ADDRESS = 1500;
const KEYS = { e: "event", d: "deadline", c: "condition", o: "development", a: "attach" };
const HIGHLIGHT = "chosen-words";

const codePoints = (string) => {
  let count = 0;
  for (const _ of string) count += 1;
  return count;
};

class ArticleAnnotator extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController();
    const on = (target, type, act) =>
      target.addEventListener(type, act.bind(this), { signal: this.listening.signal });
    on(document, "selectionchange", this.selectionChanged);
    on(this, "keydown", this.keyPressed);
    on(this, "click", this.clicked);
    on(this, "input", this.typed);
    on(this, "change", this.typeChosen);
    on(this, "htmx:configRequest", this.sending);
    on(this, "htmx:confirm", this.leaving);
    on(this, "htmx:beforeSwap", this.answered);
    on(this, "htmx:afterSettle", this.settled);
    on(this, "htmx:responseError", this.failed);
    on(this, "htmx:sendError", this.failed);
    on(this, "htmx:timeout", this.failed);
    this.prepare();
  }

  disconnectedCallback() {
    this.listening.abort();
    globalThis.CSS?.highlights?.delete(HIGHLIGHT);
  }

  get text() { return this.querySelector("#text"); }
  get pick() { return this.querySelector("#pick"); }
  get form() { return this.querySelector("#panel .making"); }

  // ── the text as the server has it ─────────────────────────────────────────────────────────────

  // The text in code points, made when it is first needed and after each swap.
  get letters() {
    if (!this.read) {
      this.read = [];
      for (const paragraph of this.text.querySelectorAll("p[data-start]")) {
        while (this.read.length < Number(paragraph.dataset.start)) this.read.push("\n");
        for (const letter of paragraph.textContent) this.read.push(letter);
      }
    }
    return this.read;
  }

  // The place of a point of the document, which must lie within the text.
  placeOf(node, offset) {
    const inner = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const within = inner.closest("p[data-start]");
    const before = document.createRange();
    if (within) {
      before.setStart(within, 0);
      before.setEnd(node, offset);
      return Number(within.dataset.start) + codePoints(before.toString());
    }
    // Between paragraphs: where the next one begins, or where the text ends.
    before.setStart(node, offset);
    for (const paragraph of this.text.querySelectorAll("p[data-start]")) {
      if (before.comparePoint(paragraph, 0) >= 0) return Number(paragraph.dataset.start);
    }
    return this.letters.length;
  }

  // The point of the document at a place.
  pointAt(place) {
    let paragraph = null;
    for (const each of this.text.querySelectorAll("p[data-start]")) {
      if (Number(each.dataset.start) > place) break;
      paragraph = each;
    }
    if (!paragraph) return [this.text, 0];
    let left = place - Number(paragraph.dataset.start);
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    let last = null;
    while (walker.nextNode()) {
      last = walker.currentNode;
      const length = codePoints(last.data);
      if (left <= length) return [last, Array.from(last.data).slice(0, left).join("").length];
      left -= length;
    }
    return last ? [last, last.data.length] : [paragraph, 0];
  }

  rangeOf({ start, end }) {
    const range = document.createRange();
    range.setStart(...this.pointAt(start));
    range.setEnd(...this.pointAt(end));
    return range;
  }

  // ── what is selected ──────────────────────────────────────────────────────────────────────────

  // The selected span without white space at its ends; null when nothing in the text is selected.
  selected() {
    const selection = document.getSelection();
    if (!this.text || !selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0).cloneRange();
    if (!range.intersectsNode(this.text)) return null;
    if (!this.text.contains(range.startContainer)) range.setStart(this.text, 0);
    if (!this.text.contains(range.endContainer)) {
      range.setEnd(this.text, this.text.childNodes.length);
    }
    let start = this.placeOf(range.startContainer, range.startOffset);
    let end = this.placeOf(range.endContainer, range.endOffset);
    while (start < end && !this.letters[start].trim()) start += 1;
    while (start < end && !this.letters[end - 1].trim()) end -= 1;
    return start < end ? { start, end, exact: this.letters.slice(start, end).join("") } : null;
  }

  selectionChanged() {
    const span = this.selected();
    if (span) {
      this.fill(span);
    } else if (this.text?.contains(document.getSelection().anchorNode)) {
      this.fill(null); // a click into the text lets go; one anywhere else does not
    }
  }

  fill(span) {
    const pick = this.pick;
    if (!pick) return;
    this.span = span;
    pick.start.value = span?.start ?? "";
    pick.end.value = span?.end ?? "";
    pick.exact.value = span?.exact ?? "";
    pick.classList.toggle("fresh", Boolean(span));
  }

  open(kind) {
    this.selectionChanged(); // the event of that name may still be on its way
    this.pick.querySelector(`[value="${kind}"]`).click();
  }

  letGo() {
    document.getSelection().removeAllRanges();
    this.fill(null);
    this.walk = null;
  }

  // Keeps the words marked while the selection itself is in a field of the form.
  highlight(span) {
    const highlights = globalThis.CSS?.highlights;
    if (!highlights) return;
    highlights.delete(HIGHLIGHT);
    if (span) highlights.set(HIGHLIGHT, new Highlight(this.rangeOf(span)));
  }

  // ── by keyboard ───────────────────────────────────────────────────────────────────────────────

  keyPressed(event) {
    if (event.target !== this.text || event.ctrlKey || event.metaKey || event.altKey) return;
    const kind = KEYS[event.key.toLowerCase()];
    if (kind && !event.shiftKey && (this.selected() || !this.querySelector("#deciding"))) {
      event.preventDefault();
      this.open(kind);
    } else if (event.key === "Escape") {
      this.letGo();
    } else if (event.key.startsWith("Arrow")) {
      event.preventDefault();
      this.go(event.key.slice("Arrow".length), { extend: event.shiftKey });
    }
  }

  // Words and sentences as spans of places. Marks and white space between them belong to none.
  units(granularity) {
    this.cut ??= {};
    if (!this.cut[granularity]) {
      const found = [];
      for (const paragraph of this.text.querySelectorAll("p[data-start]")) {
        let place = Number(paragraph.dataset.start);
        for (const piece of pieces(paragraph.textContent, granularity)) {
          const length = codePoints(piece.segment);
          if (piece.isWord) found.push({ start: place, end: place + length });
          place += length;
        }
      }
      this.cut[granularity] = found;
    }
    return this.cut[granularity];
  }

  go(direction, { extend }) {
    const words = this.units("word");
    if (!words.length) return;
    const began = this.began(words);
    const here = this.walk ?? began;
    let focus = here.focus;
    // The first key chooses the word at hand; from then on, and from a selection, one moves.
    if (this.walk || began.isSelection) {
      if (direction === "Up" || direction === "Down") {
        focus = this.bySentence(words, focus, { isForward: direction === "Down", extend });
      } else {
        const isForward = (direction === "Right") !== this.isRightToLeft(words[focus]);
        focus += isForward ? 1 : -1;
      }
    }
    focus = Math.max(0, Math.min(words.length - 1, focus));
    this.walk = { anchor: extend ? here.anchor : focus, focus };
    this.show(words);
  }

  // Where walking begins: at what is selected, at the place last worked on, or at the first word
  // that can be seen.
  began(words) {
    const span = this.selected();
    if (span) {
      const inside = words.map((word, index) => index).filter(
        (index) => words[index].start < span.end && words[index].end > span.start,
      );
      if (inside.length) {
        return { anchor: inside[0], focus: inside[inside.length - 1], isSelection: true };
      }
    }
    let place = this.last?.end;
    const selection = document.getSelection();
    if (selection.rangeCount && this.text.contains(selection.anchorNode)) {
      place = this.placeOf(selection.anchorNode, selection.anchorOffset);
    } else if (place === undefined) {
      const seen = [...this.text.querySelectorAll("p[data-start]")].find(
        (paragraph) => paragraph.getBoundingClientRect().bottom > 0,
      );
      place = Number(seen?.dataset.start ?? 0);
    }
    const next = words.findIndex((word) => word.end > place);
    const index = next < 0 ? words.length - 1 : next;
    return { anchor: index, focus: index, isSelection: false };
  }

  // The first word of the sentence before or after; while extending, the far end of a sentence.
  bySentence(words, focus, { isForward, extend }) {
    const sentences = this.units("sentence");
    const at = sentences.findIndex((sentence) => sentence.end > words[focus].start);
    const ends = (sentence) => {
      const first = words.findIndex((word) => word.start >= sentence.start);
      let last = first;
      while (last + 1 < words.length && words[last + 1].start < sentence.end) last += 1;
      return [first, last];
    };
    const [first, last] = ends(sentences[at]);
    const next = ends(sentences[Math.max(0, Math.min(sentences.length - 1, at + (isForward ? 1 : -1)))]);
    if (!extend) return next[0];
    if (isForward) return focus < last ? last : next[1];
    return focus > first ? first : next[0];
  }

  isRightToLeft(word) {
    const [node] = this.pointAt(word.end);
    return getComputedStyle(node.parentElement.closest("p")).direction === "rtl";
  }

  show(words) {
    const { anchor, focus } = this.walk;
    const isForward = focus >= anchor;
    const from = this.pointAt(isForward ? words[anchor].start : words[anchor].end);
    const to = this.pointAt(isForward ? words[focus].end : words[focus].start);
    const walk = this.walk;
    document.getSelection().setBaseAndExtent(...from, ...to);
    this.walk = walk;
    const seen = this.rangeOf(words[focus]).getBoundingClientRect();
    const margin = 4 * seen.height;
    if (seen.top < margin) scrollBy(0, seen.top - margin);
    else if (seen.bottom > innerHeight - margin) scrollBy(0, seen.bottom - innerHeight + margin);
  }

  // ── the panel ─────────────────────────────────────────────────────────────────────────────────

  clicked(event) {
    if (this.text?.contains(event.target)) this.walk = null;
    const cancel = event.target.closest("[data-cancel]");
    if (!cancel || event.ctrlKey || event.metaKey || event.shiftKey) return;
    this.unsaved = false;
    // A page that came with the form has no proposal to go back to: the link leads to it.
    if (this.querySelector("#proposals") && !this.querySelector("#deciding")) return;
    event.preventDefault();
    this.querySelector("#panel").replaceChildren();
    this.back();
  }

  typed(event) {
    if (event.target.closest("#pick")) {
      // Words typed by hand have no place yet: the server looks for them.
      this.span = null;
      this.pick.start.value = this.pick.end.value = "";
    } else if (event.target.closest(".making") && !event.target.closest(".find")) {
      this.unsaved = true;
    }
  }

  typeChosen(event) {
    if (event.target.name === "plover_type") this.limitModes();
  }

  // A type of event has its own modes; those of the others are out of the way.
  limitModes() {
    const type = this.form?.querySelector("[name=plover_type]");
    const mode = this.form?.querySelector("[name=plover_mode]");
    if (!type || !mode) return;
    const label = type.selectedOptions[0]?.text;
    for (const group of mode.querySelectorAll("optgroup")) {
      group.hidden = group.disabled = group.label !== label;
    }
    const own = [...mode.querySelectorAll("optgroup:not([disabled]) option")];
    mode.value = own.some((option) => option.value === mode.value) ? mode.value : "";
    const chosen = own.find((option) => option.value === mode.value);
    if (chosen) chosen.selected = true;
    mode.disabled = own.length === 0;
  }

  leaving(event) {
    if (!this.unsaved || !event.target.closest("#pick")) return;
    if (confirm(this.dataset.unsaved)) return;
    event.preventDefault();
    this.focusForm();
  }

  sending(event) {
    const { parameters, elt } = event.detail;
    // Somebody who has signed in anew, in another tab, has a new token.
    const token = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/)?.[1];
    if (token && parameters.csrfmiddlewaretoken) parameters.csrfmiddlewaretoken = token;
    const { start, end } = elt.closest("#deciding")?.dataset ?? {};
    if (start) this.opened = { start: Number(start), end: Number(end) };
    if (!elt.closest("#pick")) return;
    this.opened = this.span;
    if (encodeURIComponent(parameters.exact ?? "").length <= LONGEST_IN_ADDRESS) return;
    if (parameters.start) {
      delete parameters.exact; // the place and the version say enough
    } else {
      event.preventDefault();
      this.pick.requestSubmit(elt);
    }
  }

  answered(event) {
    const answer = event.detail.xhr;
    if (answer.responseURL && new URL(answer.responseURL).pathname !== new URL(event.detail.requestConfig.path, location.href).pathname) {
      event.detail.shouldSwap = false; // sent on to the page for signing in
      this.saySignedOut();
    }
  }

  failed(event) {
    const { xhr, requestConfig } = event.detail;
    if (xhr?.getResponseHeader("X-Signed-Out")) this.saySignedOut();
    else this.say(requestConfig?.verb === "post" ? this.dataset.maybeSaved : this.dataset.failed);
  }

  // In another tab: this one holds the form.
  saySignedOut() {
    this.say(`${this.dataset.signedOut} `);
    const link = document.createElement("a");
    link.href = this.dataset.signIn;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = this.dataset.signInWords;
    this.querySelector("#said").append(link);
  }

  say(words) {
    this.querySelector("#said").textContent = words;
  }

  // htmx tells of each new element; once is enough.
  settled(event) {
    const { target, requestConfig } = event.detail;
    if (this.settling) return;
    this.settling = true;
    queueMicrotask(() => {
      this.settling = false;
      if (target.id === "workspace") {
        this.read = this.cut = this.walk = null;
        this.unsaved = false;
        if (requestConfig.path.endsWith("/decide/")) this.decided();
        else this.back();
      } else if (target.id === "panel") {
        const wasOpen = Boolean(requestConfig.elt.closest(".making"));
        this.prepare({ wasOpen, hasNewRow: requestConfig.elt.name === "add_part" });
      }
    });
  }

  prepare({ wasOpen = false, hasNewRow = false } = {}) {
    this.unsaved = wasOpen;
    this.limitModes();
    if (!this.form) return;
    this.pick.classList.remove("fresh");
    if (this.opened) this.last = this.opened;
    this.highlight(this.opened);
    this.say("");
    if (hasNewRow) this.focusField(this.form.querySelector(".rows-of-parts li:last-child input"));
    else this.focusForm();
  }

  focusForm() {
    const form = this.form;
    const wrong = form.querySelector("[aria-invalid=true], .wrong input, .wrong select");
    this.focusField(wrong ?? form.querySelector("input:not([type=hidden]), select, textarea"));
  }

  // Without moving the text: only the panel scrolls, unless it stands under the text.
  focusField(field) {
    field.focus({ preventScroll: true });
    const side = this.querySelector(".side");
    if (matchMedia("(max-width: 900px)").matches) {
      const isNear = field.closest(".field") === this.form.querySelector(".field");
      (isNear ? this.form : field).scrollIntoView({ block: isNear ? "start" : "center" });
      return;
    }
    const place = field.getBoundingClientRect();
    const frame = side.getBoundingClientRect();
    if (place.top < frame.top + 60 || place.bottom > frame.bottom - 90) {
      side.scrollTop += place.top - frame.top - frame.height / 3;
    }
  }

  // On to the next proposal (proposals.js).
  decided() {
    this.highlight(null);
    this.fill(null);
    document.getSelection().removeAllRanges();
    this.dispatchEvent(new Event("decided"));
  }

  // Back to the text, at the place that was worked on.
  back() {
    this.highlight(null);
    this.fill(null);
    const last = this.last;
    this.text.focus({ preventScroll: true });
    if (!last) return;
    document.getSelection().collapse(...this.pointAt(last.end));
    const seen = this.rangeOf(last).getBoundingClientRect();
    if (seen.bottom < 0 || seen.top > innerHeight) scrollBy(0, seen.top - innerHeight / 3);
  }
}

// Words and sentences of a paragraph, as the browser knows them for its language.
function* pieces(text, granularity) {
  if (globalThis.Intl?.Segmenter) {
    for (const piece of new Intl.Segmenter(undefined, { granularity }).segment(text)) {
      const isWord = granularity === "sentence" ? piece.segment.trim() !== "" : piece.isWordLike;
      yield { segment: piece.segment, isWord };
    }
    return;
  }
  const cut = granularity === "sentence" ? /[^.!?…]+[.!?…]*\s*/gu : /[\p{L}\p{M}\p{N}'’]+|[^\p{L}\p{M}\p{N}'’]+/gu;
  for (const [segment] of text.matchAll(cut)) {
    yield { segment, isWord: /[\p{L}\p{N}]/u.test(segment) };
  }
}

customElements.define("article-annotator", ArticleAnnotator);
