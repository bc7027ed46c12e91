import { expect, test } from '@playwright/test';
import { expectAccessible } from './lib/a11y.js';
import { act } from './lib/acts.js';
import { expectErrorsAccessible } from './lib/errors.js';
import { become, inventory, personas } from './lib/pages.js';
import { serveDemo } from './lib/server.js';

// Every kind of page, as a persona that may see it; with ALLES=1 for every persona. Every
// kind of form as it comes back with what is wrong. And the kinds of page that are there
// once the forms were filled in. The work is cut in two, for two browsers.
const parts = 2;
const day = '2026-11-20';
const every = process.env.ALLES === '1';

test.describe.configure({ mode: 'parallel' });

/** Looks at each of a list, as its persona, and tells what is wrong as it comes; gives how often, for all of it. */
async function eachAs(page, base, list, look) {
  let wrong = 0;
  const size = page.viewportSize();
  for (const persona of new Set(list.map((item) => item.persona))) {
    await page.context().clearCookies();
    await become(page.context(), base, persona);
    const items = list.filter((item) => item.persona === persona);
    for (const item of items) {
      await page.setViewportSize(size);
      await look(item, `${persona.role}: ${item.kind}`).catch((e) => {
        wrong++;
        console.log(e.message);
      });
    }
    if (every) console.log(`${items.length} looked at as ${persona.role} ${persona.id}; wrong so far: ${wrong}`);
  }
  return wrong;
}

/**
 * Does what the forms offer, and gives where that led; but not those of an administrator and
 * of the own account, which close doors.
 */
async function actAll(page, base, forms) {
  const from = [];
  for (const persona of new Set(forms.map((f) => f.persona))) {
    await page.context().clearCookies();
    await become(page.context(), base, persona);
    for (const f of forms.filter((x) => x.persona === persona && !/^\/(beheer|account)\//.test(x.kind))) {
      for (const path of await act(page, { url: base + f.path, pathname: f.pathname, day })) from.push({ persona, path });
    }
  }
  return from;
}

/** What the forms brought: a page that says what was done, or of a kind that was not there. */
function isLater(known) {
  const before = new Set(known.map((kind) => kind.split(' ')[0]));
  return ({ kind }) => / gedaan\b/.test(kind) || !before.has(kind.split(' ')[0]);
}

for (let part = 0; part < parts; part++) {
  test(`@a11y every kind of page and form, part ${part + 1} of ${parts}`, async ({ page }) => {
    test.setTimeout(every ? 7_200_000 : 1_800_000); // a busy machine takes twice as long
    const server = await serveDemo({ inwoners: 300, tot: day }); // enough for a page of nearly every kind
    try {
      const mine = (_, i) => i % parts === part;
      const all = await personas(server.base);
      const who = every ? all.filter(mine) : all;
      const found = await inventory(server.base, who, { every });
      expect(found.pages.length, 'kinds of page').toBeGreaterThan(140);
      expect(found.forms.filter(({ asks }) => asks).length, 'kinds of form').toBeGreaterThan(60);
      const pages = [...(every ? found.pages : found.pages.filter(mine)), { persona: who[0], path: '/geen-pagina', kind: 'a page that is not there' }];
      const forms = (every ? found.forms : found.forms.filter(mine)).filter(({ asks }) => asks);

      const look = async ({ path }, label) => {
        const answer = await page.goto(server.base + path);
        await expectAccessible(page, label, { html: await answer.text() });
      };
      let wrong = await eachAs(page, server.base, pages, look);
      const taken = []; // forms in which nothing is needed, or that an earlier one took away
      wrong += await eachAs(page, server.base, forms, async ({ path, pathname, kind }, label) => {
        const refused = await expectErrorsAccessible(page, { url: server.base + path, pathname, label });
        if (!refused) taken.push(kind);
      });

      const known = found.pages.map(({ kind }) => kind);
      const mineToo = every ? found.forms : found.forms.filter(({ persona }) => mine(persona, who.indexOf(persona)));
      const from = await actAll(page, server.base, mineToo);
      const after = (await inventory(server.base, who, { known, from })).pages.filter(isLater(known));
      expect(after.length, 'kinds of page after the forms').toBeGreaterThan(every ? 0 : 12);
      wrong += await eachAs(page, server.base, after, look);
      console.log(`part ${part + 1}: after the forms also ${after.map(({ kind }) => kind).join(', ')}`);
      console.log(`part ${part + 1}: ${pages.length} pages and ${forms.length - taken.length} forms with errors; nothing to refuse in ${taken.join(', ') || 'none'}`);
      expect(wrong, 'pages and forms with a fault, told above').toBe(0);
    } finally {
      await server.stop();
    }
  });
}
