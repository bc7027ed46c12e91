// Addresses that are no page: leaving, files, another site, a part of a page, and the
// page of the demo itself, which nobody's work leads to.
const skipped = /^\/(uitloggen|assets\/|inloggen\/oidc|beheer\/regio\/bestand|demo|zoeken\/deel)/;

/** Somebody without an account, who sees what is open to all. */
const nobody = { role: 'Zonder account', id: '' };

/** The personas of a demo, in groups by role, and nobody: [{ role, id }]. */
export async function personas(base) {
  const html = await (await fetch(`${base}/demo`)).text();
  const out = [];
  for (const group of html.split(/<h2[^>]*>/).slice(1)) {
    const role = group.slice(0, group.indexOf('<')).trim();
    for (const [, id] of group.matchAll(/name="persona"[^>]*value="([^"]+)"/g)) out.push({ role, id });
  }
  return [...out, nobody];
}

/** Signs in as a persona; gives the cookies as [name, value]. */
async function cookies(base, persona) {
  if (persona === nobody) return [];
  const answer = await fetch(`${base}/demo`, { method: 'POST', body: new URLSearchParams({ persona: persona.id }), headers: { origin: base }, redirect: 'manual' });
  if (answer.status !== 303) throw new Error(`signing in as ${persona.role} answers ${answer.status}`);
  return answer.headers.getSetCookie().map((c) => c.split(';')[0].split(/=(.*)/s).slice(0, 2));
}

/** Signs a browser in as a persona. */
export async function become(context, base, persona) {
  await context.addCookies((await cookies(base, persona)).map(([name, value]) => ({ name, value, url: base, secure: name.startsWith('__Host-') })));
}

/** What kind of page an address is: without ids, and with only the names of its questions. */
export function template(url) {
  const path = url.pathname
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}')
    .replace(/(\/werk\/\{id\}\/).*/, '$1{taak}')
    .replace(/\/v\d+(?=\/|$)/, '/{versie}')
    .replace(/\/(ORI|ONT\d|STA\d)(?=\/|$)/, '/{product}')
    .replace(/\/\d{4}(?=\/|$)/, '/{gemeente}')
    .replace(/(\/inkoop\/instellingen\/)[a-z_]+_[a-z_]+$/, '$1{code}')
    .replace(/\d+$/, '{nr}');
  return [path, ...[...new Set(url.searchParams.keys())].sort()].join(' ');
}

/** The addresses that a page leads to: links, and forms that only ask. */
function links(html, here) {
  const found = [...html.matchAll(/<a[^>]*\shref="([^"#]+)[^"]*"/g), ...html.matchAll(/<form[^>]*method="get"[^>]*action="([^"]+)"/g)];
  return found.map(([, to]) => new URL(to.replaceAll('&amp;', '&'), here)).filter((to) => to.origin === here.origin && !skipped.test(to.pathname));
}

/** Where the forms of a page are sent to, and whether they ask something. */
function actions(html, here) {
  return [...html.matchAll(/<form([^>]*method="post"[^>]*)>(.*?)<\/form>/gs)].map(([, head, inside]) => ({
    to: new URL(head.match(/action="([^"]*)"/)?.[1] ?? '', here),
    asks: /<(textarea|select)\b|type="(text|tel|email|password|number|radio|checkbox|file)"/.test(inside),
  })).filter(({ to }) => !skipped.test(to.pathname));
}

/**
 * Walks through the links as each of these personas, looking at some examples of every kind of
 * page, and gives the kinds, which are other ones in each front (staff, phone, resident):
 * { pages: [{ persona, path, kind }], forms: [{ persona, path, pathname, kind, asks }] };
 * pathname is where a form is sent to, and asks whether there is
 * something to fill in. With every true, each persona has pages of its own. Kinds of page
 * that are known already are left out; from adds where to begin: [{ persona, path }].
 */
export async function inventory(base, who, { every = false, examples = 4, known = [], from = [] } = {}) {
  const pages = [];
  const forms = [];
  const broken = [];
  const seen = new Set(known);
  const sent = new Set();
  for (const persona of who) {
    if (every) for (const kind of seen) if (!known.includes(kind)) seen.delete(kind);
    const cookie = (await cookies(base, persona)).map((c) => c.join('=')).join('; ');
    const begin = [persona === nobody ? '/inloggen' : '/', ''];
    const more = from.filter((f) => f.persona === persona).map((f) => [f.path]);
    const [first, later, asked, count] = [[begin, ...more], [], new Set(), new Map()];
    for (let next; (next = first.shift() ?? later.shift());) {
      const [address, before] = next;
      const answer = await fetch(new URL(address, base), { headers: { cookie } });
      const html = await answer.text();
      const here = new URL(answer.url);
      if (!answer.headers.get('content-type')?.startsWith('text/html')) continue;
      if (answer.status !== 200) {
        if (before !== undefined) broken.push(`${persona.role}: ${here.pathname} answers ${answer.status}, and a link on ${before} leads to it`);
        continue;
      }
      const path = here.pathname + here.search;
      const kindHere = [template(here), html.match(/<body[^>]*trede-body--(\w+)/)?.[1]].join(' ');
      if (!seen.has(kindHere)) pages.push({ persona, path, kind: kindHere });
      seen.add(kindHere);
      for (const { to, asks } of actions(html, here)) {
        const kind = template(to);
        if (!sent.has(kind)) forms.push({ persona, path, pathname: to.pathname, kind, asks });
        sent.add(kind);
      }
      for (const to of links(html, here)) {
        const kind = template(to);
        const nr = count.get(kind) ?? 0;
        if (nr === examples || asked.has(to.href)) continue;
        asked.add(to.href);
        count.set(kind, nr + 1);
        (nr === 0 ? first : later).push([to.pathname + to.search, here.pathname]);
      }
    }
  }
  if (broken.length > 0) throw new Error(broken.join('\n'));
  return { pages, forms };
}
