// A form that one saves by its button asks before its page is left with something typed and not saved.
const dirty = new Set();

const note = (event) => {
  const form = event.target.closest?.("form[data-unsaved]");
  if (form) dirty.add(form);
};

document.addEventListener("input", note);
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-unsaved]")) return;
  if (event.submitter?.name === "set-do") dirty.add(form);
  else dirty.delete(form);
}, true);
addEventListener("beforeunload", (event) => {
  if ([...dirty].some((form) => form.isConnected && !form.dataset.whole)) event.preventDefault();
});
