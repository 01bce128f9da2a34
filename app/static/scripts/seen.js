// What the page has shown is read; without this file the button says it.
for (const form of document.querySelectorAll("form[data-seen]")) {
  const send = async () => {
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      if (answer.ok) form.hidden = true;
    } catch {
      // The button stays.
    }
  };
  if (document.visibilityState === "visible") send();
  else document.addEventListener("visibilitychange", send, { once: true });
}
