// Adds a row to a repeating block in place; without this file the same button saves and comes back with one more.
const rowsOf = (block) => [...block.querySelectorAll(":scope > [data-place]")];
const stays = (row) => !row.querySelector(".rows-gone :checked");

// Taken away, a row makes room for another.
const tell = (block) => {
  const most = Number(block.dataset.most ?? Infinity);
  block.querySelector("[data-more]").hidden = rowsOf(block).filter(stays).length >= most;
};

const add = (block) => {
  const spare = block.querySelector("template[data-spare]");
  const place = Math.max(-1, ...rowsOf(block).map((row) => Number(row.dataset.place))) + 1;
  spare.insertAdjacentHTML("beforebegin", spare.innerHTML.replaceAll("__row__", place).replaceAll("__number__", place + 1));
  const row = spare.previousElementSibling;
  row.querySelector("input, select, textarea")?.focus();
  tell(block);
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-rows] [data-more] button");
  if (!button) return;
  event.preventDefault();
  add(button.closest("[data-rows]"));
});

document.addEventListener("change", (event) => {
  const block = event.target.closest(".rows-gone") && event.target.closest("[data-rows]");
  if (block) tell(block);
});
