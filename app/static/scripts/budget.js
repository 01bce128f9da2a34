// Totals, share and balance of a budget while one types, in the same cents as the server; its answer is the one that counts.
const LANG = document.documentElement.lang === "en" ? "en-GB" : "fr-FR";
const whole = new Intl.NumberFormat(LANG);
const cents = new Intl.NumberFormat(LANG, { minimumFractionDigits: 2 });
const tenths = new Intl.NumberFormat(LANG, { maximumFractionDigits: 1 });
const LARGEST = 1e12;
const NUMBER = /^(?:[+-]?(?:\d{1,3}(?: \d{3})+|\d+)(?:[.,]\d*)?|[+-]?[.,]\d+)$/;
const DOTTED = /^(?:[+-]?\d{1,3}(?:\.\d{3})+,\d*|[+-]?\d{1,3}(?:\.\d{3}){2,})$/;
const COMMAED = /^(?:[+-]?\d{1,3}(?:,\d{3})+\.\d*|[+-]?\d{1,3}(?:,\d{3}){2,})$/;

// As `parse_number` reads: `1 234,50 €`, `1,234.50`, `1234.5`.
export const numberIn = (typed) => {
  let bare = typed.replace(/\s+/gu, " ").trim().replaceAll("−", "-").toLowerCase().replace(/(?:€|euros?|eur)$/, "").trim();
  if (DOTTED.test(bare)) bare = bare.replaceAll(".", "");
  else if (COMMAED.test(bare)) bare = bare.replaceAll(",", "");
  if (bare.length > 40 || !NUMBER.test(bare)) return 0;
  const number = Number(bare.replaceAll(" ", "").replace(",", "."));
  return Math.abs(number) > LARGEST ? 0 : number;
};

// Halves go to the even cent, as Python rounds.
export const centsIn = (typed) => {
  const exact = numberIn(typed) * 100;
  const low = Math.floor(exact);
  const rest = exact - low;
  return rest < 0.5 || (rest === 0.5 && low % 2 === 0) ? low : low + 1;
};

const money = (sum) => (sum % 100 === 0 ? whole.format(sum / 100) : cents.format(sum / 100));

const euros = (sum) => (LANG === "fr-FR" ? `${money(sum)}\u00a0€` : `€${money(sum)}`.replace("€-", "-€"));

const percent = (own, sum) => {
  if (sum <= 0) return "";
  const top = 2000n * BigInt(own) + BigInt(sum);
  const under = 2n * BigInt(sum);
  const floor = top / under - (top % under < 0n ? 1n : 0n);
  return tenths.format(Number(floor) / 10) + (LANG === "fr-FR" ? "\u202f%" : "%");
};

const write = (place, text) => {
  if (place && place.textContent !== text) place.textContent = text;
};

const balance = (block, spent, held) => {
  const gap = spent - held;
  if (gap === 0) return spent ? block.dataset.equal : "";
  return (gap > 0 ? block.dataset.resources : block.dataset.expenses).replace("{gap}", money(Math.abs(gap)));
};

const sumOf = (block, rows, year = "") =>
  [...block.querySelectorAll(`${rows} input${year && `[data-year="${year}"]`}`)].reduce((sum, cell) => sum + centsIn(cell.value), 0);

const rule = (block, kind, isMet, text) => {
  const line = block.querySelector(`.rules [data-kind="${kind}"]`);
  if (!line) return;
  line.className = isMet ? "ok" : "ko";
  const sign = line.querySelector("use");
  sign.setAttribute("href", sign.getAttribute("href").replace(/#.*/, isMet ? "#i-s-admitted" : "#i-s-refused"));
  sign.closest("svg").setAttribute("aria-label", isMet ? block.dataset.met : block.dataset.unmet);
  write(line.querySelector("b"), text);
};

const show = (block) => {
  const put = (what, year, text) => write(block.querySelector(`[data-sum="${what}"][data-year="${year}"]`), text);
  for (const { dataset } of block.querySelectorAll('[data-sum="total-expenses"]')) {
    const [spent, held, own] = ['[data-side="expenses"]', '[data-side="resources"]', '[data-side="resources"][data-own]'].map((rows) => sumOf(block, rows, dataset.year));
    put("total-expenses", dataset.year, money(spent));
    put("total-resources", dataset.year, money(held));
    put("share", dataset.year, percent(own, held));
    if (block.dataset.equal) put("balance", dataset.year, balance(block, spent, held));
  }
  const [spent, held, own] = ['[data-side="expenses"]', '[data-side="resources"]', '[data-side="resources"][data-own]'].map((rows) => sumOf(block, rows));
  rule(block, "ceiling", spent <= 100 * Number(block.dataset.ceiling), euros(spent));
  const reached = BigInt(own) * 100n >= BigInt(block.dataset.ownShare ?? 0) * BigInt(held);
  rule(block, "own-share", held > 0 && reached, percent(own, held));
};

const hideStill = () => document.querySelectorAll("[data-budget] [data-still]").forEach((still) => (still.hidden = true));

hideStill();
document.addEventListener("saved", hideStill);

document.addEventListener("input", (event) => {
  const block = event.target.closest("[data-budget]");
  if (block) show(block);
});
