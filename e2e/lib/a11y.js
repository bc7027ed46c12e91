import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { HtmlValidate } from 'html-validate';

/** The ways in which every page template is looked at. */
export const modes = [
  { name: 'light', media: { colorScheme: 'light' } },
  { name: 'dark', media: { colorScheme: 'dark' } },
  { name: 'forced-colors', media: { colorScheme: 'light', forcedColors: 'active' } },
  { name: '320 px', media: { colorScheme: 'light' }, width: 320 },
];

// What axe could not decide by itself and a person has looked at, with the reason.
const reviewed = [];

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

/** Looks at the page that is open in every mode: axe, HTML and no sideways scrolling. */
export async function expectAccessible(page, label) {
  const size = page.viewportSize();
  for (const mode of modes) {
    await page.emulateMedia({ forcedColors: 'none', ...mode.media });
    if (mode.width) await page.setViewportSize({ width: mode.width, height: 900 });
    const found = await new AxeBuilder({ page }).withTags(tags).analyze();
    const tell = (list) => list.map((v) => `${v.id}: ${v.help}\n  ${v.nodes.map((n) => n.html + ' ' + (n.any[0]?.message ?? '')).join('\n  ')}`).join('\n');
    expect(tell(found.violations), `${label}, ${mode.name}: axe violations`).toBe('');
    const open = found.incomplete.filter((i) => !reviewed.some((r) => r.id === i.id && r.where.test(label)));
    expect(tell(open), `${label}, ${mode.name}: not looked at`).toBe('');
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(sideways, `${label}, ${mode.name}: scrolls sideways`).toBeLessThanOrEqual(0);
  }
  await page.emulateMedia({ forcedColors: 'none', colorScheme: 'light' });
  await page.setViewportSize(size);
  const html = await (await page.request.get(page.url())).text();
  const report = await validator.validateString(html);
  const wrong = report.results.flatMap((r) => r.messages.map((m) => `${m.line}:${m.column} ${m.ruleId} ${m.message}`));
  expect(wrong.join('\n'), `${label}: html-validate`).toBe('');
}
