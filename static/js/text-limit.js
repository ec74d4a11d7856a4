// A text that is too long is said to be, before it is sent. A field with maxlength would cut what is
// pasted without a word, and quotes rest on the text as it was published.
const codePoints = (string) => {
  let count = 0;
  for (const _ of string) count += 1;
  return count;
};

const check = (field) => {
  const most = Number(field.dataset.most);
  // No text has more code points than UTF-16 units: most need no counting.
  const length = field.value.length > most ? codePoints(field.value.trim()) : 0;
  field.setCustomValidity(
    length > most ? field.dataset.tooLong.replace("{length}", length) : "",
  );
};

document.addEventListener("input", ({ target }) => {
  if (target.dataset?.most) check(target);
});
// What the browser has kept from before a reload has not been typed again.
for (const field of document.querySelectorAll("[data-most]")) check(field);
