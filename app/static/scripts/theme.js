// The theme changes at once; the server keeps it in a cookie. Without this file the form does the same, with a page load.
const form = document.querySelector("form[data-theme-switch]");

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const theme = event.submitter.value;
  const body = new URLSearchParams(new FormData(form, event.submitter));
  document.documentElement.dataset.theme = theme;
  form.querySelector(theme === "dark" ? ".to-light" : ".to-dark").focus();
  await fetch(form.action, { method: "POST", body, redirect: "manual" });
});
