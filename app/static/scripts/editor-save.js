// One field saved at a time: each part of a panel leaves when it changes, and says what became of it.
import { post, swap, words } from "./editor-swap.js";

const RETRY = 10000;
const dirty = new Map();

const partOf = (element) => element.closest("form[data-parts] [data-part]");
const again = (name) => document.querySelector(`form[data-parts] [data-part="${CSS.escape(name)}"]`);
const controls = (part) => [...part.querySelectorAll("input:not([type=hidden]), textarea, select")];
const held = (part) => JSON.stringify(controls(part).map((one) => (one.matches("[type=checkbox], [type=radio]") ? one.checked : one.value)));

const say = (part, how, text) => {
  const place = part.querySelector("[data-state]");
  if (!place) return;
  place.dataset.state = how;
  place.textContent = text;
};

const fieldsOf = (part) => {
  const name = part.dataset.part;
  const wanted = new Set(["csrf", "also", name, `was-${name}`]);
  const sent = [...new FormData(part.closest("form"))].filter(([key, value]) => wanted.has(key) && typeof value === "string");
  return [["part", name], ...sent];
};

// The fresh part takes the place of the old one; what was typed since it left stays, and so does the focus.
const renew = (part, fresh, sent) => {
  const active = part.contains(document.activeElement) ? document.activeElement : null;
  const place = active && [active.id, active.selectionStart, active.selectionEnd];
  const typed = held(part) === sent ? null : controls(part).map((one) => [one.id, one.value, one.checked]);
  const made = document.adoptNode(fresh);
  part.replaceWith(made);
  for (const [id, value, checked] of typed ?? []) {
    const control = document.getElementById(id);
    if (control) Object.assign(control, control.matches("[type=checkbox], [type=radio]") ? { checked } : { value });
  }
  const control = place && document.getElementById(place[0]);
  if (control && made.contains(control)) {
    control.focus({ preventScroll: true });
    if (place[1] !== null && control.setSelectionRange) control.setSelectionRange(place[1], place[2]);
  }
  return made;
};

// What somebody else changed meanwhile shows too, where nobody is typing.
const follow = (page) => {
  for (const fresh of page.querySelectorAll("form[data-parts] [data-part]")) {
    const mine = again(fresh.dataset.part);
    const was = `input[name="was-${CSS.escape(fresh.dataset.part)}"]`;
    if (!mine || dirty.has(fresh.dataset.part) || mine.contains(document.activeElement)) continue;
    if (mine.querySelector(was)?.value !== fresh.querySelector(was)?.value) mine.replaceWith(document.adoptNode(fresh));
  }
};

const lost = (name) => {
  const part = again(name);
  if (!part) return;
  say(part, "no", words("lost"));
  setTimeout(() => save(name), RETRY);
};

const save = async (name, options = {}) => {
  const part = again(name);
  if (!part || !dirty.has(name)) return;
  dirty.delete(name);
  say(part, "busy", words("busy"));
  const [sent, fields] = [held(part), fieldsOf(part)];
  let back;
  try {
    back = await post(part.closest("form").action, fields, options);
  } catch {
    dirty.set(name, true);
    lost(name);
    return;
  }
  if (!back.isOurs) {
    dirty.set(name, true);
    say(again(name), "no", back.answer.redirected ? words("out") : words("lost"));
    return;
  }
  if (back.answer.ok && new URL(back.answer.url).pathname !== location.pathname) {
    location.assign(back.answer.url);
    return;
  }
  const fresh = back.page.querySelector(`[data-part="${CSS.escape(name)}"]`);
  if (!fresh && !back.answer.ok) {
    say(again(name), "no", back.page.querySelector("h1")?.textContent.trim() ?? words("lost"));
    return;
  }
  const made = fresh ? renew(again(name), fresh, sent) : again(name);
  const clock = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  if (back.answer.ok) say(made, "yes", words("saved", { clock }));
  swap(back.page);
  follow(back.page);
  if (held(made) !== sent && fresh) mark(made);
};

const mark = (part) => {
  dirty.set(part.dataset.part, true);
  save(part.dataset.part);
};

document.addEventListener("input", (event) => {
  const part = partOf(event.target);
  if (part) dirty.set(part.dataset.part, true);
});
document.addEventListener("change", (event) => {
  const part = partOf(event.target);
  if (part) mark(part);
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-parts]")) return;
  event.preventDefault();
  const part = event.submitter?.closest("[data-part]") ?? form.querySelector("[data-part]:focus-within");
  if (part) mark(part);
}, true);

const leave = () => {
  for (const name of [...dirty.keys()]) save(name, { keepalive: true });
};
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
addEventListener("beforeunload", (event) => dirty.size && event.preventDefault());

for (const form of document.querySelectorAll("form[data-parts]")) form.dataset.live = "yes";
