// A form that leaves shows it, and does not leave twice. The server makes a second post harmless all the same.
const PATIENCE = 8000;

const release = (form) => {
  delete form.dataset.sent;
  form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.dataset.busy === "no") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
  setTimeout(release, PATIENCE, form);
});

// Coming back with the browser's button finds the form ready again.
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
