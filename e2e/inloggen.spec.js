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

/** Fills in the page of the first start. */
async function setUp(page, code) {
  await fill(page, { Inrichtcode: code, 'Je naam': 'Bea Beheer', Gebruikersnaam: 'bea', Wachtwoord: password });
  await send(page);
}

/** Sets the authenticator app up that the page asks for; gives its secret. */
async function setUpApp(page) {
  const secret = (await page.locator('main').innerText()).match(/[A-Z2-7]{4}( ?[A-Z2-7]{4}){3,}/)[0];
  await page.locator('input[name=code]').focus();
  await page.keyboard.type(totp(secret));
  await send(page);
  await expect(page.locator('main')).toContainText('herstelcodes', { ignoreCase: true });
  return secret;
}

async function signOut(page) {
  await page.locator('.trede-who__button').focus();
  await page.keyboard.press('Enter');
  await page.locator('form[action="/uitloggen"] button').first().focus();
  await send(page);
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
      await setUp(page, 'AAAA-BBBB-CCCC');
      await expect(page).toHaveTitle(/^Fout: /);
      await expect(page.getByLabel('Je naam', { exact: true })).toHaveValue('Bea Beheer');

      await page.getByLabel('Inrichtcode', { exact: true }).fill('');
      await fill(page, { Inrichtcode: server.setupCode, Wachtwoord: password });
      await send(page);

      // A second factor is not a choice.
      await page.goto('/account');
      await expect(page).toHaveURL(/inloggen\/verder/);
      await looks(page, 'second factor');
      const secret = await setUpApp(page);
      await page.goto('/account');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await looks(page, 'account');

      // Signing out ends the session; the way back asks for both factors.
      const old = await context.cookies();
      await signOut(page);
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

/** A device that holds passkeys, as the browser sees it; known tells whether it knows whose finger is on it. */
async function device(page, { known = true } = {}) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: known, automaticPresenceSimulation: true },
  });
  return {
    know: (isUserVerified) => cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    held: async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    remove: () => cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId }),
  };
}

test('a passkey is made on the account page and is the second factor from then on', async ({ browser }) => {
  const server = await serveEmpty();
  const context = await browser.newContext({ baseURL: server.base });
  const page = await context.newPage();
  const press = async (name) => {
    await page.getByRole('button', { name }).focus();
    await page.keyboard.press('Enter');
  };
  const firstFactor = async () => {
    await page.goto('/inloggen?terug=/account');
    await fill(page, { Gebruikersnaam: 'bea', Wachtwoord: password });
    await send(page);
    await expect(page).toHaveURL(/inloggen\/verder/);
  };
  const trouble = page.getByText('Het lukte niet met de passkey.', { exact: false });
  try {
    await page.goto('/inrichting');
    await setUp(page, server.setupCode);
    await page.goto('/account');
    await setUpApp(page);

    // A stranger's finger makes none, and the page says so.
    const laptop = await device(page, { known: false });
    await page.goto('/account/passkeys');
    await fill(page, { 'Naam van de passkey (niet verplicht)': 'Laptop van het werk' });
    await press('Maak een passkey');
    await expect(trouble).toBeVisible();
    expect(await laptop.held()).toHaveLength(0);

    await laptop.know(true);
    await press('Maak een passkey');
    await expect(page.locator('main')).toContainText('De passkey is bewaard.');
    const [held] = await laptop.held();
    expect(held).toMatchObject({ rpId: 'localhost', isResidentCredential: true });

    // Password and passkey: no code of an app.
    await signOut(page);
    await firstFactor();
    await expectAccessible(page, 'second factor with a passkey');
    await press('Gebruik een passkey');
    await expect(page).toHaveURL(/\/account$/);
    expect((await laptop.held())[0].signCount).toBeGreaterThan(held.signCount);
    await page.goto('/account/passkeys');
    await expect(page.locator('main')).toContainText('Laptop van het werk');
    await expectAccessible(page, 'passkeys');

    // The passkey alone tells who it is.
    await signOut(page);
    await page.goto('/inloggen?terug=/account');
    await press('Log in met een passkey');
    await expect(page).toHaveURL(/\/account$/);

    // A device without it does not get in.
    await signOut(page);
    await laptop.remove();
    await device(page);
    await firstFactor();
    await press('Gebruik een passkey');
    await expect(trouble).toBeVisible();
    await page.goto('/account');
    await expect(page).toHaveURL(/inloggen/);
  } finally {
    await context.close();
    await server.stop();
  }
});

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
