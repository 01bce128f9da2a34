// Sends the files of a question as soon as they are chosen, two at a time; without it, the buttons of the form send them.
import { Gone, Refused, begin, fingerprint, finish, giveUp, send, where } from "./upload-line.js";
import { drop, keep, kept, tidy } from "./upload-shelf.js";

const AT_ONCE = 2;
const waiting = [];
const running = new Set();
let held = null;

const mega = (bytes, words) => `${new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 }).format(bytes / 1e6)} ${words.unit}`;

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

const next = () => {
  while (running.size < AT_ONCE && waiting.length) {
    const one = waiting.shift();
    running.add(one);
    one.run().finally(() => {
      running.delete(one);
      next();
    });
  }
  if (running.size || !held) return;
  const [form, submitter] = held;
  held = null;
  form.requestSubmit(submitter);
};

class Arrival {
  constructor(room, file, address = "") {
    Object.assign(this, { room, file, address, stopper: new AbortController(), offset: 0 });
    this.words = room.words;
    this.isStalled = false;
    this.line = { signal: this.stopper.signal, told: (how) => this.stall(how), sent: (offset) => this.sent(offset) };
    this.row = this.draw("data-line");
    this.say("wait");
  }

  draw(kind) {
    const row = this.room.place.querySelector(`template[${kind}]`).content.firstElementChild.cloneNode(true);
    for (const one of row.querySelectorAll("[data-name]")) one.textContent = ` ${this.file.name}`.slice(one.matches(".hide") ? 0 : 1);
    row.querySelector("progress")?.setAttribute("aria-label", filled(this.words.label, { name: this.file.name }));
    row.querySelector("[data-stop]").addEventListener("click", () => this.stop(row));
    if (this.row) this.row.replaceWith(row);
    else this.room.list.append(row);
    this.room.list.hidden = false;
    return row;
  }

  say(how) {
    const values = { sent: mega(this.offset, this.words), size: mega(this.file.size, this.words) };
    const text = filled(this.words[how], values);
    this.row.querySelector("[data-note]").textContent = text;
    return text;
  }

  stall(how) {
    const text = this.say(how);
    if (!this.isStalled) this.room.tell(`${this.file.name} : ${text}`);
    this.isStalled = true;
  }

  sent(offset) {
    this.offset = offset;
    this.isStalled = false;
    this.row.querySelector("progress").value = (100 * offset) / this.file.size;
    this.say("some");
  }

  async run() {
    if (this.stopper.signal.aborted) return;
    try {
      await this.start();
      await send(this.address, this.file, this.offset, this.line);
      this.say("check");
      this.room.arrived(this, await finish(this.address, { ...this.room.fields(), replaces: this.room.replaces }, this.line));
      drop(this.address);
      this.clear();
    } catch (error) {
      if (error.name === "AbortError") return;
      // A file that was moved or erased meanwhile cannot be read any more.
      if (!(error instanceof Refused || error instanceof Gone || error.name === "NotReadableError")) throw error;
      this.refused(error instanceof Refused ? error.message : "");
    }
  }

  async start() {
    if (this.address) {
      try {
        this.offset = await where(this.address, this.line);
        return;
      } catch (error) {
        if (!(error instanceof Gone)) throw error;
        drop(this.address);
      }
    }
    const { question, replaces } = this.room;
    const told = { name: this.file.name, size: this.file.size, fingerprint: await fingerprint(this.file) };
    Object.assign(this, await begin(this.room.address, { ...this.room.fields(), question, replaces, ...told }, this.line));
    this.room.forget(this.address);
    await keep(this.address, this.file);
  }

  refused(text) {
    if (this.address) {
      giveUp(this.address, this.room.fields());
      drop(this.address);
    }
    this.address = "";
    this.row = this.draw("data-refused");
    this.row.querySelector("[data-note]").textContent = text || this.words.gone;
    this.room.tell(`${this.file.name} : ${this.row.querySelector("[data-note]").textContent}`);
  }

  stop(row) {
    this.stopper.abort();
    if (this.address) {
      giveUp(this.address, this.room.fields());
      drop(this.address);
    }
    this.row = row;
    this.clear();
    this.room.input.focus();
  }

  clear() {
    this.row.remove();
    this.room.list.hidden = !this.room.list.children.length;
  }
}

class Room {
  constructor(place) {
    this.place = place;
    this.address = place.dataset.uploads;
    this.question = place.dataset.files;
    this.replaces = place.dataset.replaces ?? "";
    this.input = place.querySelector("input[type=file]");
    this.list = place.querySelector("[data-arriving]");
    this.words = JSON.parse(place.querySelector("template[data-words]").dataset.words);
    for (const one of place.querySelectorAll("[data-plain]")) one.hidden = true;
    this.input.addEventListener("change", () => this.chosen());
    for (const row of place.querySelectorAll("[data-upload]")) this.resume(row);
  }

  fields() {
    return { csrf: this.input.form.elements.csrf.value };
  }

  tell(text) {
    this.place.querySelector("[data-told]").textContent = text;
  }

  chosen() {
    for (const file of this.input.files) {
      const one = new Arrival(this, file);
      const most = Number(this.input.dataset.most);
      if (most && file.size > most) one.refused(filled(this.words.big, { size: mega(most, this.words) }));
      else waiting.push(one);
    }
    // What is sent here must not leave a second time with the form.
    this.input.value = "";
    next();
  }

  async resume(row) {
    const file = await kept(row.dataset.upload);
    if (!file) return;
    waiting.push(new Arrival(this, file, row.dataset.upload));
    row.remove();
    next();
  }

  // A file that was cut and is chosen again has its own line now.
  forget(address) {
    this.place.querySelector(`[data-upload="${address}"]`)?.remove();
  }

  arrived(one, html) {
    this.tell(filled(this.words.done, { name: one.file.name }));
    if (this.place.dataset.back) {
      location.assign(this.place.dataset.back);
      return;
    }
    const fresh = new DOMParser().parseFromString(html, "text/html");
    for (const piece of [`#files-${this.question}`, ".standing"]) {
      const found = fresh.querySelector(piece);
      if (found) document.querySelector(piece)?.replaceWith(document.adoptNode(found));
    }
  }
}

const rooms = [...document.querySelectorAll("[data-uploads]")].map((place) => new Room(place));
tidy();

// A page that leaves while a file is on its way waits for it; one that lost the line does not hold it back, it is kept here.
if (rooms.length) {
  addEventListener(
    "submit",
    (event) => {
      const busy = [...running, ...waiting].filter((one) => !one.isStalled);
      if (!busy.length) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      held = [event.target, event.submitter];
      busy[0].room.tell(busy[0].words.hold);
    },
    { capture: true },
  );
}
