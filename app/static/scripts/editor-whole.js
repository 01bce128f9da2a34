// Settings and conditions are saved whole, in place; settings leave by themselves when one of them changes.
import { post, swap, words } from "./editor-swap.js";

const PAUSE = 400;
const WHOLE = "#settings form, #condition form";
const timers = new WeakMap();
const quiet = new WeakSet();

const say = (form, how, text) => {
  const place = form.querySelector("[data-state]");
  if (!place) return;
  place.dataset.state = how;
  place.textContent = text;
};

const names = (form) => [...new Set([...form.elements].map((one) => one.name))].sort().join();

// The server knows what one is writing in by the same names: only what is hidden changes under one's hands.
const patch = (form, fresh, isSame) => {
  const alike = names(form) === names(fresh);
  for (const hidden of fresh.querySelectorAll("input[type=hidden]")) {
    if (!alike && !hidden.name.endsWith("seen")) continue;
    const mine = form.elements.namedItem(hidden.name);
    if (mine && !(mine instanceof RadioNodeList)) mine.value = hidden.value;
  }
  if (!isSame) return;
  for (const said of form.querySelectorAll("[role=status].set-said")) said.textContent = "";
  for (const wrong of form.querySelectorAll(".error, .errors")) wrong.remove();
  for (const wrong of form.querySelectorAll("[aria-invalid]")) wrong.removeAttribute("aria-invalid");
};

const place = (form, fresh, asked) => {
  const [old, made] = [form.closest("section"), document.adoptNode(fresh.closest("section"))];
  const held = old.contains(document.activeElement) ? document.activeElement.id : "";
  old.replaceWith(made);
  const target = (asked && made.querySelector("[autofocus]")) || (held && document.getElementById(held));
  if (target && made.contains(target)) target.focus({ preventScroll: !asked });
  return made.querySelector("form");
};

const save = async (form, asked) => {
  clearTimeout(timers.get(form));
  say(form, "busy", words("busy"));
  const sent = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string")).toString();
  let back;
  try {
    back = await post(form.action, new FormData(form));
  } catch {
    say(form, "no", words("lost").split(".")[0]);
    return;
  }
  const fresh = back.page.querySelector(`#${form.closest("section").id} form`);
  if (!back.isOurs || !fresh) {
    say(form, "no", words(back.answer.redirected ? "out" : "lost"));
    return;
  }
  if (!back.answer.ok) {
    const wrong = fresh.querySelector(".error, .errors li")?.textContent.trim() ?? "";
    if (asked) say(place(form, fresh, true), "no", wrong);
    else say(form, "no", wrong);
    return;
  }
  const now = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string")).toString();
  const writing = form.contains(document.activeElement) && !asked;
  const kept = now !== sent || (writing && names(form) === names(fresh)) ? form : place(form, fresh, false);
  if (kept === form) patch(form, fresh, now === sent);
  const clock = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  say(kept, "yes", words("saved", { clock }));
  swap(back.page);
  if (now !== sent) later(form);
};

// Sent as if by its button, so that whoever watches the form knows that it leaves.
const later = (form) => {
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => {
    if (!form.isConnected) return;
    quiet.add(form);
    form.requestSubmit();
  }, PAUSE));
};

document.addEventListener("change", (event) => {
  const { form, dataset, name } = event.target;
  if (form?.matches("#settings form") && !dataset.look && !name.endsWith("-many")) later(form);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches(WHOLE)) return;
  // What is drawn again says itself that it waits to be saved.
  clearTimeout(timers.get(form));
  if (event.submitter?.name === "set-do") return;
  event.preventDefault();
  const byItself = quiet.delete(form);
  save(form, !byItself);
}, true);
