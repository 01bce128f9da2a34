// Says every half minute, while the page is in sight, that one is on this section; the answer says who else is.
const EVERY = 30000;
const place = document.getElementById("presence");

const tell = async () => {
  if (document.visibilityState === "hidden") return;
  try {
    const answer = await fetch(place.dataset.presence, { method: "POST", headers: { "x-autosave": "yes" } });
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("presence");
    // A screen reader speaks when the words change, not twice a minute.
    if (fresh && fresh.textContent.trim() !== place.textContent.trim()) place.replaceChildren(...fresh.childNodes);
  } catch {
    // Without a network nobody is seen; what matters, the text, is said by autosave.
  }
};

if (place) {
  tell();
  setInterval(tell, EVERY);
  document.addEventListener("visibilitychange", tell);
}
