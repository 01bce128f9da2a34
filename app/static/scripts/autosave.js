// Saves a section while one writes; without it, the buttons save. The server answers with the pieces that changed.
const WAIT = 3000;
const RETRY = 10000;
const form = document.querySelector("form[data-autosave]");
let timer = 0;
let dirty = false;
let pending = null;
let asked = null;
let stopped = false;

const says = (how) => {
  const words = document.querySelector(`template[data-says="${how}"]`);
  if (words) document.getElementById("saved")?.replaceChildren(words.content.cloneNode(true));
};

const later = (delay) => {
  clearTimeout(timer);
  timer = setTimeout(save, delay);
};

const swap = (html) => {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  for (const piece of ["#saved", "#version", "#stored", ".standing", ...(asked ? [`#${asked.place}`] : [])]) {
    const found = fresh.querySelector(piece);
    if (found) document.querySelector(piece)?.replaceWith(document.adoptNode(found));
  }
  document.dispatchEvent(new Event("saved"));
};

const fields = () => {
  const kept = [...new FormData(form), ...(asked ? [[asked.name, asked.value]] : [])].filter(([, value]) => typeof value === "string");
  return new URLSearchParams(kept);
};

const send = async (keepalive) => {
  dirty = false;
  try {
    const answer = await fetch(form.action, { method: "POST", body: fields(), headers: { "x-autosave": "yes" }, keepalive });
    if (answer.redirected) {
      says("out");
    } else if (answer.ok || answer.status === 409) {
      swap(await answer.text());
      if (answer.status === 409) stop();
    } else {
      throw new Error(answer.status);
    }
  } catch {
    dirty = true;
    says("lost");
    later(RETRY);
  }
};

const save = (keepalive = false) => {
  if (!dirty || pending) return;
  says("busy");
  pending = send(keepalive === true).finally(() => {
    pending = null;
    if (dirty) later(WAIT);
  });
};

// A button that looks something up saves what is written, and its place comes back with what was found.
const look = async (button) => {
  await pending;
  clearTimeout(timer);
  asked = { name: button.name, value: button.value, place: button.dataset.look };
  button.setAttribute("aria-busy", "true");
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
  dirty = true;
  later(WAIT);
};

const hidden = () => document.visibilityState === "hidden" && save(true);

const stop = () => {
  stopped = true;
  form.removeEventListener("input", changed);
  document.removeEventListener("visibilitychange", hidden);
};

if (form) {
  form.addEventListener("input", changed);
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-look]");
    if (!button || stopped) return;
    event.preventDefault();
    look(button);
  });
  document.addEventListener("visibilitychange", hidden);
  // A save under way has the version that the form is about to send: let it come back first.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    dirty = false;
    if (!pending) return;
    event.preventDefault();
    const { submitter } = event;
    pending.then(() => form.requestSubmit(submitter));
  });
}
