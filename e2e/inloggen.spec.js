import { expect, test } from '@playwright/test';
import { expectAccessible } from './lib/a11y.js';
import { serveEmpty } from './lib/server.js';
import { totp } from './lib/totp.js';

const password = 'zeven kleine stappen omhoog';

/** Types and presses keys only: what a person without a mouse does. */
async function fill(page, values) {
  for (const [label, value] of Object.entries(values)) {
    await page.getByLabel(label, { exact: true }).focus();
    await page.keyboard.type(value);
  }
}

async function send(page) {
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

for (const javaScriptEnabled of [true, false]) {
  test(`the first administrator sets Trede up and signs in, ${javaScriptEnabled ? 'by keyboard' : 'without JavaScript'}`, async ({ browser }) => {
    const server = await serveEmpty();
    const context = await browser.newContext({ javaScriptEnabled, baseURL: server.base });
    const page = await context.newPage();
    const looks = javaScriptEnabled ? expectAccessible : async () => {};
    try {
      await page.goto('/');
      await page.goto('/inrichting');
      await looks(page, 'set-up');

      // A wrong code: everything typed stays, but the password.
      await fill(page, { Inrichtcode: 'AAAA-BBBB-CCCC', 'Je naam': 'Bea Beheer', Gebruikersnaam: 'bea', Wachtwoord: password });
      await send(page);
      await expect(page).toHaveTitle(/^Fout: /);
      await expect(page.getByLabel('Je naam', { exact: true })).toHaveValue('Bea Beheer');

      await page.getByLabel('Inrichtcode', { exact: true }).fill('');
      await fill(page, { Inrichtcode: server.setupCode, Wachtwoord: password });
      await send(page);

      // A second factor is not a choice.
      await page.goto('/account');
      await expect(page).toHaveURL(/inloggen\/verder/);
      await looks(page, 'second factor');
      const secret = (await page.locator('main').innerText()).match(/[A-Z2-7]{4}( ?[A-Z2-7]{4}){3,}/)[0];
      await page.locator('input[name=code]').focus();
      await page.keyboard.type(totp(secret));
      await send(page);
      await expect(page.locator('main')).toContainText('herstelcodes', { ignoreCase: true });
      await page.goto('/account');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await looks(page, 'account');

      // Signing out ends the session; the way back asks for both factors.
      const old = await context.cookies();
      await page.locator('.trede-who__button').focus();
      await page.keyboard.press('Enter');
      await page.locator('form[action="/uitloggen"] button').first().focus();
      await send(page);
      await context.addCookies(old);
      await page.goto('/account');
      await expect(page).toHaveURL(/inloggen/);
      await looks(page, 'sign-in');
      await fill(page, { Gebruikersnaam: 'bea', Wachtwoord: password });
      await send(page);
      await page.locator('input[name=code]').focus();
      await page.keyboard.type(totp(secret, 1));
      await send(page);
      await page.goto('/account');
      await expect(page).toHaveURL(/\/account$/);
    } finally {
      await context.close();
      await server.stop();
    }
  });
}

test('public pages are for everybody', async ({ page }) => {
  const server = await serveEmpty();
  try {
    for (const path of ['/toegankelijkheid', '/privacy']) {
      await page.goto(server.base + path);
      await expectAccessible(page, path);
    }
  } finally {
    await server.stop();
  }
});
