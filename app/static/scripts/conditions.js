// Shows and hides questions as one answers, by the same table as the server; without it, the buttons do.
// A question that hides keeps what was typed: it is sent along, and comes back when it is asked again.
const known = new WeakMap();
const rulesOf = (form) => {
  if (!known.has(form)) known.set(form, JSON.parse(form.dataset.conditions));
  return known.get(form);
};
const storedOf = (form) => JSON.parse(form.querySelector("#stored")?.value || "{}");
const patterns = new Map();
const compiled = (pattern, flags) => {
  const name = `${flags} ${pattern}`;
  if (!patterns.has(name)) patterns.set(name, new RegExp(pattern, flags));
  return patterns.get(name);
};
const whole = (pattern) => compiled(`^(?:${pattern})$`, "u");

const clean = (table, text) =>
  text.replace(/\r\n?/g, "\n").replace(compiled(table.unstorable, "gu"), "").normalize("NFC").trim();

const folded = (table, text) =>
  [...text.normalize("NFD").replace(compiled(table.marks, "gu"), "")]
    .map((sign) => (whole(table.lowered).test(sign) ? sign.toLowerCase() : sign))
    .map((sign) => table.alike[sign] ?? sign)
    .join("");

const asNumber = (table, text) => {
  let bare = text.replace(/\s+/gu, " ").trim().replaceAll("−", "-");
  bare = bare.replace(compiled(table.currency, "u"), "").trim();
  if (whole(table.dotted).test(bare)) bare = bare.replaceAll(".", "");
  else if (whole(table.commaed).test(bare)) bare = bare.replaceAll(",", "");
  if (bare.length > table.longest || !whole(table.number).test(bare)) return text;
  const number = Number(bare.replaceAll(" ", "").replace(",", "."));
  return Math.abs(number) > table.largest ? text : number;
};

const asPercentage = (table, text) => {
  const number = asNumber(table, clean(table, text.replace(/%$/u, "")));
  return typeof number === "number" ? number : text;
};

const asDay = (table, text) => {
  for (const [pattern, places] of table.days) {
    const found = whole(pattern).exec(text);
    if (!found) continue;
    const [year, month, day] = places.map((place) => Number(found[place]));
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    const exists = year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
    const padded = (number, size) => String(number).padStart(size, "0");
    return exists ? `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}` : text;
  }
  return text;
};

const asBoolean = (table, text) => {
  const word = folded(table, text);
  return table.yes.includes(word) || (table.no.includes(word) ? false : text);
};

const asAddress = (text) => (text.includes("://") || text.includes(" ") || !text.includes(".") ? text : `https://${text}`);

const READERS = {
  text: (_table, text) => text,
  line: (_table, text) => text.replace(/\s+/gu, " "),
  number: asNumber,
  percentage: asPercentage,
  day: asDay,
  boolean: asBoolean,
  address: (_table, text) => asAddress(text),
};

const read = (table, reading, sent) => {
  const texts = sent.map((text) => clean(table, text));
  if (reading === "list") return [...new Set(texts.filter(Boolean))];
  const text = texts.at(-1);
  return text ? READERS[reading](table, text) : null;
};

const ordered = (table, lesser, greater) => {
  if (typeof lesser === "number" && typeof greater === "number") return lesser < greater;
  const days = [lesser, greater].every((side) => typeof side === "string" && whole(table.day).test(side));
  return days && lesser < greater;
};

const held = (table, answer, value) => {
  if (Array.isArray(answer)) return answer.includes(value);
  const texts = typeof answer === "string" && typeof value === "string";
  return texts && folded(table, answer).includes(folded(table, value));
};

const COMPARISONS = {
  same: (_table, one, other) => one === other,
  ordered,
  held,
  anything: () => true,
};

const isBlank = (answer) =>
  answer === null || answer === undefined || answer === "" || (typeof answer === "object" && Object.keys(answer).length === 0);

const passes = (table, test, answers, territories) => {
  const rule = table.ops[test.op];
  const answer = answers[test.question];
  const value = test.value ?? null;
  if (isBlank(answer)) return rule.unanswered;
  const sides = rule.swapped ? [value, answer] : [answer, value];
  const found =
    rule.compare === "inside"
      ? (territories[test.question] ?? []).includes(String(value))
      : COMPARISONS[rule.compare](table, ...sides);
  return found !== rule.negated;
};

const holds = (table, when, answers, territories) => {
  if (!when) return true;
  if (when.all) return when.all.every((branch) => holds(table, branch, answers, territories));
  if (when.any) return when.any.some((branch) => holds(table, branch, answers, territories));
  return passes(table, when, answers, territories);
};

const hiddenIn = (form) => {
  const { table, questions } = rulesOf(form);
  const { values = {}, territories = {} } = storedOf(form);
  const sent = new FormData(form);
  const answers = {};
  const hidden = new Set();
  for (const { key, reading, when, here } of questions) {
    if (!holds(table, when, answers, territories)) hidden.add(key);
    else if (here && reading !== "stored") answers[key] = read(table, reading, sent.getAll(`q-${key}`));
    else answers[key] = values[key];
  }
  return hidden;
};

const announce = (form, opened, closed) => {
  const out = form.querySelector("[data-announces]");
  if (!out || (!opened && !closed)) return;
  const plural = new Intl.PluralRules(document.documentElement.lang);
  const phrase = (number, what) =>
    number ? out.dataset[`${what}${plural.select(number) === "one" ? "One" : "Many"}`].replace("{n}", number) : "";
  out.textContent = [phrase(opened, "opened"), phrase(closed, "closed")].filter(Boolean).join(" ");
};

const update = (form) => {
  const hidden = hiddenIn(form);
  let [opened, closed] = [0, 0];
  for (const question of form.querySelectorAll("[data-question]")) {
    const hide = hidden.has(question.dataset.question);
    if (hide === question.hidden) continue;
    question.hidden = hide;
    question.querySelector("[name=unseen]").disabled = !hide;
    if (hide) closed += 1;
    else opened += 1;
  }
  announce(form, opened, closed);
};

const updateAll = () => document.querySelectorAll("form[data-conditions]").forEach(update);

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, (event) => {
    const form = event.target.closest?.("form[data-conditions]");
    if (form) update(form);
  });
}
// What only the server reads (places, budgets) comes back with each save; a browser that goes back restores what was typed.
document.addEventListener("saved", updateAll);
window.addEventListener("pageshow", updateAll);
