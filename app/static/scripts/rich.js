// Buttons that write the marks of a rich text; without this file people type them. One undoes as one typed.
const LINES = { heading: () => "## ", list: () => "- ", numbers: (place) => `${place + 1}. ` };
const AROUND = { bold: "**", italic: "*" };
const KEYS = { b: "bold", i: "italic", k: "link" };

const put = (area, from, to, text, start, end) => {
  area.focus();
  area.setSelectionRange(from, to);
  // insertText keeps the browser's undo; where it is gone, the text goes in all the same.
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text);
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  area.setSelectionRange(start, end);
};

const around = (area, sign) => {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const held = value.slice(from, to);
  const size = sign.length;
  if (value.slice(from - size, from) === sign && value.slice(to, to + size) === sign) {
    put(area, from - size, to + size, held, from - size, to - size);
  } else {
    put(area, from, to, sign + held + sign, from + size, to + size);
  }
};

const lines = (area, sign) => {
  const { selectionStart, selectionEnd, value } = area;
  const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const next = value.indexOf("\n", selectionEnd);
  const to = next < 0 ? value.length : next;
  const old = value.slice(from, to).split("\n");
  const marked = old.every((line, place) => line.startsWith(sign(place)));
  const bare = old.map((line) => line.replace(/^(?:#{1,6} |- |\d+\. )/, ""));
  const text = (marked ? bare : bare.map((line, place) => sign(place) + line)).join("\n");
  put(area, from, to, text, from + (old.length > 1 ? 0 : text.length), from + text.length);
};

const link = (area) => {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const held = value.slice(from, to);
  const isAddress = /^https?:\/\/\S+$/.test(held);
  const address = isAddress ? held : "https://";
  put(area, from, to, isAddress ? `[](${held})` : `[${held}](${address})`, ...(isAddress || !held ? [from + 1, from + 1] : [from + held.length + 3, from + held.length + 3 + address.length]));
};

const act = (area, mark) => {
  if (AROUND[mark]) around(area, AROUND[mark]);
  else if (LINES[mark]) lines(area, LINES[mark]);
  else link(area);
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-tools] [data-mark]");
  if (button) act(document.getElementById(button.parentElement.getAttribute("aria-controls")), button.dataset.mark);
});

document.addEventListener("keydown", (event) => {
  if (event.target.matches("textarea[data-rich]") && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && KEYS[event.key]) {
    event.preventDefault();
    act(event.target, KEYS[event.key]);
  }
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const bar = step && event.target.closest("[data-tools]");
  if (!bar) return;
  const buttons = [...bar.children];
  const next = buttons.at((buttons.indexOf(event.target) + step) % buttons.length);
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
  next.focus();
  event.preventDefault();
});

const show = (place) => {
  for (const bar of place.querySelectorAll("[data-tools]")) bar.hidden = false;
};
show(document);
// A row that a script adds brings its own buttons.
new MutationObserver((changes) => changes.forEach(({ addedNodes }) => addedNodes.forEach((node) => node.querySelectorAll && show(node)))).observe(document.body, { childList: true, subtree: true });
