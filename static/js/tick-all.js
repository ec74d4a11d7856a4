// One box for all that can be ticked in its form. It shows itself only here: without a script there
// is nothing that it could do.
for (const all of document.querySelectorAll("input[data-ticks]")) {
  const boxes = [...all.form.querySelectorAll(`input[name="${all.dataset.ticks}"]`)];
  const show = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  };
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
  });
  all.form.addEventListener("change", show);
  addEventListener("pageshow", show);
  all.closest("[hidden]").hidden = false;
}
