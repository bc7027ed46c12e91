import { expect } from '@playwright/test';
import axe from 'axe-core';
import { HtmlValidate } from 'html-validate';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const everything = { runOnly: tags };

// Where only colours are other than in the first mode, the rules about colour tell all there is.
const colours = { runOnly: ['color-contrast', 'link-in-text-block'] };

/**
 * The ways in which every page template is looked at, each with what axe is asked. Judging
 * colours takes most of its time, so that is done where colours can be wrong: in forced colours
 * the system chooses all but those that a page keeps as its own, and a narrow page has the
 * colours of a wide one. With ALLES=1 everything is asked in each.
 */
export const modes = [
  { name: 'light', media: { colorScheme: 'light' }, ask: everything },
  { name: 'dark', media: { colorScheme: 'dark' }, ask: colours },
  { name: 'forced-colors', media: { colorScheme: 'light', forcedColors: 'active' }, ask: colours, own: true },
  { name: '320 px', media: { colorScheme: 'light' }, width: 320, ask: { ...everything, rules: { 'color-contrast': { enabled: false } } } },
].map((mode) => process.env.ALLES === '1' ? { ...mode, ask: everything, own: false } : mode);

// What axe could not decide by itself and a person has looked at, with the reason.
const reviewed = [
  // axe does not measure text inside a picture. Its colours are tokens, and the test of the theme holds every pair
  // of them to 4.5 in each theme; in forced colours the system chooses.
  { id: 'color-contrast', node: /^<(text|tspan)\b/ },
  // On a narrow screen a wide table scrolls under its first column. Its colours are those of the wide screen, where
  // axe judges them.
  { id: 'color-contrast', mode: '320 px', node: /^<(th|td|span class="trede-table__sub)\b/ },
];

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

/** Marks what keeps its own colours where the system chooses all others; false when nothing does. */
function markOwn(part) {
  const own = [...document.querySelectorAll(`${part} *`)].filter((e) => getComputedStyle(e).forcedColorAdjust === 'none');
  own.forEach((e) => e.setAttribute('data-eigen-kleur', ''));
  return own.length > 0;
}

/** Asks axe, which is put in each page once: its violations, and what it could not decide. */
async function ask(page, part, mode) {
  if (mode.own && !await page.evaluate(markOwn, part)) return { violations: [], incomplete: [] };
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe.source);
  return page.evaluate(([within, options]) => window.axe.run(within, { ...options, resultTypes: ['violations', 'incomplete'] })
    .then(({ violations, incomplete }) => ({ violations, incomplete })), [mode.own ? '[data-eigen-kleur]' : part, mode.ask]);
}

/** Gives the page the colours of a mode, and its width when that is another. */
async function turn(page, mode, size) {
  await page.emulateMedia({ forcedColors: 'none', reducedMotion: 'reduce', ...mode.media }); // no colour half way to another
  const width = mode.width ?? size.width;
  const now = page.viewportSize();
  if (now.width === width && now.height !== size.height) return;
  // As high as the page is: what lies behind a bar at the bottom of the screen cannot be judged.
  if (now.width !== width) await page.setViewportSize({ width, height: size.height });
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
    const found = await ask(page, part, mode);
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
