// Files on their way are kept in the browser until they came whole: a page that is closed does not lose them.
const NAME = "tremplin-uploads";
const LONGEST = 2 * 86_400_000;

const opened = () =>
  new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("files", { keyPath: "address" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });

const act = async (mode, deed) => {
  // A private window, or one that is full, keeps nothing: the file is then chosen again.
  try {
    const shelf = (await opened()).transaction("files", mode).objectStore("files");
    return await new Promise((resolve, reject) => {
      const asked = deed(shelf);
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  } catch {
    return undefined;
  }
};

export const keep = (address, file) => act("readwrite", (shelf) => shelf.put({ address, file, at: Date.now() }));

export const drop = (address) => act("readwrite", (shelf) => shelf.delete(address));

export const kept = async (address) => (await act("readonly", (shelf) => shelf.get(address)))?.file;

export const tidy = async () => {
  const all = (await act("readonly", (shelf) => shelf.getAll())) ?? [];
  for (const one of all) if (Date.now() - one.at > LONGEST) drop(one.address);
};
