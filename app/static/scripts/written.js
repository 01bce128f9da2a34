// What is being written in a form stays on this device until the server has it: a session that ends takes no word away.
import { forget, keep, kept, nameOf } from "./kept.js";

const fieldsOf = (form) => [...new FormData(form)].filter(([name, value]) => name !== "csrf" && typeof value === "string");
const same = (form, fields) => JSON.stringify(fieldsOf(form)) === JSON.stringify(fields);

const put = (form, [name, value]) => {
  const field = form.elements[name];
  if (field) field.value = value;
};

for (const form of document.querySelectorAll("form[data-written]")) {
  const name = nameOf(form.dataset.written, new URL(form.action).pathname);
  const texts = (fields) => fields.filter(([key]) => form.elements[key]?.type !== "hidden");
  const asShown = JSON.stringify(texts(fieldsOf(form)));
  const found = kept(name);
  let timer = 0;
  const write = () => {
    clearTimeout(timer);
    if (JSON.stringify(texts(fieldsOf(form))) !== asShown) keep(name, fieldsOf(form), document.title);
  };

  // The page that follows a message says that it was received; one that shows what was written has it.
  if (location.hash.startsWith("#said-") || (found && JSON.stringify(texts(found.fields)) === asShown)) forget(name);
  else if (found && !document.querySelector(".errors, [data-stale]") && !same(form, found.fields)) {
    found.fields.forEach((field) => put(form, field));
    const notice = document.querySelector("[data-written-back]");
    if (notice) notice.hidden = false;
  }
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(write, 300);
  });
  form.addEventListener("submit", write);
  addEventListener("pagehide", write);
}
