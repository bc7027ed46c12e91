import { send } from './send.js';

/** Fills a form in as somebody might, with the nth of every choice, and sends it; false when it is not there. */
function answer([action, nth, [year, month, day]]) {
  const form = [...document.querySelectorAll('form[method=post]')].find((f) => new URL(f.action).pathname === action);
  if (!form) return false;
  const lines = { email: 'iemand@voorbeeld.invalid', tel: '0260000000', url: 'https://voorbeeld.invalid', numeric: '3', decimal: '3' };
  const choices = new Map();
  for (const e of form.elements) {
    if (e.type === 'radio') choices.set(e.name, [...(choices.get(e.name) ?? []), e]);
    else if (e.type === 'checkbox') e.checked = true;
    else if (e.tagName === 'SELECT') e.selectedIndex = Math.min(nth + 1, e.options.length - 1);
    else if (e.tagName === 'TEXTAREA') e.value = 'Zo is het besproken.';
    else if (e.tagName === 'INPUT' && !['hidden', 'file', 'submit'].includes(e.type)) e.value ||= lines[e.type] ?? lines[e.inputMode] ?? 'Proef';
  }
  for (const group of choices.values()) group[Math.min(nth, group.length - 1)].checked = true;
  for (const parts of form.querySelectorAll('.trede-date')) [...parts.querySelectorAll('input')].forEach((e, i) => { e.value = [day, month, year][i]; });
  form.noValidate = true;
  form.requestSubmit([...form.elements].find((e) => e.type === 'submit'));
  return true;
}

/**
 * Does what the forms of a page offer, in two ways, so that dossiers come into states that
 * the demo did not lead to: a pause to end, a signal to answer, what was shared to take back.
 * What a form refuses is refused. Gives the addresses that came.
 */
export async function act(page, { url, pathname, day }) {
  const came = [];
  for (const nth of [0, 1]) {
    await page.goto(url);
    const got = await send(page, answer, [pathname, nth, day.split('-')]);
    if (got === false) break;
    if (got?.status() >= 500) throw new Error(`${pathname} answers ${got.status()}`);
    if (got?.status() === 200) came.push(new URL(page.url()));
  }
  return came.map(({ pathname, search }) => pathname + search);
}
