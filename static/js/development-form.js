// <development-form>: asks for a new window only where an outcome has one, and keeps the Enter key
// from doing what nobody meant. Without it, both windows are shown, and what they are for.
const MOVES = ["extended", "shortened"];

class DevelopmentForm extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", () => this.limit());
    this.addEventListener("keydown", (event) => this.entered(event));
    // An outcome may come anew from the server, for another entry.
    this.addEventListener("htmx:afterSwap", () => this.limit());
    this.limit();
  }

  limit() {
    const fields = this.querySelector(".new-window");
    const outcome = this.querySelector("[name=outcome]");
    if (!fields || !outcome) return;
    // Hidden is not sent; but nothing that was typed there is lost.
    fields.hidden = fields.disabled = !MOVES.includes(outcome.value);
  }

  // In a search field it searches; in any other it saves, as it would without the button to search.
  entered(event) {
    const save = event.target.form?.querySelector("[data-save]");
    const isLine = event.key === "Enter" && event.target.matches("input:not([type=radio])");
    if (!save || !isLine || event.isComposing) return;
    event.preventDefault();
    if (event.target.type === "search") event.target.dispatchEvent(new Event("search-now"));
    else save.form.requestSubmit(save);
  }
}

customElements.define("development-form", DevelopmentForm);
