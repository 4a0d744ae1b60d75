// Google's Node.js clients against the sandbox: `node tests/official_clients/node/run.mjs [part of a name]`.

import { checks } from './checks.mjs';
import { start } from './sandbox.mjs';
import { world } from './world.mjs';

const only = process.argv[2] ?? '';
const sandbox = await start();
let passed = 0;
let failed = 0;
try {
  const places = await world(sandbox);
  for (const [name, check] of Object.entries(checks)) {
    if (!name.includes(only)) continue;
    try {
      await check(places);
      passed += 1;
      console.log(`ok node: ${name}`);
    } catch (error) {
      failed += 1;
      const at = /checks\.mjs:\d+/.exec(error.stack ?? '')?.[0] ?? '';
      console.log(`FAIL node: ${name}: ${String(error.message).replaceAll(/\s+/g, ' ').slice(0, 600)} (${at})`);
    }
  }
} finally {
  await sandbox.stop();
}
console.log(`node: ${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
