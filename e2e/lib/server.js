import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const binary = resolve(import.meta.dirname, '../../bin/trede');

function freePort() {
  return new Promise((done, fail) => {
    const s = createServer();
    s.on('error', fail);
    s.listen(0, '127.0.0.1', () => {
      const { port } = s.address();
      s.close(() => done(port));
    });
  });
}

/** Starts a command of the real binary and waits until it answers. */
async function start(args, dir, base) {
  const child = spawn(binary, args, { cwd: dir, env: { PATH: process.env.PATH, HOME: dir }, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stdout.on('data', (d) => { log += d; });
  child.stderr.on('data', (d) => { log += d; });
  const ended = new Promise((done) => { child.on('exit', (code) => done(code)); });
  for (let i = 0; i < 2400; i++) {
    const gone = await Promise.race([ended, new Promise((r) => { setTimeout(() => r('waiting'), 50); })]);
    if (gone !== 'waiting') throw new Error(`trede ended with ${gone}:\n${log}`);
    try {
      if ((await fetch(`${base}/healthz`)).ok) break;
    } catch { /* not yet */ }
  }
  return {
    base, dir,
    log: () => log,
    /** With keep true the database stays, to be served again. */
    async stop({ keep = false } = {}) {
      child.kill('SIGTERM');
      await ended;
      if (!keep) rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Serves a made-up region; the same seed and day give the same pages. */
export async function serveDemo({ inwoners = 40, seed = 1, tot = '2026-11-20' } = {}) {
  return demo(mkdtempSync(join(tmpdir(), 'trede-e2e-')), await freePort(), tot, '--inwoners', `${inwoners}`, '--seed', `${seed}`);
}

/** Serves a demo again on a later day, at the same address. */
export async function serveLater(server, tot) {
  await server.stop({ keep: true });
  return demo(server.dir, new URL(server.base).port, tot);
}

function demo(dir, port, tot, ...more) {
  return start(['demo', '--listen', `127.0.0.1:${port}`, '--tot', tot, '--db', join(dir, 'demo.db'), ...more], dir, `http://localhost:${port}`);
}

/** Serves a new, empty installation; gives its one-time set-up code. */
export async function serveEmpty() {
  const dir = mkdtempSync(join(tmpdir(), 'trede-e2e-'));
  const port = await freePort();
  const base = `http://localhost:${port}`;
  const s = await start(['serve', '--listen', `127.0.0.1:${port}`, '--base-url', base, '--db', join(dir, 'trede.db'), '--key-file', join(dir, 'trede.key')], dir, base);
  const file = join(dir, 'trede-inrichtcode.txt');
  return { ...s, setupCode: existsSync(file) ? readFileSync(file, 'utf8').match(/[0-9A-Z]{4}(-[0-9A-Z]{4})+/)?.[0] : undefined };
}
