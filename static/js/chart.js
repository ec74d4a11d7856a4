// The chart of a timeline. All of it works by links; this adds hands: wheel, drag, pinch and keys, a
// card for the mark in hand, and the entry beside. Whatever is done ends as a link would: the server
// draws the span that was asked for.
const DAY = 86_400_000;
const FIRST = Date.UTC(1, 0, 2) - (Date.UTC(1, 0, 1) - new Date("0001-01-01T00:00:00Z").getTime());
const LAST = Date.UTC(9999, 11, 30);
const LEAST = 7; // days
const GRACE = 100; // milliseconds within which an answer is one at once
const PAUSE = 140; // milliseconds without a further turn of the wheel, or step
const NOTCH = 50; // pixels that no finger on a touchpad turns at once
const STILL = 4; // pixels that a click may wander

const one = (selector, within = document) => within.querySelector(selector);
const plot = () => one("#chart-plot");
const picture = () => one("#chart-plot svg.plot");
const iso = (time) => new Date(time).toISOString().slice(0, 10);

// The span shown: its first moment and its length, in milliseconds.
const shown = (element = plot()) => ({
  first: new Date(`${element.dataset.first}T00:00:00Z`).getTime(),
  length: element.dataset.days * DAY,
});

// That a request is given up for the next one, or fails, is told by events.
const ask = (address, options) => htmx.ajax("GET", address, options).catch(() => {});

const show = (address) => {
  if (window.htmx) ask(address, { source: "#chart-go", target: "#chart", swap: "innerHTML" });
  else location.assign(address);
};

const showSpan = (first, length) => {
  const days = Math.max(LEAST, Math.round(length / DAY));
  const begin = Math.min(Math.max(Math.round(first / DAY) * DAY, FIRST), LAST - days * DAY);
  const now = shown();
  if (begin === now.first && days * DAY === now.length) return false;
  const address = new URL(plot().dataset.address || location.pathname, location);
  address.searchParams.set("from", iso(Math.max(begin, FIRST)));
  address.searchParams.set("to", iso(Math.min(begin + (days - 1) * DAY, LAST)));
  show(address.pathname + address.search);
  return true;
};

// Zooms around a place, a share of the width from the left.
const zoom = (factor, place) => {
  const now = shown();
  const length = Math.max(LEAST * DAY, now.length * factor);
  return showSpan(now.first + (now.length - length) * place, length);
};

const share = (x, svg) => {
  const box = svg.getBoundingClientRect();
  return Math.min(Math.max((x - box.left) / box.width, 0), 1);
};

// ── while it is moved: the picture goes along, until the server's comes ────────────────────────
const preview = (shift, scale = 1) => {
  const svg = picture();
  if (!svg) return;
  const { width, height } = svg.viewBox.baseVal.width ? sizes(svg) : { width: 1000, height: 400 };
  svg.setAttribute("viewBox", `${shift * width} 0 ${width * scale} ${height}`);
  svg.setAttribute("preserveAspectRatio", scale === 1 ? "xMidYMid meet" : "none");
};
const sizes = (svg) => ({ width: Number(svg.getAttribute("width")), height: Number(svg.getAttribute("height")) });

