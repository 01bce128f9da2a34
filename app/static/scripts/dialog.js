// A link that leads to a page of confirmation shows the same words in place, when the page holds them.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog && !event.metaKey && !event.ctrlKey) {
    event.preventDefault();
    dialog.showModal();
    dialog.querySelector("[data-close]")?.focus();
  }
  const closer = event.target.closest("dialog [data-close]");
  if (closer) {
    event.preventDefault();
    closer.closest("dialog").close();
  }
});
