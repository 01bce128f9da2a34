// What the pages of the form editor share: send a form, read the page that answers, and take pieces of it.
const LIVE = ["editor-bar", "editor-outline", "editor-look", "editor-title"];

export const words = (name, values = {}) => {
  const text = document.getElementById("editor-says")?.dataset[name] ?? "";
  return text.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
};

export const swap = (fresh, ids = LIVE) => {
  for (const id of ids) {
    const [mine, theirs] = [document.getElementById(id), fresh.getElementById(id)];
    if (mine && theirs) mine.replaceWith(document.adoptNode(theirs));
  }
};

// One request after another: the second must see what the first did.
let last = Promise.resolve();

export const post = (action, fields, options = {}) => {
  const send = async () => {
    const body = fields instanceof FormData ? fields : new URLSearchParams(fields);
    const answer = await fetch(action, { method: "POST", body, ...options });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return { answer, page, isOurs: Boolean(page.querySelector("[data-editor]")) };
  };
  const turn = last.then(send, send);
  last = turn.catch(() => {});
  return turn;
};

export const token = () => document.querySelector('[data-editor] input[name="csrf"]')?.value ?? "";
