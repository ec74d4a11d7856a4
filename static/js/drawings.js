// A drawing that does not fit begins at its first box: its corner may be empty.
const begin = () => {
  for (const scroll of document.querySelectorAll(".net > .scroll:not([data-begun])")) {
    scroll.dataset.begun = "";
    const places = [...scroll.querySelectorAll("g.box")].map((box) => box.getBoundingClientRect());
    if (!places.length) continue;
    const place = places.sort((one, other) => one.left - other.left || one.top - other.top)[0];
    const frame = scroll.getBoundingClientRect();
    scroll.scrollTo({ left: place.left - frame.left - 12, top: place.top - frame.top - 12 });
  }
};

begin();
document.addEventListener("htmx:afterSettle", begin);
