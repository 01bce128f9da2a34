// The provisional mark while one scores. The server computes the same, and its answer is the one that counts.
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
  for (const [, mark, one] of marked) one.querySelector("[data-score]")?.replaceChildren(String(mark));
  const plank = document.querySelector(".mark .plank");
  const end = Math.floor((600 * marked.length) / criteria.length);
  plank?.setAttribute("aria-label", scored.textContent);
  plank?.querySelector(".done").setAttribute("width", end);
  plank?.querySelector(".tip").setAttribute("x", Math.min(end, 590));
};

form?.addEventListener("input", tell);
