// The rules about a grouping, counted again as one types, as app/domain/members.py counts them; the text of each rule
// and whether it held when the page was made come from the server.
const luhn = (digits) =>
  [...digits].reverse().reduce((sum, sign, place) => {
    const doubled = Number(sign) * (place % 2 ? 2 : 1);
    return sum + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);

const isSiren = (number) => /^\d{9}$/.test(number) && luhn(number) % 10 === 0;

const isSiret = (number) =>
  /^\d{14}$/.test(number) &&
  isSiren(number.slice(0, 9)) &&
  (luhn(number) % 10 === 0 ||
    (number.startsWith("356000000") && [...number].reduce((sum, sign) => sum + Number(sign), 0) % 5 === 0));

// What two numbers of one organisation share: the SIREN, else the number itself.
export const organisationOf = (text) => {
  const number = text.normalize("NFKD").replace(/[\p{M}\s.\-_/]+/gu, "").toUpperCase();
  return isSiren(number) || isSiret(number) ? number.slice(0, 9) : number;
};

export const count = (rule, members) => {
  const counted = members
    .map((member, place) => ({ ...member, place }))
    .filter((member) => rule.families.includes(member.family) && (member.confirmed || !rule.confirmed_only));
  if (rule.kind === "bearer") return counted.filter((member) => member.bearer).length;
  if (rule.kind === "families") return new Set(counted.map((member) => member.family)).size;
  return new Set(counted.map((member) => member.organisation || member.place)).size;
};

export const isMet = (rule, number) => number >= rule.at_least && (rule.at_most === null || number <= rule.at_most);

const show = (list, members) => {
  const rules = JSON.parse(list.dataset.rules);
  let met = 0;
  rules.forEach((rule, place) => {
    const line = list.children[place];
    const number = count(rule, members);
    const ok = isMet(rule, number);
    met += ok;
    line.className = ok ? "ok" : "ko";
    line.querySelector("b").textContent = number;
    const icon = line.querySelector("svg");
    icon.setAttribute("aria-label", ok ? list.dataset.ok : list.dataset.ko);
    const use = icon.firstElementChild;
    use.setAttribute("href", use.getAttribute("href").replace(/#.*$/, ok ? "#i-s-admitted" : "#i-s-refused"));
  });
  const said = list.nextElementSibling;
  const words = said.dataset.rulesSaid.replace("{met}", met).replace("{all}", rules.length);
  if (said.textContent !== words) said.textContent = words;
};

// The member that is being written, beside the others as they are kept.
const written = (form) => {
  const { family, identifier, is_bearer: bearer } = form.elements;
  const others = JSON.parse(form.dataset.members);
  const mine = {
    family: family.value,
    organisation: organisationOf(identifier.value),
    confirmed: form.dataset.confirmed === "yes",
    bearer: bearer.checked,
  };
  if (bearer.checked) for (const other of others) other.bearer = false;
  return [...others, mine].filter((member) => member.family);
};

// An example: so many members of each family, and the family of who bears.
const example = (form) =>
  [...form.querySelectorAll("input[data-family]")].flatMap((field) =>
    Array.from({ length: Math.min(Math.max(0, Number(field.value) || 0), 100) }, (_, place) => ({
      family: field.dataset.family,
      organisation: "",
      confirmed: form.elements.confirmed.checked,
      bearer: place === 0 && form.elements.bearer.value === field.dataset.family,
    })),
  );

const form = document.querySelector("form[data-composition]");
const list = form && document.querySelector("[data-rules]");
if (list) {
  const tell = () => show(list, form.dataset.composition === "member" ? written(form) : example(form));
  for (const event of ["input", "change"]) form.addEventListener(event, tell);
  tell();
}
