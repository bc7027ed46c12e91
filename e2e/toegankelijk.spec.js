import { expect, test } from '@playwright/test';
import { expectAccessible } from './lib/a11y.js';
import { expectErrorsAccessible } from './lib/errors.js';
import { become, inventory, personas } from './lib/pages.js';
import { serveDemo } from './lib/server.js';

// Every kind of page, as a persona that may see it; with ALLES=1 for every persona. And
// every kind of form as it comes back with what is wrong. The work is cut in two, for
// two browsers.
const parts = 2;
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

for (let part = 0; part < parts; part++) {
  test(`@a11y every kind of page and form, part ${part + 1} of ${parts}`, async ({ page }) => {
    test.setTimeout(every ? 3_600_000 : 900_000);
    const server = await serveDemo({ inwoners: 300 }); // enough for a page of nearly every kind
    try {
      const mine = (_, i) => i % parts === part;
      const all = await personas(server.base);
      const who = every ? all.filter(mine) : all;
      const found = await inventory(server.base, who, { every });
      expect(found.pages.length, 'kinds of page').toBeGreaterThan(140);
      expect(found.forms.length, 'kinds of form').toBeGreaterThan(60);
      const pages = [...(every ? found.pages : found.pages.filter(mine)), { persona: who[0], path: '/geen-pagina', kind: 'a page that is not there' }];
      const forms = every ? found.forms : found.forms.filter(mine);

      let wrong = await eachAs(page, server.base, pages, async ({ path }, label) => {
        const answer = await page.goto(server.base + path);
        await expectAccessible(page, label, { html: await answer.text() });
      });
      const taken = []; // forms in which nothing is needed, or that an earlier one took away
      wrong += await eachAs(page, server.base, forms, async ({ path, pathname, kind }, label) => {
        const refused = await expectErrorsAccessible(page, { url: server.base + path, pathname, label });
        if (!refused) taken.push(kind);
      });
      console.log(`part ${part + 1}: ${pages.length} pages and ${forms.length - taken.length} forms with errors; nothing to refuse in ${taken.join(', ') || 'none'}`);
      expect(wrong, 'pages and forms with a fault, told above').toBe(0);
    } finally {
      await server.stop();
    }
  });
}