// ── the wheel ───────────────────────────────────────────────────────────────────────────────────
// By how much, since the picture that is shown; and how much of it the server draws already.
let turned = null;
let underWay = null;
let rest = null; // where the hand was when it turned
const settle = () => {
  const { factor, place } = turned;
  turned = null;
  underWay = zoom(factor, place) ? { factor, place } : null;
  if (!underWay) preview(0);
  return Boolean(underWay);
};
// The first notch of a wheel is drawn at once. Those that follow are gathered, as are the many small
// turns of a touchpad: a picture of each would only be in the way of the next.
const turn = (place, by) => {
  const before = turned ?? underWay ?? { factor: 1, place };
  const least = (LEAST * DAY) / shown().length;
  const factor = Math.min(Math.max(before.factor * Math.exp(by / 300), least), 64);
  const isFirst = !turned && !underWay && Math.abs(by) >= NOTCH;
  clearTimeout(turned?.timer);
  turned = { place: before.place, factor, timer: isFirst ? null : setTimeout(settle, PAUSE) };
  if (!isFirst) return preview(before.place * (1 - factor), factor);
  // To draw the old picture anew takes its time, too: only where the new one does not come at once.
  if (settle()) setTimeout(() => !turned && underWay && preview(underWay.place * (1 - underWay.factor), underWay.factor), GRACE);
};
// The next picture shows what was asked for; what has been turned since goes on from there.
const goOn = () => {
  if (turned && underWay) turned.factor /= underWay.factor;
  underWay = null;
};
let pushed = null;
const push = (svg, across) => {
  const by = (pushed?.by ?? 0) + across / svg.getBoundingClientRect().width;
  clearTimeout(pushed?.timer);
  pushed = { by, timer: setTimeout(pushedOn, PAUSE) };
  preview(by);
};
const pushedOn = () => {
  const now = shown();
  const { by } = pushed;
  pushed = null;
  if (!showSpan(now.first + by * now.length, now.length)) preview(0);
};
const isScrolled = () => plot().scrollWidth > plot().clientWidth + 1;
document.addEventListener(
  "wheel",
  (event) => {
    const svg = event.target.closest?.("#chart-plot svg.plot");
    if (!svg) return;
    const isZoom = event.ctrlKey || event.metaKey;
    // A wheel that is turned without a key scrolls the page, as everywhere; sideways it moves the
    // span, unless the picture is wider than its frame and scrolls itself.
    if (!isZoom && (Math.abs(event.deltaX) <= Math.abs(event.deltaY) || isScrolled())) return;
    event.preventDefault();
    rest = { x: event.clientX, y: event.clientY };
    if (!isZoom) return push(svg, event.deltaX);
    turn(share(event.clientX, svg), event.deltaY);
  },
  { passive: false },
);

// ── drag and pinch ──────────────────────────────────────────────────────────────────────────────
const hands = new Map();
let grip = null;
// What one has hold of, or what has come in its place.
const held = () => {
  if (!grip.svg.isConnected) grip.svg = (grip.what === "plot" ? picture() : one("#chart-window")?.closest("svg")) ?? grip.svg;
  return grip.svg;
};

const grab = (event, svg, what) => {
  hands.set(event.pointerId, event.clientX);
  const places = [...hands.values()];
  grip = {
    svg,
    what,
    begin: places.length > 1 ? null : event.clientX,
    pair: places.length > 1 ? places.slice(0, 2) : null,
    moved: grip?.moved ?? false,
    at: 0,
  };
};

document.addEventListener("pointerdown", (event) => {
  if (event.button || !event.target.closest) return;
  const svg = event.target.closest("#chart-plot svg.plot");
  if (svg) grab(event, svg, "plot");
  else if (event.target.closest("#chart-window")) {
    grab(event, event.target.closest("svg"), "window");
    event.preventDefault();
  }
});

document.addEventListener("pointermove", (event) => {
  if (!grip || !hands.has(event.pointerId)) return;
  hands.set(event.pointerId, event.clientX);
  const box = held().getBoundingClientRect();
  if (grip.pair) {
    const [one, other] = hands.values();
    const before = Math.abs(grip.pair[0] - grip.pair[1]);
    grip.factor = Math.min(Math.max(before / Math.max(Math.abs(one - other), 8), 0.05), 20);
    grip.place = share((grip.pair[0] + grip.pair[1]) / 2, grip.svg);
    grip.moved = true;
    preview(grip.place * (1 - grip.factor), grip.factor);
    return;
  }
  grip.at = event.clientX - grip.begin;
  if (!grip.moved && Math.abs(grip.at) < STILL) return;
  if (!grip.moved) {
    grip.moved = true;
    grip.svg.setPointerCapture?.(event.pointerId);
    grip.svg.classList.add("dragged");
    hideCard();
  }
  if (grip.what === "plot") preview(-grip.at / box.width);
  else one("#chart-window").setAttribute("transform", `translate(${(grip.at * 1000) / box.width} 0)`);
});

