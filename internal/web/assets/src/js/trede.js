// The one script of Trede. Every page works without it; it adds speed. It writes
// no HTML from text, so it runs under `require-trusted-types-for 'script'`, and it
// keeps nothing in the browser.

import { verdicts } from "./oordeel.js";
import { passkeys } from "./passkey.js";

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

// The summary of a form with errors takes the focus, so that it is seen and heard.
function focusErrors() {
  $("[data-focus]")?.focus();
}

// Screen readers speak a live region when it changes, not when it arrives filled.
function announceFlash() {
  const region = $("[data-flash]");
  if (!region?.children.length) return;
  const notes = [...region.children];
  region.replaceChildren();
  setTimeout(() => {
    region.append(...notes);
    notes.forEach(startNotification);
  }, 150);
}

// A notification can be closed; one with seconds leaves by itself, but not while
// somebody points at it or is in it (WCAG 2.2.1).
function startNotification(note) {
  const close = $("[data-close]", note);
  if (close) {
    close.hidden = false;
    close.addEventListener("click", () => note.remove());
  }
  let left = Number(note.dataset.seconds || 0);
  if (!left) return;
  const timer = setInterval(() => {
    if (!note.isConnected) return clearInterval(timer);
    if (note.matches(":hover, :focus-within") || document.hidden) return;
    if (--left <= 0) {
      clearInterval(timer);
      note.remove();
    }
  }, 1000);
}

// In a list j and k go to the next and the previous row, only while the list has
// the focus (WCAG 2.1.4).
function listKeys() {
  for (const list of $$("[data-list]")) {
    list.addEventListener("keydown", (e) => {
      if (e.ctrlKey || e.metaKey || e.altKey || e.target.matches("input, select, textarea")) return;
      const step = { j: 1, k: -1 }[e.key];
      if (!step) return;
      const rows = $$("[data-row]", list);
      const row = e.target.closest("li, tr");
      const at = rows.findIndex((r) => row?.contains(r));
      rows[Math.min(Math.max(at + step, 0), rows.length - 1)]?.focus();
      e.preventDefault();
    });
  }
}

// Ctrl-K or Cmd-K opens the palette. Results come as a fragment of HTML, parsed as
// a document that runs no script.
function palette() {
  const dialog = $("#palet");
  if (!dialog?.showModal) return;
  const input = $("input", dialog);
  const list = $("#palet-lijst");
  const status = $("[data-palette-status]", dialog);
  const form = $("[data-palette-fallback]");
  const opener = $("[data-palette-open]");
  let request, timer, asked;

  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", list.dataset.label);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) {
    input.setAttribute(name, value);
  }
  if (form && opener) {
    form.hidden = true;
    opener.hidden = false;
    if (/Mac|iPhone|iPad/.test(navigator.platform)) $("kbd", opener).textContent = "⌘ K";
  }
  const options = () => $$("[role=option]", list);
  const chosen = () => $("[aria-selected=true]", list);

  function choose(option) {
    chosen()?.setAttribute("aria-selected", "false");
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }
  function show(fragment) {
    list.replaceChildren(...(fragment ? [...fragment.children].map((n) => document.importNode(n, true)) : []));
    const found = options();
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    choose(found[0]);
    status.textContent = fragment?.dataset.status || "";
  }
  function ask() {
    const query = input.value.trim();
    if (query === asked) return;
    asked = query;
    request?.abort();
    request = new XMLHttpRequest();
    request.open("POST", dialog.dataset.palette); // a name never goes into an address
    request.responseType = "document";
    request.onload = () => {
      const fragment = request.status === 200 ? request.response?.querySelector("[data-status]") : null;
      show(fragment); // without one, Enter still opens the page with results
    };
    request.onerror = () => show(null);
    request.send(new URLSearchParams({ q: query }));
  }
  function open() {
    if (dialog.open) return;
    dialog.showModal();
    input.select();
    asked = undefined;
    ask();
  }
  opener?.addEventListener("click", open);
  $("[data-palette-close]", dialog).addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (e) => e.target === dialog && dialog.close());
  document.addEventListener("keydown", (e) => {
    if ((e.ctrlKey || e.metaKey) && !e.shiftKey && !e.altKey && e.key.toLowerCase() === "k") {
      e.preventDefault();
      open();
    }
  });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 60);
  });
  input.addEventListener("keydown", (e) => {
    const all = options();
    const at = all.indexOf(chosen());
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[e.key];
    if (to !== undefined && all.length) {
      e.preventDefault();
      choose(all[(to + all.length) % all.length]);
    } else if (e.key === "Enter" && chosen() && input.value.trim() === asked) {
      e.preventDefault();
      chosen().click();
    }
  });
}

