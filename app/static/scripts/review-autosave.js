// Autosave is htmx's; this file says when it fails, and lets a save in flight land before the form is sent by hand.
const form = document.querySelector("form[data-autosave]");
let inFlight = false;
let waiting = null;

const say = (how, words) => {
  const saved = document.querySelector("#saved-line .saved");
  if (!saved) return;
  saved.dataset.saved = how;
  saved.lastChild.textContent = words;
};
const lines = () => document.getElementById("saved-line")?.dataset ?? {};
const ours = (event) => form && event.detail?.ctx?.sourceElement === form;

document.addEventListener("htmx:before:request", (event) => {
  if (!ours(event)) return;
  inFlight = true;
  say("busy", lines().busy);
});
document.addEventListener("htmx:before:swap", (event) => {
  // Another page than ours (the session ended): keep the line, and say that nothing was kept.
  if (!ours(event) || event.detail.ctx.text?.includes('id="saved-line"')) return;
  event.preventDefault();
  say("no", lines().lost);
});
document.addEventListener("htmx:error", (event) => {
  if (ours(event)) say("no", lines().lost);
});
document.addEventListener("htmx:finally:request", (event) => {
  if (!ours(event)) return;
  inFlight = false;
  if (waiting) form.requestSubmit(waiting.submitter);
  waiting = null;
});
// The version that a save in flight is about to give would make this form stale.
document.addEventListener(
  "submit",
  (event) => {
    if (event.target !== form || !inFlight) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting = { submitter: event.submitter };
  },
  true,
);
