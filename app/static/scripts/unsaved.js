// Nothing typed is left behind with a page: a form that saves by itself is sent on leaving, another one asks first.
const dirty = new Set();

const note = (event) => {
  const form = event.target.closest?.("form[data-unsaved]");
  if (form) dirty.add(form);
};

const send = (form) => {
  const fields = [...new FormData(form)];
  const texts = fields.filter(([, value]) => typeof value === "string");
  // A chosen file cannot leave with the page.
  if (fields.some(([, value]) => value.size)) return false;
  fetch(form.action, { method: "POST", body: new URLSearchParams(texts), keepalive: true }).catch(() => {});
  return true;
};

document.addEventListener("input", note);
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!form.matches("[data-unsaved]")) return;
    if (event.submitter?.name === "set-do") dirty.add(form);
    else dirty.delete(form);
  },
  true,
);
addEventListener("beforeunload", (event) => {
  for (const form of dirty) {
    if (!form.isConnected || form.dataset.whole) continue;
    if (form.dataset.unsaved !== "send" || !send(form)) event.preventDefault();
  }
});
