// Choosing lines of a table: the head ticks them all, the bar below says how many.
const lines = (form) => [...form.querySelectorAll("tbody .pick input")];

const tell = (form) => {
  const number = lines(form).filter((box) => box.checked).length;
  const all = form.querySelector("[data-pick-all]");
  if (all) {
    all.checked = number > 0 && number === lines(form).length;
    all.indeterminate = number > 0 && !all.checked;
  }
  const words = form.querySelector("[data-picked]");
  if (!words) return;
  const one = new Intl.PluralRules(document.documentElement.lang).select(number) === "one";
  words.textContent = number ? (one ? words.dataset.one : words.dataset.many).replace("{n}", number) : words.dataset.none;
};

document.addEventListener("change", (event) => {
  const form = event.target.closest("form");
  if (!form || !event.target.closest(".pick")) return;
  if (event.target.matches("[data-pick-all]")) for (const box of lines(form)) box.checked = event.target.checked;
  tell(form);
});

for (const words of document.querySelectorAll("[data-picked]")) if (words.closest("form")) tell(words.closest("form"));
