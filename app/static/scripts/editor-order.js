// Sections and questions put in order by hand: a grip that is dragged, or that moves with the arrow keys.
import { post, swap, token } from "./editor-swap.js";

const EDGE = 70;
const list = () => document.getElementById("pieces");
const pieces = () => [...list().querySelectorAll(".piece")];

const ready = () => {
  for (const grip of document.querySelectorAll(".grip[hidden]")) grip.hidden = false;
  for (const help of document.querySelectorAll("[data-order-help]")) help.hidden = false;
};

const told = (piece) => {
  const said = document.getElementById("order-said");
  if (!said) return;
  const values = { name: piece.querySelector("b").textContent, place: pieces().indexOf(piece) + 1, total: pieces().length };
  said.textContent = said.dataset.moved.replace(/\{(\w+)\}/g, (_, key) => values[key]);
};

// The server answers with the page of the list: what others moved meanwhile is in it.
const send = async (key, fields) => {
  const back = await post(`${list().dataset.order}${key}/move`, [["csrf", token()], ["stay", "yes"], ...fields]).catch(() => null);
  if (!back?.isOurs || !back.answer.ok) {
    location.reload();
    return;
  }
  const held = document.activeElement?.closest?.(".piece")?.dataset.key;
  swap(back.page);
  if (JSON.stringify(order(back.page)) !== JSON.stringify(order(document)) || fields.some(([name]) => name === "section")) {
    swap(back.page, ["pieces"]);
  } else {
    for (const piece of pieces()) piece.querySelector("[data-steps]")?.replaceWith(document.adoptNode(stepsOf(back.page, piece.dataset.key)));
    for (const piece of pieces()) piece.querySelector(".piece-text")?.replaceWith(document.adoptNode(textOf(back.page, piece.dataset.key)));
  }
  ready();
  if (held) list().querySelector(`[data-key="${CSS.escape(held)}"] .grip`)?.focus({ preventScroll: true });
};

const order = (page) => [...page.querySelectorAll("#pieces .piece")].map((piece) => piece.dataset.key);
const inPage = (page, key) => page.querySelector(`#pieces [data-key="${CSS.escape(key)}"]`);
const stepsOf = (page, key) => inPage(page, key).querySelector("[data-steps]");
const textOf = (page, key) => inPage(page, key).querySelector(".piece-text");

const place = (piece, at) => {
  const others = pieces().filter((one) => one !== piece);
  const before = others[at] ?? null;
  if (before) list().insertBefore(piece, before);
  else list().append(piece);
};

const step = (piece, at) => {
  const here = pieces().indexOf(piece);
  const target = Math.min(Math.max(at, 0), pieces().length - 1);
  if (target !== here) {
    place(piece, target);
    piece.querySelector(".grip").focus({ preventScroll: true });
    piece.scrollIntoView({ block: "nearest" });
    send(piece.dataset.key, [["at", target]]);
  }
  told(piece);
};

document.addEventListener("keydown", (event) => {
  const piece = event.target.closest?.(".grip")?.closest(".piece");
  if (!piece) return;
  const here = pieces().indexOf(piece);
  const target = { ArrowUp: here - 1, ArrowDown: here + 1, Home: 0, End: pieces().length - 1 }[event.key];
  if (target === undefined) return;
  event.preventDefault();
  step(piece, target);
});

// Inside the list, the buttons do in place what they do with a page.
document.addEventListener("submit", (event) => {
  const piece = event.target.matches("[data-steps]") ? event.target.closest(".piece") : null;
  if (!piece) return;
  const target = pieces().indexOf(piece) + (event.submitter.value === "up" ? -1 : 1);
  if (target < 0 || target >= pieces().length) return;
  event.preventDefault();
  step(piece, target);
}, true);

const over = (x, y) => document.elementsFromPoint(x, y).find((one) => one.closest("[data-drop-section]"))?.closest("[data-drop-section]");

document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest?.(".grip");
  const piece = grip?.closest(".piece");
  if (!piece || event.button !== 0) return;
  event.preventDefault();
  grip.focus({ preventScroll: true });
  const start = pieces().indexOf(piece);
  const { section } = list().dataset;
  let target = null;
  piece.dataset.held = "yes";

  const light = (item) => {
    if (item === target) return;
    target?.removeAttribute("data-over");
    target = item;
    target?.setAttribute("data-over", "yes");
  };
  // Moving a piece in the page would lose a pointer captured by its grip: the document listens instead.
  const move = (moved) => {
    if (moved.pointerId !== event.pointerId) return;
    const item = section ? over(moved.clientX, moved.clientY) : null;
    light(item && item.dataset.dropSection !== section ? item : null);
    if (target) return;
    const below = pieces().filter((one) => one !== piece).findIndex((one) => {
      const box = one.getBoundingClientRect();
      return moved.clientY < box.top + box.height / 2;
    });
    const at = below < 0 ? pieces().length - 1 : below;
    if (pieces().indexOf(piece) !== at) place(piece, at);
    if (moved.clientY < EDGE) scrollBy(0, -12);
    if (moved.clientY > innerHeight - EDGE) scrollBy(0, 12);
  };
  const end = (ended) => {
    if (ended.pointerId !== event.pointerId) return;
    document.removeEventListener("pointermove", move);
    document.removeEventListener("pointerup", end);
    document.removeEventListener("pointercancel", end);
    delete piece.dataset.held;
    const dropped = target;
    light(null);
    if (ended.type === "pointercancel") {
      place(piece, start);
    } else if (dropped) {
      piece.remove();
      send(piece.dataset.key, [["section", dropped.dataset.dropSection]]);
    } else if (pieces().indexOf(piece) !== start) {
      told(piece);
      send(piece.dataset.key, [["at", pieces().indexOf(piece)]]);
    }
  };
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", end);
  document.addEventListener("pointercancel", end);
});

if (list()) ready();
