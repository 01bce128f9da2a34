// Counts while one writes, as the server will: composed signs, plain line ends, nothing around. Nothing is ever cut.
// The phrases come from the server, in the language of the page.
const plural = new Intl.PluralRules(document.documentElement.lang);
const UNSTORABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufeff]/gu;
const HALVES = /[\ud800-\udfff]/gu;

const kept = (field) => {
  const plain = field.value.replace(/\r\n?/g, "\n").replace(HALVES, "\ufffd").replace(UNSTORABLE, "");
  const text = plain.normalize("NFC").trim();
  return field.matches("textarea") ? text : text.replace(/\s+/gu, " ");
};

const counted = (field) => (field.dataset.words ? kept(field).split(/\s+/u).filter(Boolean).length : [...kept(field)].length);

const show = (field) => {
  const out = document.getElementById(`${field.id}-count`);
  if (!out) return;
  const limit = Number(field.dataset.words ?? field.dataset.signs);
  const number = counted(field);
  const over = number > limit;
  const phrase = over ? out.dataset.beyond : plural.select(number) === "one" ? out.dataset.one : out.dataset.many;
  out.firstElementChild.textContent = phrase.replace("{n}", number).replace("{extra}", number - limit);
  out.firstElementChild.toggleAttribute("data-over", over);
};

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-words], [data-signs]")) show(event.target);
});
