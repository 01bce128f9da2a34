// Proposes places while one types (the combobox of WAI-ARIA). Without it, names are written one per line.
const WAIT = 150;
const SHORTEST = 2;

const make = (tag, attributes, text = "") => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.textContent = text;
  return made;
};

const dress = (root, area) => {
  const { levels, places: address } = root.dataset;
  const words = JSON.parse(root.dataset.words);
  const list = root.querySelector(".chosen");
  const input = make("input", {
    id: area.id, name: area.name, type: "text", role: "combobox", autocomplete: "off", spellcheck: "false",
    enterkeyhint: "done", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${area.id}-list`,
  });
  const hint = document.getElementById(`${area.id}-hint`);
  const options = make("ul", { id: `${area.id}-list`, role: "listbox", "aria-label": area.labels[0].textContent });
  const status = make("p", { role: "status", class: "small soft" });
  const box = make("div", { class: "combo" });
  let found = [];
  let active = -1;
  let timer = 0;
  let asking = null;

  const say = (text) => (status.textContent = text ?? "");
  const changed = () => root.dispatchEvent(new Event("input", { bubbles: true }));
  const where = (place) => [levels.includes(",") ? words[place.level] : "", place.where].filter(Boolean).join(", ");

  const close = () => {
    clearTimeout(timer);
    asking?.abort();
    options.hidden = true;
    options.replaceChildren();
    found = [];
    active = -1;
    say("");
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const move = (to) => {
    active = (to + found.length) % found.length;
    for (const [place, option] of [...options.children].entries()) option.setAttribute("aria-selected", place === active);
    const option = options.children[active];
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };

  const show = (places) => {
    close();
    found = places;
    say(places.length ? (places.length === 1 ? root.dataset.one : root.dataset.many.replace("{n}", places.length)) : root.dataset.none);
    if (!places.length) return;
    options.append(...places.map((place, index) => {
      const option = make("li", { id: `${area.id}-option-${index}`, role: "option" });
      option.append(make("b", {}, place.name), " ", make("small", { class: "soft" }, where(place)));
      return option;
    }));
    options.hidden = false;
    input.setAttribute("aria-expanded", "true");
    move(0);
  };

  const search = async () => {
    const text = input.value.trim();
    asking?.abort();
    if (text.length < SHORTEST) return close();
    asking = new AbortController();
    try {
      const answer = await fetch(`${address}?${new URLSearchParams({ q: text, levels })}`, { signal: asking.signal });
      if (!answer.ok) throw new Error(answer.status);
      show((await answer.json()).places);
    } catch (error) {
      if (error.name === "AbortError") return;
      close();
      say(root.dataset.down);
    }
  };

  const choose = (place) => {
    const known = [...list.querySelectorAll("input")].some((one) => one.value === place.key);
    if (!known) {
      const row = root.querySelector("template").content.cloneNode(true);
      row.querySelector("input").value = place.key;
      row.querySelector("b").textContent = place.name;
      row.querySelector("small").textContent = where(place);
      const button = row.querySelector("button");
      button.value = place.key;
      button.querySelector(".hide").textContent = ` ${place.name}`;
      list.append(row);
      list.hidden = false;
    }
    input.value = "";
    close();
    say((known ? root.dataset.known : root.dataset.added).replace("{name}", place.name));
    changed();
  };

  const remove = (row) => {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    say(root.dataset.removed.replace("{name}", row.querySelector("b").textContent));
    row.remove();
    list.hidden = !list.children.length;
    (next?.querySelector("button") ?? input).focus();
    changed();
  };

  const keys = {
    ArrowDown: () => (found.length ? move(active + 1) : search()),
    ArrowUp: () => found.length && move(active - 1),
    Enter: () => found.length && choose(found[active]),
    Escape: () => (found.length ? close() : (input.value = "")),
  };

  input.addEventListener("keydown", (event) => {
    if (!(event.key in keys) || event.isComposing || (event.key === "Enter" && !found.length)) return;
    event.preventDefault();
    keys[event.key]();
  });
  // What is being searched is not an answer yet: it is saved when one leaves the field, or by a button.
  input.addEventListener("input", (event) => {
    event.stopPropagation();
    clearTimeout(timer);
    timer = setTimeout(search, WAIT);
  });
  input.addEventListener("blur", () => {
    close();
    const left = input.value.trim();
    if (!left) return;
    say(root.dataset.left.replace("{name}", left));
    changed();
  });
  options.addEventListener("pointerdown", (event) => event.preventDefault());
  options.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(found[[...options.children].indexOf(option)]);
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    event.preventDefault();
    remove(button.closest("li"));
  });

  options.hidden = true;
  hint.textContent = root.dataset.hint;
  input.setAttribute("aria-describedby", hint.id);
  area.replaceWith(box);
  box.append(input, options, status);
};

const dressAll = () => {
  for (const root of document.querySelectorAll("[data-places]")) {
    const area = root.querySelector("textarea");
    if (area && !area.value.trim()) dress(root, area);
  }
};

dressAll();
// An answer that somebody else changed comes back bare.
document.addEventListener("saved", dressAll);
