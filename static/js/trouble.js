// What htmx has asked for and did not get is said; what is on the page stays.
const isPart = (answer) =>
  (answer.getResponseHeader("Content-Type") ?? "").startsWith("text/html") &&
  !/^\s*<!doctype/i.test(answer.responseText);

const say = (words) => {
  document.getElementById("trouble").textContent = words;
};

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.xhr.status < 400) {
    say("");
  } else if (detail.xhr.status === 400 && (isPart(detail.xhr) || detail.boosted)) {
    // The page that was asked for, or the part of it, which says what makes no sense in the question.
    detail.shouldSwap = true;
    detail.isError = false;
    say("");
  }
});

const failed = ({ target, detail }) => {
  if (target.closest?.("article-annotator")) return; // says it in a place of its own
  const answer = detail.xhr;
  const isLine = (answer?.getResponseHeader("Content-Type") ?? "").startsWith("text/plain");
  say(isLine ? answer.responseText.trim() : document.getElementById("trouble").dataset.failed);
};

for (const type of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(type, failed);
}
