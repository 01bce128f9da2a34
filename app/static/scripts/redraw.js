// Buttons that draw a page again without saving act in place; without this file they load the page, and nothing is lost.
const turns = new WeakMap();

const sent = (form, name, value) => {
  const fields = [...new FormData(form)].filter(([, typed]) => typeof typed === "string");
  return new URLSearchParams([...fields, [name, value]]);
};

const place = (form, piece, fresh, asked) => {
  const here = document.activeElement?.id;
  const found = fresh.getElementById(piece.id);
  if (!found) return false;
  const target = found.querySelector("[autofocus]");
  target?.removeAttribute("autofocus");
  piece.replaceWith(document.adoptNode(found));
  for (const line of form.querySelectorAll("[role=status].set-said")) {
    line.textContent = fresh.getElementById(line.id)?.textContent.trim() ?? "";
  }
  (asked ? target : document.getElementById(here))?.focus();
  return true;
};

const redraw = async (form, piece, value, asked) => {
  const turn = (turns.get(form) ?? 0) + 1;
  turns.set(form, turn);
  try {
    const answer = await fetch(form.action, { method: "POST", body: sent(form, "set-do", value) });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    // Somebody who writes on is not interrupted: what was typed meanwhile asks again when it is done.
    if (turns.get(form) === turn) return answer.redirected ? false : place(form, piece, fresh, asked);
  } catch {
    return false;
  }
  return true;
};

// Before the other listeners: what is not sent is not busy.
document.addEventListener(
  "submit",
  async (event) => {
    const { target: form, submitter } = event;
    const piece = submitter?.name === "set-do" && submitter.closest("[data-redraw]");
    if (!piece || form.dataset.whole) return;
    event.preventDefault();
    if (await redraw(form, piece, submitter.value, true)) return;
    form.dataset.whole = "yes";
    form.requestSubmit(submitter);
  },
  true,
);

document.addEventListener("input", (event) => {
  const { form } = event.target;
  if (form && turns.has(form)) turns.set(form, turns.get(form) + 1);
});

document.addEventListener("change", (event) => {
  const { look } = event.target.dataset;
  const piece = look && event.target.closest("[data-redraw]");
  if (piece) redraw(event.target.form, piece, look, false);
});
