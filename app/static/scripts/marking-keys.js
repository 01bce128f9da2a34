// A review by keyboard: digits mark the criterion where one is, and one goes from one to the next. The page lists them.
const form = document.querySelector("form[data-mark]");
const keys = document.getElementById("keys");
const criteria = () => [...form.querySelectorAll("[data-criterion]")];
const isText = (element) => element.matches?.("textarea, select, input:not([type=radio], [type=checkbox])");
const here = () => document.activeElement?.closest("[data-criterion]");

const open = (criterion) => {
  for (const fold of criterion.querySelectorAll("details.fold")) fold.open = true;
};

const marksOf = (criterion) => [...criterion.querySelectorAll('[data-answer^="score-"] input')];

const goTo = (criterion) => {
  if (!criterion) return;
  open(criterion);
  const marks = marksOf(criterion);
  (marks.find((one) => one.checked && one.value) ?? marks[0])?.focus();
  criterion.scrollIntoView({ block: "nearest" });
};

const step = (by) => {
  const all = criteria();
  const at = all.indexOf(here());
  if (at >= 0 && all[at + by]) return goTo(all[at + by]);
  // From elsewhere, to the first that waits for a mark; after the last one, to the opinion.
  if (at < 0) return goTo(all.find((one) => !marksOf(one).some((mark) => mark.value && (mark.checked || mark.type !== "radio"))) ?? all[0]);
  if (by > 0) form.querySelector("#comment")?.focus();
};

const mark = (digit) => {
  const criterion = here();
  const input = criterion && marksOf(criterion).find((one) => one.type === "radio" && one.value === digit);
  if (!input) return false;
  open(criterion);
  input.checked = true;
  input.focus();
  input.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
};

const read = () => document.getElementById("read")?.focus();

const withAlt = { ArrowDown: () => step(1), ArrowUp: () => step(-1), KeyL: read };

const pressed = (event) => {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey) {
    if (key !== "Enter") return false;
    form.requestSubmit(form.querySelector('button[name="intent"][value="next"]'));
    return true;
  }
  if (event.altKey) {
    const deed = withAlt[event.code];
    deed?.();
    return Boolean(deed);
  }
  if (key === "?" && !isText(target)) {
    keys.open = !keys.open;
    if (keys.open) keys.querySelector("summary").focus();
    return true;
  }
  if (/^\d$/.test(key) && !isText(target)) return mark(key);
  if (key === "Enter" && target.closest?.('[data-answer^="score-"]') && target.matches("input")) {
    target.closest("[data-criterion]").querySelector("textarea")?.focus();
    return true;
  }
  return false;
};

if (form) {
  document.addEventListener("keydown", (event) => {
    if (pressed(event)) event.preventDefault();
  });
}
