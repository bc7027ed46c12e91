// Verdicts by keyboard. In a form with data-oordelen the keys 1, 2 and 3 choose, as long
// as the focus is on one of the choices: the first one goes on to the next question, the
// others to the note that is asked then. Without this the arrow keys and Tab do it.

export function verdicts() {
  for (const form of document.querySelectorAll("form[data-oordelen]")) {
    form.addEventListener("keydown", (event) => {
      const now = event.target;
      if (now.type !== "radio" || event.ctrlKey || event.altKey || event.metaKey) return;
      const radios = [...form.querySelectorAll("input[type=radio]")];
      const chosen = radios.filter((r) => r.name === now.name)[Number(event.key) - 1];
      if (!chosen) return;
      event.preventDefault();
      chosen.click();
      const last = radios.findLastIndex((r) => r.name === now.name);
      const note = now.closest(".trede-versus")?.querySelector("textarea");
      const next = radios.slice(last + 1).find((r, _, rest) => r.checked || !rest.some((o) => o.name === r.name && o.checked));
      (event.key !== "1" && note ? note : next ?? form.querySelector("button[type=submit]"))?.focus();
    });
  }
}
