// Proposes the names of places while one types one; without it, the list holds the regions and the départements.
const WAIT = 150;
const SHORTEST = 2;
const waiting = new WeakMap();

// The name as the server reads it back: `Ambert (63), commune`.
const named = (place, kinds) => {
  const codes = place.level === "departements" ? [place.where] : [...place.where.matchAll(/\(([^)]+)\)/g)].map(([, code]) => code);
  return `${place.name}${codes.length ? ` (${codes.join(", ")})` : ""}, ${kinds[place.level]}`;
};

const propose = async (input) => {
  const answer = await fetch(`/places/search?${new URLSearchParams({ q: input.value.trim() })}`);
  if (!answer.ok || !input.list) return;
  const { places } = await answer.json();
  const names = places.map((place) => named(place, input.list.dataset));
  // A name that was just chosen proposes nothing more.
  if (places.length && !names.includes(input.value)) input.list.replaceChildren(...names.map((name) => new Option(name, name)));
};

document.addEventListener("input", (event) => {
  const input = event.target;
  if (!input.list?.matches("[data-communes]")) return;
  clearTimeout(waiting.get(input));
  if (input.value.trim().length >= SHORTEST) waiting.set(input, setTimeout(propose, WAIT, input));
});
