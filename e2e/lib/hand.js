import { expect } from '@playwright/test';

const chosen = 'main input:is([type=radio], [type=checkbox]):checked, main select option:checked:not([value=""])';

/**
 * The hand of somebody who uses no mouse: moves with Tab and arrows, presses Space and
 * Enter, and counts what that takes.
 */
export class Hand {
  constructor(page) {
    this.page = page;
    this.fromHere();
  }

  /** Counts from here on. */
  fromHere() {
    this.typed = 0;
    this.choices = 0;
    this.loads = 0;
  }

  async open(path) {
    expect((await this.page.goto(path)).status(), path).toBe(200);
    this.loads++;
  }

  /** No answer stands on a page before somebody gave it; what was answered just before may. */
  async nothingChosen(...before) {
    const found = await this.page.locator(chosen).evaluateAll((list) => list.map((e) => `${e.name ?? e.parentElement.name}=${e.value}`));
    expect(found, `chosen beforehand on ${this.page.url()}`).toEqual(before);
  }

  /** Presses Tab until a control has the focus; a group of radios is one stop. */
  async reach(control) {
    await expect(control).toHaveCount(1);
    for (let i = 0; i < 200; i++) {
      const there = await control.evaluate((e) => {
        const a = document.activeElement;
        return a === e || (e.type === 'radio' && a.type === 'radio' && a.name === e.name && a.form === e.form);
      });
      if (there) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not lead to ${control} on ${this.page.url()}`);
  }

  field(name, value) {
    const at = value === undefined ? '' : `[value=${JSON.stringify(value)}]`;
    return this.page.locator(`main :is(input, textarea, select)[name=${JSON.stringify(name)}]${at}:not([type=hidden])`);
  }

  /** Types in a field, over what stands in it. */
  async type(name, text) {
    await this.reach(this.field(name));
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.type(text);
    this.typed++;
  }

  /** Chooses a radio, a box or an option. */
  async pick(name, value) {
    const options = this.page.locator(`main select[name=${JSON.stringify(name)}]`);
    if (await options.count() > 0) {
      await this.reach(options);
      await this.page.keyboard.type(await options.locator(`option[value=${JSON.stringify(value)}]`).innerText());
      await expect(options).toHaveValue(value);
    } else {
      const control = this.field(name, value);
      await this.reach(control);
      await this.page.keyboard.press('Space');
      const group = await this.field(name).count();
      for (let i = 0; i < group && !await control.isChecked(); i++) await this.page.keyboard.press('ArrowDown');
      await expect(control, `${name} = ${value}`).toBeChecked();
    }
    this.choices++;
  }

  /** Presses a button or a link, and waits for the page that comes. */
  async press(control, status = 200) {
    await this.reach(control);
    const [answer] = await Promise.all([this.page.waitForNavigation(), this.page.keyboard.press('Enter')]);
    const wrong = this.page.locator('.trede-summary, [role=alert]');
    expect(answer?.status(), `${this.page.url()}: ${await wrong.allInnerTexts()}`).toBe(status);
    this.loads++;
  }

  /** Sends the form that has the focus: with its first button, or another. */
  async send(button = '.nl-button--primary', status = 200) {
    const id = await this.page.evaluate(() => document.activeElement.form.id);
    await this.press(this.page.locator(`:is(form:has(:focus) *, [form="${id}"])[type=submit]${button}`), status);
  }

  /** Follows the first link of the page with this name. */
  async follow(name) {
    await this.press(this.page.locator('main').getByRole('link', { name }).first());
  }

  /** The page says these words. */
  async reads(...words) {
    for (const w of words) await expect(this.page.locator('main')).toContainText(w);
  }
}
