// Ctrl+Z takes the last change back and Ctrl+Shift+Z makes it again, unless one is writing in a field.
const WRITING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

document.addEventListener("keydown", (event) => {
  const key = event.key.toLowerCase();
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.closest?.(WRITING)) return;
  const way = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : "";
  const button = way && document.querySelector(`[data-again="${way}"] button:not([disabled])`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
