import { expect } from '@playwright/test';
import axe from 'axe-core';
import { HtmlValidate } from 'html-validate';

/** The ways in which every page template is looked at. */
export const modes = [
  { name: 'light', media: { colorScheme: 'light' } },
  { name: 'dark', media: { colorScheme: 'dark' }, colours: true },
  { name: 'forced-colors', media: { colorScheme: 'light', forcedColors: 'active' }, colours: true },
  { name: '320 px', media: { colorScheme: 'light' }, width: 320 },
];

// What axe could not decide by itself and a person has looked at, with the reason.
const reviewed = [
  // axe does not measure text inside a picture. Its colours are tokens, and the test of the theme holds every pair
  // of them to 4.5 in each theme; in forced colours the system chooses.
  { id: 'color-contrast', node: /^<(text|tspan)\b/ },
  // On a narrow screen a wide table scrolls under its first column. Its colours are those of the wide screen, where
  // axe judges them.
  { id: 'color-contrast', mode: '320 px', node: /^<(th|td|span class="trede-table__sub)\b/ },
];

// In these modes only colours are other than in the first: the rules about colour tell all there is.
const colourRules = ['color-contrast', 'link-in-text-block'];

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: {
    // The templates write void elements and attributes in one valid way; which way is not our concern here.
    'void-style': 'off', 'doctype-style': 'off', 'attribute-boolean-style': 'off', 'no-trailing-whitespace': 'off',
    'attribute-empty-style': 'off', 'long-title': 'off', 'no-inline-style': 'error', 'require-sri': 'off',
    'prefer-native-element': 'off',
  },
});

/** How many pixels lie below the edge: of the page, or of a part of it that scrolls by itself above a bar. */
function hidden() {
  const parts = [document.documentElement, ...[...document.querySelectorAll('body *')].filter((e) => /auto|scroll/.test(getComputedStyle(e).overflowY))];
  return Math.max(...parts.map((e) => e.scrollHeight - e.clientHeight)) + 50;
}

/** Asks axe, which is put in each page once: its violations, and what it could not decide. */
async function ask(page, part, colours) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe.source);
  return page.evaluate(([within, runOnly]) => window.axe.run(within, { runOnly, resultTypes: ['violations', 'incomplete'] })
    .then(({ violations, incomplete }) => ({ violations, incomplete })), [part, colours ? colourRules : tags]);
}

/** Gives the page the size and colours of a mode. */
async function turn(page, mode, size) {
  await page.emulateMedia({ forcedColors: 'none', reducedMotion: 'reduce', ...mode.media }); // no colour half way to another
  // As high as the page is: what lies behind a bar at the bottom of the screen cannot be judged.
  const width = mode.width ?? size.width;
  await page.setViewportSize({ width, height: size.height });
  await page.setViewportSize({ width, height: size.height + await page.evaluate(hidden) });
}

const tell = (list) => list.map((v) => `${v.id}: ${v.help}\n  ${v.nodes.map((n) => n.html + ' ' + (n.any[0]?.message ?? '')).join('\n  ')}`).join('\n');

/**
 * Looks at the page that is open: axe in every mode, no sideways scrolling, and its HTML.
 * With part, axe looks at that part alone, and within only at these modes.
 */
export async function expectAccessible(page, label, { html, part = 'html', within = modes } = {}) {
  const size = page.viewportSize();
  for (const mode of within) {
    await turn(page, mode, size);
    const found = await ask(page, part, mode.colours);
    expect(tell(found.violations), `${label}, ${mode.name}: axe violations`).toBe('');
    const open = found.incomplete.filter((i) => !i.nodes.every((n) => reviewed.some((r) => r.id === i.id && r.node.test(n.html) && (r.mode ?? mode.name) === mode.name)));
    expect(tell(open), `${label}, ${mode.name}: not looked at`).toBe('');
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(sideways, `${label}, ${mode.name}: scrolls sideways`).toBeLessThanOrEqual(0);
  }
  await page.emulateMedia({ forcedColors: 'none', colorScheme: 'light' });
  await page.setViewportSize(size);
  const report = await validator.validateString(html ?? await (await page.request.get(page.url())).text());
  const wrong = report.results.flatMap((r) => r.messages.map((m) => `${m.line}:${m.column} ${m.ruleId} ${m.message}`));
  expect(wrong.join('\n'), `${label}: html-validate`).toBe('');
}
