import { request } from '@playwright/test';

// Addresses that are no page: leaving, files, another site.
const skipped = /^\/(uitloggen|assets\/|inloggen\/oidc|beheer\/regio\/bestand|demo)/;

/** The personas of a demo, in groups by role: [{ role, id, name }]. */
export async function personas(base) {
  const api = await request.newContext({ baseURL: base });
  const html = await (await api.get('/demo')).text();
  await api.dispose();
  const out = [];
  for (const group of html.split(/<h2[^>]*>/).slice(1)) {
    const role = group.slice(0, group.indexOf('<')).trim();
    for (const [, id] of group.matchAll(/name="persona"[^>]*value="([^"]+)"/g)) out.push({ role, id });
  }
  return out;
}

/** Somebody without an account, who sees what is open to all. */
const nobody = { role: 'Zonder account', id: '' };

/** Signs a request context or the one of a browser in as a persona. */
export async function become(api, base, persona) {
  if (persona === nobody) return;
  const answer = await api.post(`${base}/demo`, { form: { persona: persona.id }, headers: { origin: base }, maxRedirects: 0 });
  if (answer.status() !== 303) throw new Error(`signing in as ${persona.role} answers ${answer.status()}`);
}

/** What kind of page an address is: without ids, and with only the names of its questions. */
export function template(url) {
  const path = url.pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}').replace(/(\/werk\/\{id\}\/).*/, '$1{taak}');
  return [path, ...[...new Set(url.searchParams.keys())].sort()].join(' ');
}

/**
 * Walks through all links as each persona and gives one page of every kind:
 * [{ persona, path, template }]. With every true, each persona has its own.
 */
export async function inventory(base, { every = false } = {}) {
  const seen = new Set();
  const out = [];
  const broken = [];
  const roles = new Set();
  for (const persona of [...(await personas(base)), nobody]) {
    if (!every && roles.has(persona.role)) continue;
    roles.add(persona.role);
    if (every) seen.clear();
    const api = await request.newContext({ baseURL: base });
    await become(api, base, persona);
    const begin = persona === nobody ? '/inloggen' : '/';
    const queue = [[begin, '']];
    const asked = new Set([begin]);
    while (queue.length > 0) {
      const [address, from] = queue.shift();
      const answer = await api.get(address);
      const here = new URL(answer.url());
      if (!(answer.headers()['content-type'] ?? '').startsWith('text/html')) continue;
      if (answer.status() !== 200) {
        broken.push(`${persona.role}: ${here.pathname} answers ${answer.status()}, and a link on ${from} leads to it`);
        continue;
      }
      if (!seen.has(template(here))) {
        seen.add(template(here));
        out.push({ persona, path: here.pathname + here.search, template: template(here) });
      } else if (from !== '') continue; // where somebody begins leads to other pages for each role
      for (const [, href] of (await answer.text()).matchAll(/<a[^>]*\shref="([^"#]+)[^"]*"/g)) {
        const to = new URL(href.replaceAll('&amp;', '&'), here);
        if (to.origin !== here.origin || skipped.test(to.pathname)) continue;
        const kind = template(to);
        if (asked.has(kind) || seen.has(kind)) continue;
        asked.add(kind);
        queue.push([to.pathname + to.search, here.pathname]);
      }
    }
    await api.dispose();
  }
  if (broken.length > 0) throw new Error(broken.join('\n'));
  return out;
}
