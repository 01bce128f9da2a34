// Texts that are not saved yet, kept on this device until they are: one for each form and person.
const MARK = "tremplin:unsaved:";
const MONTH = 31 * 24 * 3600 * 1000;

export const nameOf = (person, address) => `${MARK}${person}:${address}`;

// False where the browser keeps nothing: its owner forbids it, or there is no room left.
export const keep = (name, fields, title, at = Date.now()) => {
  try {
    localStorage.setItem(name, JSON.stringify({ at, title, fields }));
    return true;
  } catch {
    return false;
  }
};

export const forget = (name) => {
  try {
    localStorage.removeItem(name);
  } catch {
    // Nothing was kept.
  }
};

export const kept = (name) => {
  try {
    const found = JSON.parse(localStorage.getItem(name));
    if (found && Date.now() - found.at < MONTH && Array.isArray(found.fields)) return found;
  } catch {
    // Not ours, or not readable.
  }
  forget(name);
  return null;
};

// Everything under a name: [name, text] pairs, the oldest first.
export const keptUnder = (start) => {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(start));
    const all = names.map((name) => [name, kept(name)]).filter(([, found]) => found);
    return all.sort(([, one], [, other]) => one.at - other.at);
  } catch {
    return [];
  }
};

// What an earlier page left gets a name of its own: what is typed from now on does not write over it.
export const takeOver = (name) => {
  const old = kept(name);
  if (old && keep(`${name}#${old.at}`, old.fields, old.title, old.at)) forget(name);
  return keptUnder(`${name}#`);
};

export const addressOf = (person, name) => name.slice(nameOf(person, "").length).split("#")[0];
