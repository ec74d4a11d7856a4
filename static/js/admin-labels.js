// Names for what Django's admin leaves without one: fields in rows, whose column has the name; empty
// headers; choices with autocompletion; dates with times; the little question marks.
const { row, act } = document.currentScript.dataset;

const hasName = (field) =>
  field.labels?.length || field.hasAttribute("aria-label") || field.hasAttribute("aria-labelledby");
const words = (element) => (element?.textContent ?? "").replace(/[:?]\s*$/, "").trim();

const hidden = (said, id = "") => {
  const span = document.createElement("span");
  span.className = "visually-hidden";
  span.textContent = said;
  if (id) span.id = id;
  return span;
};

const nameColumns = () => {
  for (const header of document.querySelectorAll("thead th")) {
    if (!header.textContent.trim() && !header.querySelector("input")) {
      header.append(hidden(header.matches(".original") ? row : act));
    }
  }
};

const nameFields = () => {
  for (const field of document.querySelectorAll("td input, td select, td textarea")) {
    if (field.type === "hidden" || hasName(field)) continue;
    const cell = field.closest("td");
    const header = cell.closest("table").tHead?.rows[0].cells[cell.cellIndex];
    if (words(header)) field.setAttribute("aria-label", words(header));
  }
  for (const field of document.querySelectorAll(".datetime input")) {
    if (hasName(field)) continue;
    const line = field.closest(".form-row, td");
    const part = field.matches(".vDateField") ? 0 : 1;
    const said = [words(line?.querySelector("label")), field.closest(".datetime").innerText.match(/\S+(?=:)/g)?.[part]];
    field.setAttribute("aria-label", said.filter(Boolean).join(", "));
  }
  for (const field of document.querySelectorAll("#searchbar")) {
    field.setAttribute("aria-label", field.labels[0]?.querySelector("img")?.alt ?? "");
  }
};

const nameChoices = () => {
  for (const box of document.querySelectorAll(".select2-selection[role=combobox]")) {
    const select = box.closest(".select2-container").previousElementSibling;
    if (!select?.matches("select") || document.getElementById(`${select.id}-name`)) continue;
    const said = words(select.labels[0]) || select.getAttribute("aria-label") || "";
    const shown = box.querySelector("[role=textbox]");
    select.before(hidden(said, `${select.id}-name`));
    box.setAttribute("aria-labelledby", `${select.id}-name ${shown?.id ?? ""}`.trim());
    shown?.setAttribute("aria-label", said);
  }
  // What is open is searched in a field that stands elsewhere.
  for (const field of document.querySelectorAll(".select2-search__field")) {
    const list = field.getAttribute("aria-controls");
    const box = list && document.querySelector(`[aria-owns="${CSS.escape(list)}"]`);
    if (!box) continue;
    box.setAttribute("aria-controls", list);
    field.setAttribute("aria-labelledby", box.getAttribute("aria-labelledby").split(" ")[0]);
  }
};

const name = () => {
  nameColumns();
  nameFields();
  nameChoices();
  for (const mark of document.querySelectorAll(".help-tooltip[aria-label]")) mark.setAttribute("role", "img");
};

// Django's scripts make choices of their own, now and with each new row.
name();
let waiting = false;
new MutationObserver(() => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    name();
  });
}).observe(document.body, { childList: true, subtree: true });