const release = (event) => {
  if (!grip || !hands.delete(event.pointerId)) return;
  if (hands.size) return;
  const svg = held();
  const { what, moved, at, factor, place } = grip;
  grip = null;
  svg.classList.remove("dragged");
  if (!moved) return;
  // The click that ends a drag opens nothing.
  addEventListener("click", (click) => (click.preventDefault(), click.stopPropagation()), { capture: true, once: true });
  setTimeout(() => dispatchEvent(new Event("click")));
  if (event.type === "pointercancel") return preview(0);
  const width = svg.getBoundingClientRect().width;
  const now = shown();
  const by = what === "window" ? (at / width) * plot().dataset.wholeDays * DAY : (-at / width) * now.length;
  const asked = factor ? zoom(factor, place) : showSpan(now.first + by, now.length);
  if (!asked) {
    preview(0);
    one("#chart-window")?.removeAttribute("transform");
  }
};
document.addEventListener("pointerup", release);
document.addEventListener("pointercancel", release);

// ── keys ────────────────────────────────────────────────────────────────────────────────────────
const STEPS = { "+": "in", "=": "in", "-": "out", _: "out", Home: "today" };
const marks = () => [...document.querySelectorAll("#chart-plot .mark, #chart-plot .count")];

const middle = (mark) => {
  const box = one(".room", mark).getBoundingClientRect();
  return [box.left + Math.min(box.width, 14) / 2, box.top + box.height / 2];
};

// The next mark that way: along the lane, or in the nearest row above or below.
const next = (mark, key) => {
  const [x, y] = middle(mark);
  const others = marks().filter((other) => other !== mark).map((other) => [other, ...middle(other)]);
  const along = key === "ArrowLeft" || key === "ArrowRight";
  const sign = key === "ArrowLeft" || key === "ArrowUp" ? -1 : 1;
  const found = others.filter(([other, ox, oy]) =>
    along ? other.parentNode === mark.parentNode && sign * (ox - x) > 0.5 : sign * (oy - y) > 3,
  );
  const far = ([, ox, oy]) => (along ? Math.abs(ox - x) + Math.abs(oy - y) / 50 : Math.abs(oy - y) * 4 + Math.abs(ox - x) / 4);
  return found.sort((a, b) => far(a) - far(b))[0]?.[0];
};

// Whoever presses keys quickly goes on while one picture takes the place of another: the links of
// the old one lead from there, those of the new one do not work yet, so that a few steps wait.
const MOST_WAITING = 3;
let kept = false;
let settling = false;
let waiting = [];
const step = (name) => {
  if (settling || one("#chart .htmx-request, #chart-go.htmx-request")) waiting = [...waiting, name].slice(0, MOST_WAITING);
  else one(`a#chart-${name}`)?.click();
};
document.addEventListener("htmx:beforeSwap", ({ detail: { target, shouldSwap } }) => {
  if (target?.id !== "chart") return;
  settling = shouldSwap;
  kept = kept || Boolean(plot()?.contains(document.activeElement));
  if (!shouldSwap) return;
  goOn();
  makeRoom(target);
});
// What a swap costs grows with what was there before: htmx would write the whole page into its
// history at every step, and look through each piece of a picture in which nothing is its own; and
// the browser would look for another place for the focus. Whoever goes back asks the server again.
let left = ""; // the id of what had the focus
const makeRoom = (chart) => {
  chart.setAttribute("hx-history", "false");
  const focused = chart.contains(document.activeElement) ? document.activeElement : null;
  left = focused?.id ?? "";
  focused?.blur();
  plot()?.replaceChildren();
  one("#chart-text")?.replaceChildren();
};
const comeBack = () => {
  if (document.activeElement !== document.body) return;
  if (kept) plot().focus({ preventScroll: true });
  else if (left) document.getElementById(left)?.focus({ preventScroll: true });
};
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.target?.id !== "chart" || detail.successful) return;
  waiting = [];
  underWay = null;
});
document.addEventListener("focusin", (event) => (kept = Boolean(event.target.closest?.("#chart-plot"))));
document.addEventListener("pointerdown", () => (kept = false));

