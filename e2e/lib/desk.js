import { expect } from '@playwright/test';
import { become } from './pages.js';

/** Fills in what a form asks, by the names of its fields: words, a choice, or the boxes that are ticked. */
async function answer(page, name, value) {
  const field = page.locator(`main [name=${JSON.stringify(name)}]:not([type=hidden])`);
  await expect(field.first(), `${name} on ${page.url()}`).toBeAttached();
  const type = await field.first().evaluate((e) => (e.tagName === 'SELECT' ? 'select' : e.type));
  if (type === 'select') await field.selectOption(value);
  else if (type === 'file') await field.setInputFiles(value);
  else if (type === 'radio') await field.and(page.locator(`[value=${JSON.stringify(value)}]`)).check({ force: true });
  else if (type === 'checkbox') for (const v of [value].flat()) await field.and(page.locator(`[value=${JSON.stringify(v)}]`)).check({ force: true });
  else await field.fill(value);
}

/** Somebody at work in a demo: chooses who to be, fills in forms and reads what comes. */
export class Desk {
  constructor(page, base, looks = async () => {}) {
    Object.assign(this, { page, base, looks, looked: new Set() });
  }

  /** Becomes the nth of a group of the demo, or a person by name. */
  async as(group, nth = 0) {
    await this.page.context().clearCookies();
    await this.open('/demo');
    const people = this.page.locator('main .trede-card', { has: this.page.getByRole('heading', { name: group, exact: true }) }).locator('button[name=persona]');
    const button = await people.count() > 0 ? people.nth(nth) : this.page.getByRole('button', { name: group, exact: true }).first();
    this.name = await button.innerText();
    await Promise.all([this.page.waitForURL((u) => u.pathname !== '/demo'), button.click()]);
  }

  /** Becomes an account that the page of the demo does not offer. */
  async asAccount(persona) {
    await this.page.context().clearCookies();
    await become(this.page.context(), this.base, { id: persona });
  }

  get path() {
    return new URL(this.page.url()).pathname;
  }

  async open(path, status = 200) {
    expect((await this.page.goto(path)).status(), path).toBe(status);
  }

  async fill(values) {
    for (const [name, value] of Object.entries(values)) await answer(this.page, name, value);
  }

  /** Presses a button of the page, and waits for what comes. */
  async press(name, status = 200) {
    const button = this.page.locator('main').getByRole('button', { name, exact: true }).first();
    const [got] = await Promise.all([this.page.waitForNavigation(), button.click()]);
    const wrong = this.page.locator('.trede-error-summary, [role=alert]');
    expect(got.status(), `${name} on ${this.page.url()}: ${await wrong.allInnerTexts()}`).toBe(status);
  }

  async follow(name) {
    await Promise.all([this.page.waitForNavigation(), this.page.locator('main').getByRole('link', { name }).first().click()]);
  }

  /** The page says these words. */
  async reads(...words) {
    for (const w of words) await expect(this.page.locator('main')).toContainText(w);
  }

  /** Looks at the page that is open, once under each label, as everybody must be able to use it. */
  async look(label) {
    if (this.looked.has(label)) return;
    this.looked.add(label);
    await this.looks(this.page, label);
  }
}