// Warns before the session ends and lets it go on with one action. When it has
// ended the page stays, covered, so that what was typed is not lost. Other tabs
// tell when the person was busy there.
function session() {
  const dialog = $("#sessie");
  if (!dialog?.showModal) return;
  const total = Number(dialog.dataset.session);
  const warn = Math.min(Number(dialog.dataset.warn), total);
  const left = $("[data-session-left]", dialog);
  const [asking, over] = [$("[data-session-warn]", dialog), $("[data-session-over]", dialog)];
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("trede-sessie") : null;
  const amount = (unit, n) =>
    new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit, unitDisplay: "long" }).format(n);
  let end, spoken, seen;

  function restart() {
    end = Date.now() + total * 1000;
    asking.hidden = false;
    over.hidden = true;
    if (dialog.open) dialog.close();
  }
  function tick() {
    const seconds = Math.ceil((end - Date.now()) / 1000);
    if (seconds > warn) return;
    if (seconds <= 0) {
      asking.hidden = true;
      over.hidden = false;
      dialog.setAttribute("data-over", "");
    } else {
      dialog.removeAttribute("data-over");
      const text = seconds > 60 ? amount("minute", Math.ceil(seconds / 60)) : amount("second", Math.ceil(seconds / 10) * 10);
      if (text !== spoken) left.textContent = spoken = text;
    }
    if (!dialog.open && !(seen && seconds > 0)) dialog.showModal();
  }
  async function extend() {
    if (!dialog.dataset.extend) return location.reload();
    const answer = await fetch(dialog.dataset.extend, { method: "POST", redirect: "error" }).catch(() => null);
    if (!answer?.ok) return;
    channel?.postMessage("bezig");
    restart();
  }
  $$("[data-session-extend]", dialog).forEach((b) => b.addEventListener("click", extend));
  const final = $("[data-session-seen]", dialog);
  function dismiss() {
    if (!final) return extend();
    seen = true; // it cannot be extended, but there is time to finish
    dialog.close();
  }
  final?.addEventListener("click", dismiss);
  // Esc must not hide that the session is over.
  dialog.addEventListener("cancel", (e) => {
    e.preventDefault();
    if (over.hidden) dismiss();
  });
  channel?.addEventListener("message", () => final || restart());
  restart();
  channel?.postMessage("bezig");
  setInterval(tick, 1000);
}

// Reads the page aloud with a Dutch voice that lives on the device; without one the
// button stays away, because other voices send the text elsewhere.
function readAloud() {
  const button = $("[data-read-aloud]");
  const synth = window.speechSynthesis;
  if (!button || !synth) return;
  const label = $("span", button);
  const start = label.textContent;
  const language = document.documentElement.lang;
  const voice = () => synth.getVoices().find((v) => v.localService && v.lang.toLowerCase().startsWith(language));
  const offer = () => (button.hidden = !voice());
  const rest = () => (label.textContent = start);
  synth.addEventListener?.("voiceschanged", offer);
  offer();
  button.addEventListener("click", () => {
    if (synth.speaking) {
      synth.cancel();
      return rest();
    }
    const parts = $$("h1, main h2, main h3, main p, main li, main dt, main dd, main legend, main label").filter((n) => n.checkVisibility?.() ?? true);
    parts.forEach((n, i) => {
      const words = new SpeechSynthesisUtterance(n.textContent.trim());
      words.voice = voice();
      words.lang = words.voice.lang;
      if (i === parts.length - 1) words.onend = rest;
      synth.speak(words);
    });
    label.textContent = button.dataset.stop;
  });
  window.addEventListener("pagehide", () => synth.cancel());
}

// A form that asks for it warns before typed text is left behind.
function guardForms() {
  let dirty = false;
  for (const form of $$("form[data-guard]")) {
    form.addEventListener("input", () => (dirty = true));
    form.addEventListener("submit", () => (dirty = false));
  }
  window.addEventListener("beforeunload", (e) => dirty && e.preventDefault());
}

// A form that can be kept halfway keeps itself, a moment after the last change.
function keepDrafts() {
  for (const button of $$("button[data-draft]")) {
    const form = button.form;
    let timer;
    const keep = () =>
      fetch(button.formAction, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" }).catch(() => null);
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(keep, 1500);
    });
    form.addEventListener("submit", () => clearTimeout(timer));
  }
}

// On paper every table is open.
function printTables() {
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = $$("details:not([open])");
    opened.forEach((d) => (d.open = true));
  });
  window.addEventListener("afterprint", () => opened.forEach((d) => (d.open = false)));
}

// A button that prints the page; without script the browser's own menu does.
function printButtons() {
  for (const button of $$("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

focusErrors();
announceFlash();
listKeys();
palette();
session();
readAloud();
guardForms();
keepDrafts();
printTables();
printButtons();
verdicts();
passkeys();
