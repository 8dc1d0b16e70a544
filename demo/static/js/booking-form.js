(() => {
  const form = document.getElementById("booking");
  const key = `booking-${form.dataset.slot}`;
  let sent = false;

  function saveDraft() {
    if (sent) return;
    const { csrfmiddlewaretoken, ...draft } = Object.fromEntries(new FormData(form));
    sessionStorage.setItem(key, JSON.stringify(draft));
  }

  function restoreDraft() {
    const draft = JSON.parse(sessionStorage.getItem(key) ?? "{}");
    for (const [name, value] of Object.entries(draft)) {
      const field = form.elements.namedItem(name);
      if (field && !field.value) field.value = value;
    }
  }

  function warn(event) {
    event.preventDefault();
  }

  restoreDraft();
  window.addEventListener("unload", saveDraft);

  // The warning is only there while something would be lost.
  form.addEventListener("change", () => window.addEventListener("beforeunload", warn), { once: true });
  form.addEventListener("submit", () => {
    sent = true;
    window.removeEventListener("beforeunload", warn);
    sessionStorage.removeItem(key);
  });
})();
