// Says, on every page of a dossier and in a reviewer's list, that a text is still on this device alone, and leads to
// where it goes.
import { addressOf, forget, keptUnder, nameOf } from "./kept.js";

const box = document.querySelector("[data-unsent]");
const isOpen = box?.dataset.open === "yes" || document.querySelector('.standing [data-open="yes"]');
const lang = document.documentElement.lang === "en" ? "en-GB" : "fr-FR";
const when = new Intl.DateTimeFormat(lang, { dateStyle: "long", timeStyle: "short" });

const line = (name, found) => {
  const { person } = box.dataset;
  const row = box.querySelector("template").content.cloneNode(true).firstElementChild;
  const at = when.format(found.at);
  const link = row.querySelector("a");
  const form = row.querySelector("form");
  for (const words of [link, form.querySelector("button")]) words.textContent = words.textContent.replace("{section}", found.title ?? "").replace("{at}", at);
  link.href = form.action = addressOf(person, name);
  link.hidden = !isOpen;
  form.hidden = Boolean(isOpen);
  for (const [field, value] of found.fields) {
    if (field === "csrf") continue;
    const area = document.createElement("textarea");
    Object.assign(area, { name: field, value, hidden: true });
    form.append(area);
  }
  row.querySelector("[data-forget]").addEventListener("click", () => {
    forget(name);
    row.remove();
    box.hidden = !box.querySelector("li");
  });
  return row;
};

if (box) {
  const { person, place } = box.dataset;
  // A form that saves itself takes care of its own; so does the page where two texts are compared.
  const form = document.querySelector("form[data-autosave], form[data-settles]");
  const here = form && new URL(form.action).pathname;
  const found = keptUnder(nameOf(person, place)).filter(([name]) => addressOf(person, name) !== here);
  box.querySelector("ul").replaceChildren(...found.map(([name, text]) => line(name, text)));
  box.hidden = !found.length;
  if (form && "settles" in form.dataset) {
    form.addEventListener("submit", () => keptUnder(nameOf(person, here)).forEach(([name]) => forget(name)));
  }
}
