// Saves a section, or a review, while one writes; without it, the buttons save. What is not saved yet is kept on this device, and
// sent when the line comes back, after a reload, after signing in again. The server answers the pieces that changed.
import { crossedIn, put, setPrint, settle } from "./crossings.js";
import { forget, keep, nameOf, takeOver } from "./kept.js";

const WAIT = 2000;
const KEEP = 300;
const PATIENCE = 20000;
const LIGHT = 60000;
const RETRIES = [5000, 10000, 20000, 30000];
const form = document.querySelector("form[data-autosave]");
const name = form && nameOf(form.dataset.autosave, new URL(form.action).pathname);
const touched = new Set();
let timer = 0;
let keeper = 0;
let dirty = false;
let safe = true;
let pending = null;
let asked = null;
let stopped = false;
let tries = 0;
let passing = false;
const left = [];

const says = (how) => {
  const words = document.querySelector(`template[data-says="${how}"]`);
  if (words) document.getElementById("saved")?.replaceChildren(words.content.cloneNode(true));
};

const later = (delay) => {
  clearTimeout(timer);
  timer = setTimeout(save, delay);
};

const fields = () => [...new FormData(form), ...(asked ? [[asked.name, asked.value]] : [])].filter(([, value]) => typeof value === "string");

const keepNow = () => {
  clearTimeout(keeper);
  safe = keep(name, fields(), form.getAttribute("aria-label"));
};

const replace = (fresh, selector) => {
  const found = fresh.querySelector(selector);
  const here = found && document.querySelector(selector);
  if (here && !here.contains(document.activeElement)) here.replaceWith(document.adoptNode(found));
};

const swap = (html) => {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  // No fingerprint: nothing was saved, and nothing will be.
  const refused = !fresh.querySelector("#prints");
  if (!refused) settle(form, fresh, (key) => touched.has(key));
  for (const piece of ["#saved", "#version", "#stored", ".standing", ...(asked ? [`#${asked.place}`] : [])]) replace(fresh, piece);
  document.dispatchEvent(new Event("saved"));
  return refused;
};

const post = (sent, keepalive = false) =>
  fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(sent),
    headers: { "x-autosave": "yes" },
    // A browser lets little go with a page that is left; the rest is kept on the device.
    keepalive: keepalive && new URLSearchParams(sent).toString().length < LIGHT,
    signal: AbortSignal.timeout?.(PATIENCE),
  });

const failed = (how) => {
  dirty = true;
  keepNow();
  says(how === "lost" && !safe ? "bare" : how);
  const delay = RETRIES[Math.min(tries, RETRIES.length - 1)];
  tries += 1;
  // Many lines come back at once: not all in the same second.
  later(delay * (1 + Math.random() / 4));
};

const stop = () => {
  stopped = true;
  dirty = true;
  keepNow();
};

const read = async (answer) => {
  if (answer.redirected) return failed("out");
  if (!answer.ok && answer.status !== 409) {
    if (answer.status >= 500 || answer.status === 429) return failed("lost");
    says("gone");
    return stop();
  }
  tries = 0;
  if (swap(await answer.text())) return stop();
  // What the server could not take is kept on the device too.
  if (crossedIn(form).length || dirty || document.querySelector("#saved [data-refused]")) keepNow();
  else forget(name);
};

const send = async (keepalive) => {
  dirty = false;
  const sent = fields();
  touched.clear();
  try {
    await read(await post(sent, keepalive));
  } catch {
    failed("lost");
  }
};

const save = (keepalive = false) => {
  if ((!dirty && !left.length) || pending || stopped) return;
  clearTimeout(timer);
  if (!left.length) says("busy");
  pending = (left.length ? resume() : send(keepalive === true)).finally(() => {
    pending = null;
    if (dirty && !tries && !stopped) later(WAIT);
  });
};

