// What comes back with a save goes where it belongs: fresh answers of others, and texts that crossed, each with a choice.
const answerOf = (form, key) => form.querySelector(`[data-answer="${CSS.escape(key)}"]`);
const printsOf = (form) => form.querySelector("#prints");

export const setPrint = (form, key, print) => {
  const prints = JSON.parse(printsOf(form).value);
  prints[key] = print;
  printsOf(form).value = JSON.stringify(prints);
};

export const crossedIn = (form) => [...form.querySelectorAll("[data-crossed]")];

// Somebody who is in a field is not interrupted.
const place = (form, key, fresh, isBusy) => {
  const here = answerOf(form, key);
  if (!here || isBusy(key) || here.contains(document.activeElement)) return false;
  here.replaceWith(document.adoptNode(fresh));
  return true;
};

const showPanel = (form, panel) => {
  const { crossed: key, print } = panel.dataset;
  const old = form.querySelector(`[data-crossed="${CSS.escape(key)}"]`);
  if (old?.dataset.print === print) return;
  const fresh = document.adoptNode(panel);
  if (old) old.replaceWith(fresh);
  else answerOf(form, key)?.after(fresh);
};

// The fingerprints of the page follow what it shows: not those of answers that crossed, nor of news left for later.
export const settle = (form, fresh, isBusy) => {
  const next = JSON.parse(fresh.querySelector("#prints")?.value || "{}");
  const panels = [...fresh.querySelectorAll("[data-crossed]")];
  const waiting = new Set(panels.map((panel) => panel.dataset.crossed));
  for (const one of fresh.querySelectorAll("[data-news] > [data-answer]")) {
    const key = one.dataset.answer;
    if (!place(form, key, one, isBusy)) waiting.add(key);
  }
  for (const old of crossedIn(form)) if (!waiting.has(old.dataset.crossed)) old.remove();
  panels.forEach((panel) => showPanel(form, panel));
  const prints = JSON.parse(printsOf(form).value);
  for (const [key, print] of Object.entries(next)) if (!waiting.has(key)) prints[key] = print;
  printsOf(form).value = JSON.stringify(prints);
};

// One of the two texts stands in the field from now on.
export const put = (form, panel, side) => {
  const words = panel.querySelector(`template[data-side="${side}"]`).content.cloneNode(true);
  const here = answerOf(form, panel.dataset.crossed);
  here.replaceWith(words);
  return answerOf(form, panel.dataset.crossed);
};
