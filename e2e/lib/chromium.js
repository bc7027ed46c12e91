import { existsSync } from 'node:fs';

/** Finds the Chromium of the system; the tests bring no browser of their own. */
export function chromiumPath() {
  const names = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const found = names.find((n) => n && existsSync(n));
  if (!found) throw new Error('Chromium is missing; install it (apt-get install chromium) or set CHROMIUM to its path.');
  return found;
}

/** A browser that talks to nobody but the server under test. */
export const launchArgs = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];
