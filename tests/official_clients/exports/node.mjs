// Runs exported modules one after the other, and says what each printed.

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

const [base] = process.argv.slice(2);
const require = createRequire(join(process.env.CLIENTS_NODE, 'package.json'));
const { gaxios } = require('google-auth-library');

// Google's library writes to Google's own token address, whatever a person's file says.
const real = gaxios.Gaxios.prototype.request;
gaxios.Gaxios.prototype.request = function (options) {
  const url = String(options.url).replace('https://oauth2.googleapis.com', base);
  return real.call(this, { ...options, url });
};

const say = console.log;
for (const { file, environment } of JSON.parse(await text(process.stdin))) {
  Object.assign(process.env, environment);
  const printed = [];
  console.log = (...words) => printed.push(words.join(' '));
  try {
    await import(pathToFileURL(file));
    say(JSON.stringify({ printed: printed.join('\n') }));
  } catch (error) {
    say(JSON.stringify({ wrong: String(error.stack) }));
  }
}
