import { expect } from '@playwright/test';
import { expectAccessible, modes } from './a11y.js';
import { send } from './send.js';

/**
 * Sends a form empty, or with one character in every line; false when it is not there.
 * What the browser itself would stop is sent too, as without its checks.
 */
function fill([action, typed]) {
  const form = [...document.querySelectorAll('form[method=post]')].find((f) => new URL(f.action).pathname === action && f.querySelector('textarea, select, input:not([type=hidden])'));
  if (!form) return false;
  for (const e of form.elements) {
    if (e.type === 'radio' || e.type === 'checkbox') e.checked = false;
    else if (e.tagName === 'SELECT' || e.tagName === 'TEXTAREA') e.value = '';
    else if (e.tagName === 'INPUT' && !['hidden', 'file', 'submit'].includes(e.type)) e.value = typed;
  }
  form.noValidate = true;
  form.requestSubmit([...form.elements].find((e) => e.type === 'submit'));
  return true;
}

/** What the summary of errors leads to that nobody can see, and fields with no sentence of what is wrong. */
function unclear() {
  const shown = (e) => e?.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().height > 0;
  const links = [...document.querySelectorAll('.trede-error-summary a')].filter((a) => !shown(document.getElementById(decodeURIComponent(a.hash.slice(1)))));
  const fields = [...document.querySelectorAll('main [aria-invalid=true]')].filter((f) => {
    const ids = (f.closest('[aria-describedby]') ?? f).getAttribute('aria-describedby')?.split(' ') ?? [];
    return !ids.some((id) => shown(document.getElementById(id)));
  });
  return [...links, ...fields].map((e) => e.outerHTML);
}

/**
 * Sends a form with what is wrong and looks at the page that comes back; false when the
 * form takes both, or is gone since another form was taken.
 */
export async function expectErrorsAccessible(page, { url, pathname, label }) {
  for (const typed of ['', 'x']) {
    await page.goto(url);
    const answer = await send(page, fill, [pathname, typed]);
    if (!answer) return false;
    expect(answer.status(), `${label}: sent with ${JSON.stringify(typed)}`).toBeLessThan(500);
    if (answer.status() !== 400) continue;
    await expect(page, label).toHaveTitle(/^Fout: /);
    await expect(page.locator('.trede-error-summary a').first(), `${label}: a summary of errors`).toBeVisible();
    await expect(page.locator('main [aria-invalid=true]').first(), `${label}: an error beside its field`).toBeVisible();
    expect(await page.evaluate(unclear), `${label}: leads nowhere`).toEqual([]);
    await expectAccessible(page, `${label} with errors`, { html: await answer.text(), part: 'main', within: modes.filter((m) => ['light', '320 px'].includes(m.name)) });
    return true;
  }
  return false;
}