document.addEventListener("keydown", (event) => {
  const isHere = event.target.closest?.("#chart-plot") || (kept && event.target === document.body);
  if (event.ctrlKey || event.metaKey || event.altKey || !isHere) return;
  const mark = event.target.closest(".mark, .count");
  let name = STEPS[event.key];
  if (event.key.startsWith("Arrow")) {
    const to = mark && next(mark, event.key);
    if (to) {
      hold(to);
      to.focus();
      event.preventDefault();
      return;
    }
    name = { ArrowLeft: "earlier", ArrowRight: "later" }[event.key];
    if (mark && !name) return;
  }
  if (event.key === "Escape") {
    hideCard();
    plot().focus();
  }
  if (!name) return;
  event.preventDefault();
  step(name);
});

// One stop for the whole of the marks: the arrows lead from one to the other.
const hold = (mark) => {
  for (const other of marks()) other.setAttribute("tabindex", other === mark ? "0" : "-1");
};
// A narrow page shows a part of the picture: of the first one that in which most stands, the later
// of two; then the part that was shown before.
let scrolled = null;
document.addEventListener("scroll", (event) => {
  if (event.target.id === "chart-plot") scrolled = event.target.scrollLeft;
}, { capture: true, passive: true });
const scroll = () => {
  const box = plot();
  if (!box || !isScrolled()) return;
  const places = [...box.querySelectorAll(".mark .room, .count .room")].map((room) => Number(room.getAttribute("x")));
  const seen = box.clientWidth - (box.scrollWidth - 1000); // without the names
  const within = (left) => places.filter((x) => x >= left && x < left + seen / 2).length;
  const best = places.sort((a, b) => b - a).reduce((found, x) => (within(x) > within(found) ? x : found), places[0] ?? 0);
  box.scrollLeft = scrolled ?? best - seen / 5;
};
// The beginning of a mark: a long one has no room beside its entry.
const bringIntoView = (mark) => {
  mark?.scrollIntoView({ block: "nearest", inline: "nearest" });
  const box = plot();
  if (!mark || !isScrolled()) return;
  const x = Number(one(".room", mark).getAttribute("x"));
  const seen = box.clientWidth - (box.scrollWidth - 1000);
  if (x < box.scrollLeft || x > box.scrollLeft + seen - 100) box.scrollLeft = x - 60;
};
const begin = () => {
  scroll();
  const all = marks();
  if (all.length) hold(all[0]);
  for (const way of document.querySelectorAll("#chart-plot .way")) way.setAttribute("tabindex", "-1");
};

// ── the card, and what joins the mark in hand to others ────────────────────────────────────────
const hideCard = () => {
  const card = one("#chart-card");
  if (card) card.hidden = true;
  for (const tie of document.querySelectorAll("#chart-plot .tie.near")) tie.classList.remove("near");
};

