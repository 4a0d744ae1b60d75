// Starts the sandbox as a user would, and ends it by its pid.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../../..');

/** `chatquill sandbox --credentials DIR`, ready once its base address is read. */
export async function start() {
  const binary = process.env.CHATQUILL_BIN || join(ROOT, 'target/debug/chatquill');
  const folder = mkdtempSync(join(tmpdir(), 'official-clients-'));
  const child = spawn(binary, ['sandbox', '--credentials', folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((done) => child.once('exit', done));
  const first = createInterface(child.stdout)[Symbol.asyncIterator]().next();
  const failed = new Promise((_, fail) => child.once('error', fail));
  const base = (await Promise.race([first, failed])).value ?? '';
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  if (!base.startsWith('http://127.0.0.1:')) {
    await stop();
    throw new Error(`${binary} sandbox printed ${JSON.stringify(base)} in place of its base address`);
  }
  const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  return { base, stop, app: read('service-account.json'), user: read('authorized-user.json') };
}
