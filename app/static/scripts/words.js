// Counts while one writes. The phrases come from the server, in the language of the page; nothing is ever cut.
const plural = new Intl.PluralRules(document.documentElement.lang);

const counted = (area) => (area.dataset.words ? area.value.split(/\s+/u).filter(Boolean).length : [...area.value].length);

const show = (area) => {
  const out = document.getElementById(`${area.id}-count`);
  if (!out) return;
  const limit = Number(area.dataset.words ?? area.dataset.signs);
  const number = counted(area);
  const over = number > limit;
  const phrase = over ? out.dataset.beyond : plural.select(number) === "one" ? out.dataset.one : out.dataset.many;
  out.firstElementChild.textContent = phrase.replace("{n}", number).replace("{extra}", number - limit);
  out.firstElementChild.toggleAttribute("data-over", over);
};

document.addEventListener("input", (event) => {
  if (event.target.matches("textarea[data-words], textarea[data-signs]")) show(event.target);
});