const showCard = (mark) => {
  const card = one("#chart-card");
  const told = one(`#chart-text [data-tells="${mark.dataset.told}"]`);
  if (!card || !told || grip?.moved) return;
  card.replaceChildren(...told.cloneNode(true).childNodes);
  for (const link of card.querySelectorAll("a")) link.replaceWith(Object.assign(document.createElement("b"), { textContent: link.textContent }));
  card.hidden = false;
  const box = (one(".title", mark) ?? one(".room", mark)).getBoundingClientRect();
  const room = one(".room", mark).getBoundingClientRect();
  const frame = card.offsetParent?.getBoundingClientRect() ?? { left: 0, top: 0 };
  const left = Math.min(Math.max(Math.min(box.left, Math.max(room.left, 8)), 8), innerWidth - card.offsetWidth - 12);
  const isBelow = room.bottom + card.offsetHeight + 8 < innerHeight;
  card.style.left = `${left - frame.left}px`;
  const top = isBelow ? room.bottom + 6 : room.top - card.offsetHeight - 6;
  card.style.top = `${top - frame.top}px`;
  if (mark.dataset.entry)
    for (const tie of document.querySelectorAll("#chart-plot .tie"))
      tie.classList.toggle("near", tie.dataset.of.split(" ").includes(mark.dataset.entry));
};

const inHand = (event) => event.target.closest?.("#chart-plot .mark, #chart-plot .count");
document.addEventListener("pointerover", (event) => {
  // A picture that the wheel brought under a hand at rest: no card until that moves.
  if (rest && Math.hypot(rest.x - event.clientX, rest.y - event.clientY) < STILL) return;
  rest = null;
  const mark = inHand(event);
  if (mark) showCard(mark);
  else if (event.target.closest?.("#chart-plot")) hideCard();
});
document.addEventListener("pointerout", (event) => {
  if (event.target.closest?.("#chart-plot") && !event.relatedTarget?.closest?.("#chart-plot")) hideCard();
});
document.addEventListener("focusin", (event) => {
  const mark = inHand(event);
  if (mark) showCard(mark);
});
document.addEventListener("focusout", (event) => inHand(event) && hideCard());

// ── a click ─────────────────────────────────────────────────────────────────────────────────────
document.addEventListener("click", (event) => {
  if (event.target.closest?.("#beside [data-close]")) {
    one("#beside").replaceChildren();
    one("#chart-plot .mark[aria-current]")?.focus();
    return;
  }
  // Its line will stand in the middle.
  if (event.target.closest?.("#chart-today")) scrolled = (plot().scrollWidth - plot().clientWidth) / 2;
  const link = event.target.closest?.("#chart-plot svg a");
  if (!link || !window.htmx || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const address = link.getAttribute("href");
  if (!link.dataset.entry) return show(address);
  for (const mark of marks()) mark.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  hideCard();
  ask(address, { source: "#chart-entry", target: "#beside", swap: "innerHTML" });
});

// ── what follows a new picture ──────────────────────────────────────────────────────────────────
let following = null; // the list, after a pause
document.addEventListener("htmx:afterSettle", ({ detail: { target, requestConfig } }) => {
  if (target?.id === "timeline") return begin();
  if (target?.id === "beside") return bringIntoView(one("#chart-plot .mark[aria-current]"));
  if (target?.id !== "chart") return;
  target.removeAttribute("hx-history");
  hideCard();
  begin();
  if (turned) preview(turned.place * (1 - turned.factor), turned.factor);
  comeBack();
  const link = waiting.length && one(`a#chart-${waiting.shift()}`);
  if (link) return setTimeout(() => ((settling = false), link.click()));
  settling = false;
  waiting = [];
  // The list follows; not the first picture, which has followed the list.
  if (requestConfig?.elt?.matches?.(".waiting") || !one("#listed") || one(".chart-frame.alone")) return;
  following = setTimeout(followed, PAUSE);
});
// Whoever takes the next step at once is not kept waiting by a list of the one before.
document.addEventListener("htmx:beforeRequest", ({ detail }) => detail.target?.id === "chart" && clearTimeout(following));
const followed = () =>
  one("#listed") &&
  ask(location.pathname + location.search, { source: "#chart-list", target: "#listed", select: "#listed", swap: "outerHTML" });
document.addEventListener("htmx:historyRestore", begin);
begin();
