// Stands in a page before any script of its own, and looks on from outside: nothing is asked of the
// drawings themselves, so that all of them are held to the same. `marks` is a selector.
const watching = (marks, quiet) => {
  const now = () => performance.now();
  const frame = () => new Promise(requestAnimationFrame);

  // How many marks stand there; none while they are hidden.
  const standing = () => {
    const first = document.querySelector(marks);
    if (!first?.checkVisibility({ visibilityProperty: true })) return 0;
    return document.querySelectorAll(marks).length;
  };

  // Drawn is the beginning of the first frame after the one in which the last mark was found, once
  // no more have come for as long as `quiet` says: by then that frame has been laid out and painted.
  const drawn = async () => {
    let before = 0;
    let since = null;
    for (;;) {
      await frame();
      const number = standing();
      if (number !== before) since = null;
      else if (number) since ??= now();
      before = number;
      if (since !== null && now() - since > quiet) return { milliseconds: since, marks: number };
    }
  };

  // The times between frames, from now on until it is called off.
  const frames = () => {
    const found = [];
    let goes = true;
    const look = async () => {
      for (let before = now(); goes; ) {
        await frame();
        found.push(now() - before);
        before = now();
      }
    };
    look();
    return () => ((goes = false), found);
  };

  // From the last of an input's events to the first frame after the one in which another drawing
  // stood in the place of the one that is there now.
  const step = async (drawing) => {
    const old = document.querySelector(drawing);
    let begun = null;
    const note = (event) => event.isTrusted && (begun = event.timeStamp);
    const inputs = ["keydown", "pointerup", "wheel"];
    for (const input of inputs) addEventListener(input, note, { capture: true, passive: true });
    const isThere = () => ![old, null].includes(document.querySelector(drawing));
    while (begun === null || !isThere()) await frame();
    await frame();
    for (const input of inputs) removeEventListener(input, note, { capture: true });
    return now() - begun;
  };

  // What the browser itself says of the page: the time of its largest piece, and how far what was
  // there has been pushed about, summed over all of its time.
  const seen = { largest: 0, shifted: 0 };
  const observe = (type, tell) =>
    new PerformanceObserver((list) => list.getEntries().forEach(tell)).observe({ type, buffered: true });
  observe("largest-contentful-paint", (entry) => (seen.largest = entry.startTime));
  observe("layout-shift", (entry) => entry.hadRecentInput || (seen.shifted += entry.value));

  return { drawn: marks && drawn(), frames, step, seen };
};
