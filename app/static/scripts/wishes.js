// Wishes by keyboard: a digit answers for the dossier one is on, and passes to the next.
document.addEventListener("keydown", (event) => {
  const row = event.target.closest("[data-wish]");
  if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
  const choice = row.querySelector(`[data-digit="${CSS.escape(event.key)}"]`);
  if (!choice) return;
  event.preventDefault();
  choice.checked = true;
  const rows = [...document.querySelectorAll("[data-wish]")];
  const next = rows[rows.indexOf(row) + 1];
  (next?.querySelector("input:checked") ?? next?.querySelector("input") ?? document.querySelector("[data-wishes] button"))?.focus();
});
