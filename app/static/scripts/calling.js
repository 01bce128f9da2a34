// Buttons that write the name of somebody who is called upon, where one is writing.
for (const row of document.querySelectorAll("[data-call-in]")) {
  const field = document.getElementById(row.dataset.callIn);
  row.hidden = false;
  row.addEventListener("click", (event) => {
    const name = event.target.closest("[data-call]")?.dataset.call;
    if (!name) return;
    const before = field.value.slice(0, field.selectionStart);
    const open = /@[^@\s]*$/u.exec(before);
    const start = open ? open.index : field.selectionStart;
    const space = start > 0 && !/\s$/u.test(field.value.slice(0, start)) ? " " : "";
    field.setRangeText(`${space}@${name} `, start, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
}
