// The time that is left, counted while a page stays open; when it is over, the band says what comes then.
const SOON = 4000;
const PAUSE = 2000;
const AGAIN = 180000;
const HOUR = 3600000;
const lang = document.documentElement.lang;
const units = ["day", "hour", "minute", "second"];
const sizes = { day: 24 * HOUR, hour: HOUR, minute: 60000, second: 1000 };
const formats = Object.fromEntries(units.map((unit) => [unit, new Intl.NumberFormat(lang, { style: "unit", unit, unitDisplay: "long" })]));
let clock = null;
let told = "";
let fetched = Date.now();
let asking = false;

// As the server says it: days from two days on, then hours, then minutes; seconds under ten minutes.
const text = (left) => {
  if (left >= 2 * sizes.day) return formats.day.format(Math.floor(left / sizes.day));
  if (left >= HOUR) return formats.hour.format(Math.floor(left / HOUR));
  const minutes = Math.floor(left / sizes.minute);
  const seconds = formats.second.format(Math.max(0, Math.floor((left % sizes.minute) / 1000)));
  if (left >= 10 * sizes.minute) return formats.minute.format(minutes);
  return minutes ? `${formats.minute.format(minutes)} ${seconds}` : seconds;
};

// The hour of the server, whatever the device believes.
const read = () => {
  const here = document.querySelector(".standing [data-until]");
  if (here && clock?.here !== here) clock = { here, until: Date.parse(here.dataset.until), ahead: Date.parse(here.dataset.now) - Date.now() };
  if (!here) clock = null;
  return clock;
};

// The same page is asked for, and its band taken.
const refresh = async () => {
  if (asking || Date.now() - fetched < PAUSE) return;
  asking = true;
  fetched = Date.now();
  try {
    const answer = await fetch(location.pathname);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".standing");
    const band = document.querySelector(".standing");
    if (answer.ok && !answer.redirected && fresh && band && !band.contains(document.activeElement)) {
      band.replaceWith(document.adoptNode(fresh));
      document.dispatchEvent(new Event("standing"));
    }
  } catch {
    // No line: the next turn asks again.
  }
  asking = false;
};

const tick = () => {
  const band = document.querySelector(".standing [data-open]");
  if (!band || document.visibilityState === "hidden") return;
  const open = read();
  const left = open ? open.until - Date.now() - open.ahead : 0;
  if (open) {
    const words = text(Math.max(0, left));
    if (open.here.textContent !== words) open.here.textContent = words;
    if (left < SOON && left > 0 && told !== open.here.dataset.until) {
      told = open.here.dataset.until;
      document.dispatchEvent(new Event("closing"));
    }
  }
  const over = open && left <= 0;
  const stale = left < HOUR && Date.now() - fetched > AGAIN;
  // All the pages of a call are over in the same second: they do not all ask in it.
  if (over || stale) setTimeout(refresh, Math.random() * 2000);
};

document.addEventListener("saved", () => {
  fetched = Date.now();
});
// Whoever comes back to a page that waited finds it as things are.
const back = () => document.visibilityState === "visible" && refresh();

if (document.querySelector(".standing [data-open]")) {
  document.addEventListener("visibilitychange", back);
  addEventListener("focus", back);
  setInterval(tick, 1000);
  tick();
}
