import { expect, test } from '@playwright/test';
import { expectAccessible } from './lib/a11y.js';
import { become, inventory } from './lib/pages.js';
import { serveDemo } from './lib/server.js';

// Every kind of page, as a persona that may see it; with ALLES=1 every persona. The
// work is cut in parts, so that two browsers share it.
const parts = 4;
const every = process.env.ALLES === '1';

test.describe.configure({ mode: 'parallel' });

for (let part = 0; part < parts; part++) {
  test(`@a11y every kind of page, part ${part + 1} of ${parts}`, async ({ browser }) => {
    test.setTimeout(every ? 3_600_000 : 600_000);
    const server = await serveDemo({ inwoners: 80 }); // enough for a page of every kind
    try {
      const pages = (await inventory(server.base, { every })).filter((_, i) => i % parts === part);
      expect(pages.length, 'a part without pages shows nothing').toBeGreaterThan(5);
      const wrong = []; // all of it, not only the first page
      let context;
      let who;
      for (const { persona, path, template } of pages) {
        if (who !== persona.id) {
          await context?.close();
          context = await browser.newContext({ baseURL: server.base });
          await become(context.request, server.base, persona);
          who = persona.id;
        }
        const page = await context.newPage();
        await page.goto(path);
        const label = `${persona.role}: ${template}`;
        await test.step(label, () => expectAccessible(page, label).catch((e) => wrong.push(e.message)));
        await page.close();
      }
      expect(wrong.join('\n\n')).toBe('');
      console.log(`${pages.length} kinds of page`);
    } finally {
      await server.stop();
    }
  });
}
