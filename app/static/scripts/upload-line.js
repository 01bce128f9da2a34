// One file over the line, piece by piece: what the server acknowledged is never sent twice, and a cut is waited out.
const LEAST = 128 * 1024;
const MOST = 1024 * 1024;
const PATIENCE = [1000, 2000, 4000, 8000, 15000];

export class Refused extends Error {}
export class Gone extends Error {}
class Cut extends Error {}

// Tells the same file when it is chosen again: its size, its beginning and its end.
export const fingerprint = async (file) => {
  const ends = await Promise.all([file.slice(0, 65536), file.slice(-65536)].map((part) => part.arrayBuffer()));
  const marks = ends.map((end) => new Uint8Array(end).reduce((mark, byte) => Math.imul(mark ^ byte, 16777619) >>> 0, 2166136261));
  return [...marks, file.size].map((one) => one.toString(16).padStart(8, "0")).join("");
};

const ask = async (address, options) => {
  let answer;
  try {
    answer = await fetch(address, options);
  } catch (error) {
    throw error.name === "AbortError" ? error : new Cut("cut");
  }
  if (answer.redirected) throw new Cut("out");
  if (answer.status >= 500 || answer.status === 429 || answer.status === 408) throw new Cut("cut");
  if (answer.status === 404) throw new Gone();
  return answer;
};

const demand = async (answer) => {
  if (!answer.ok) throw new Refused(answer.headers.get("content-type")?.startsWith("text/plain") ? await answer.text() : "");
  return answer;
};

const offsetOf = (answer) => Number(answer.headers.get("upload-offset"));

// Waits until the line is back, or a while.
const rest = (turn, signal) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, PATIENCE[Math.min(turn, PATIENCE.length - 1)]);
    addEventListener("online", resolve, { once: true, signal });
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new DOMException("", "AbortError"));
    });
  });

const patiently = async (deed, { signal, told }) => {
  for (let turn = 0; ; turn += 1) {
    try {
      return await deed(turn);
    } catch (error) {
      if (!(error instanceof Cut)) throw error;
      told(error.message);
      await rest(turn, signal);
    }
  }
};

export const begin = (address, fields, line) =>
  patiently(async () => {
    const answer = await demand(await ask(address, { method: "POST", body: new URLSearchParams(fields), signal: line.signal }));
    return { address: answer.headers.get("location"), offset: offsetOf(answer) };
  }, line);

export const where = (address, line) => patiently(async () => offsetOf(await demand(await ask(address, { method: "HEAD", signal: line.signal }))), line);

export const send = async (address, file, start, line) => {
  let offset = start;
  let size = LEAST;
  line.sent(offset);
  while (offset < file.size) {
    const piece = await file.slice(offset, offset + size).arrayBuffer();
    const began = performance.now();
    const answer = await patiently(async (turn) => {
      // After a cut nobody knows whether the piece came: the server says.
      if (turn > 0 && offsetOf(await demand(await ask(address, { method: "HEAD", signal: line.signal }))) !== offset) return null;
      const headers = { "upload-offset": String(offset), "content-type": "application/offset+octet-stream" };
      return ask(address, { method: "PATCH", body: piece, headers, signal: line.signal });
    }, line);
    if (answer === null || (answer.status === 409 && answer.headers.has("upload-offset"))) {
      offset = await where(address, line);
    } else {
      offset = offsetOf(await demand(answer));
    }
    size = performance.now() - began < 1000 ? Math.min(size * 2, MOST) : Math.max(size / 2, LEAST);
    line.sent(offset);
  }
};

export const finish = (address, fields, line) =>
  patiently(async () => (await demand(await ask(`${address}/finish`, { method: "POST", body: new URLSearchParams(fields), signal: line.signal }))).text(), line);

export const giveUp = (address, fields) => fetch(`${address}/cancel`, { method: "POST", body: new URLSearchParams(fields) }).catch(() => {});