// A button that looks something up saves what is written, and its place comes back with what was found.
const look = async (button) => {
  await pending;
  clearTimeout(timer);
  asked = { name: button.name, value: button.value, place: button.dataset.look };
  button.setAttribute("aria-busy", "true");
  button.blur();
  dirty = true;
  save();
  await pending;
  const place = document.getElementById(asked.place);
  asked = null;
  button.removeAttribute("aria-busy");
  (place.querySelector("[data-result]") ?? place.querySelector("input:not([type=hidden])")).focus();
};

const changed = (event) => {
  if (event.target.type === "file") return;
  const key = event.target.closest("[data-answer]")?.dataset.answer;
  if (key) touched.add(key);
  if (!dirty && !pending && !stopped) says("typed");
  dirty = true;
  clearTimeout(keeper);
  keeper = setTimeout(keepNow, KEEP);
  if (!stopped && !tries) later(WAIT);
};

const choose = (button) => {
  const panel = button.closest("[data-crossed]");
  const { crossed: key, print } = panel.dataset;
  setPrint(form, key, print);
  const here = button.dataset.choose === "theirs" ? put(form, panel, "theirs") : form.querySelector(`[data-answer="${CSS.escape(key)}"]`);
  panel.remove();
  here?.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  dirty = true;
  save();
};

// What an earlier page left goes to the server as it was written; what this page shows is then brought up to date like
// any news, and what crossed another text stands in its field again, with the choice below.
const give = async ([old, found]) => {
  const token = new FormData(form).get("csrf");
  const sent = found.fields.map(([field, value]) => [field, field === "csrf" ? token : value]);
  const answer = await post(sent);
  if (answer.redirected || (!answer.ok && answer.status !== 409)) throw new Error(answer.status);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!fresh.querySelector("#prints")) {
    replace(fresh, "#saved");
    return false;
  }
  const prints = JSON.parse(new Map(sent).get("prints") || "{}");
  for (const panel of fresh.querySelectorAll("[data-crossed]")) {
    const key = panel.dataset.crossed;
    if (!put(form, panel, "mine")) continue;
    touched.add(key);
    setPrint(form, key, prints[key] ?? "");
  }
  keepNow();
  forget(old);
  return true;
};

const resume = async () => {
  says("sent");
  try {
    while (left.length) {
      if (!(await give(left[0]))) return;
      left.shift();
    }
  } catch {
    says("lost");
    later(RETRIES[0]);
    return;
  }
  await send(false);
  if (!crossedIn(form).length && !dirty) says("back");
};

const hidden = () => {
  if (document.visibilityState !== "hidden") return save();
  if (dirty) keepNow();
  save(true);
};

// Everything goes to the server before the form does: no button leads to a page where a text would be missing.
const submit = async (event) => {
  clearTimeout(timer);
  if (passing || stopped || (!dirty && !pending)) return;
  event.preventDefault();
  const { submitter } = event;
  submitter?.setAttribute("aria-busy", "true");
  await pending;
  save();
  await pending;
  submitter?.removeAttribute("aria-busy");
  if (dirty && !stopped) {
    document.getElementById("saved").scrollIntoView({ block: "center" });
    return;
  }
  passing = true;
  form.requestSubmit(submitter);
  passing = false;
};

// An extension opens again what the deadline had closed, in the page that stayed open.
const standing = () => {
  if (!stopped || !document.querySelector('.standing [data-open="yes"]')) return;
  stopped = false;
  later(0);
};

if (form) {
  form.addEventListener("input", changed);
  // What is saved may be said outside of the form.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button && "retry" in button.dataset) save();
    else if (button?.form !== form) return;
    else if (button.dataset.choose) choose(button);
    else if (button.dataset.look && !stopped) {
      event.preventDefault();
      look(button);
    }
  });
  form.addEventListener("submit", submit);
  document.addEventListener("visibilitychange", hidden);
  document.addEventListener("closing", () => save());
  document.addEventListener("standing", standing);
  addEventListener("online", () => save());
  addEventListener("focus", () => save());
  addEventListener("pagehide", () => dirty && keepNow());
  addEventListener("beforeunload", (event) => {
    if (dirty && !safe) event.preventDefault();
  });
  left.push(...takeOver(name));
  save();
}
