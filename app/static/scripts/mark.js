// The provisional mark while one scores, and the time that is spent on it. The server computes the same mark, and its
// answer is the one that counts.
const IDLE = 60000;
const form = document.querySelector("form[data-mark]");
const plural = new Intl.PluralRules(document.documentElement.lang);
const figures = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

const markOf = (criterion) => {
  const input = criterion.querySelector("input[type=radio]:checked, input:not([type=radio])[name^=score-]");
  const value = input?.value.trim() ?? "";
  return /^\d+$/.test(value) && Number(value) <= Number(form.dataset.scale) ? Number(value) : null;
};

const phrase = (place, number) => (plural.select(number) === "one" ? place.dataset.one : place.dataset.many).replace("{n}", number);

const tell = () => {
  const criteria = [...form.querySelectorAll("[data-criterion]")];
  const marked = criteria.map((one) => [Number(one.dataset.weight), markOf(one), one]).filter(([, mark]) => mark !== null);
  const weights = marked.reduce((sum, [weight]) => sum + weight, 0);
  const mean = marked.reduce((sum, [weight, mark]) => sum + weight * mark, 0) / weights;
  const provisional = document.getElementById("provisional");
  provisional.textContent = marked.length ? phrase(provisional, marked.length).replace("{mark}", figures.format(mean)) : provisional.dataset.none;
  const scored = document.getElementById("scored");
  scored.textContent = phrase(scored, marked.length);
  for (const [, mark, one] of marked) {
    one.querySelector("[data-score]")?.replaceChildren(String(mark));
    one.querySelector("[data-said]")?.replaceChildren(one.querySelector("textarea").value.slice(0, 140));
  }
  const plank = document.querySelector(".mark .plank");
  const end = Math.floor((600 * marked.length) / criteria.length);
  plank?.setAttribute("aria-label", scored.textContent);
  plank?.querySelector(".done").setAttribute("width", end);
  plank?.querySelector(".tip").setAttribute("x", Math.min(end, 590));
};

// What comes back with a save may stand in a criterion that is folded.
const unfold = () => {
  for (const crossed of form.querySelectorAll("[data-crossed]")) for (let at = crossed.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
};

// Seconds in which somebody reads or writes here, told with each save.
const watch = (seconds) => {
  let last = Date.now();
  let spent = 0;
  for (const kind of ["pointermove", "pointerdown", "keydown", "wheel", "touchmove", "scroll"]) {
    document.addEventListener(kind, () => (last = Date.now()), { passive: true, capture: true });
  }
  setInterval(() => {
    if (document.visibilityState === "hidden" || Date.now() - last > IDLE) return;
    spent += 1;
    seconds.value = spent;
  }, 1000);
  document.addEventListener("saved", () => {
    spent = 0;
    seconds.value = 0;
  });
};

if (form) {
  form.addEventListener("input", tell);
  document.addEventListener("saved", () => {
    tell();
    unfold();
  });
  const seconds = document.getElementById("seconds");
  if (seconds) watch(seconds);
}
