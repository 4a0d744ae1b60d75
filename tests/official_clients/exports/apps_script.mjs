// Runs exported scripts with the few services of Apps Script that they call, and says what each sent.

import { constants, createHash, createPublicKey, createSign, createVerify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { runInNewContext } from 'node:vm';

const [, keyFile] = process.argv.slice(2);
const key = readFileSync(keyFile, 'utf8');
const TOKEN = `token-${createHash('sha256').update(key).digest('hex').slice(0, 8)}`;

/** The request that a call of the advanced service stands for, dotted parameters and all. */
function request(message, parent, parameters) {
  const request = { parent };
  for (const [name, value] of Object.entries(parameters ?? {})) {
    const path = name.split('.');
    const last = path.pop();
    const place = path.reduce((place, part) => (place[part] ??= {}), request);
    place[last] = value;
  }
  return { ...request, message };
}

/** The token endpoint, as strict as Google's: what is not signed with the key gets nothing. */
function token({ grant_type: grant, assertion }) {
  const [head, claims, signature] = assertion.split('.');
  const verify = createVerify('RSA-SHA256').update(`${head}.${claims}`);
  const { iss, scope, aud, iat, exp } = JSON.parse(Buffer.from(claims, 'base64url'));
  const { client_email: email, private_key: pem, token_uri: uri } = JSON.parse(key);
  const holds =
    grant === 'urn:ietf:params:oauth:grant-type:jwt-bearer' &&
    !assertion.includes('=') &&
    verify.verify({ key: createPublicKey(pem), padding: constants.RSA_PKCS1_PADDING }, signature, 'base64url') &&
    iss === email && aud === uri && exp - iat <= 3600 && scope === 'https://www.googleapis.com/auth/chat.bot';
  if (!holds) throw new Error(`no token for ${assertion}`);
  return { access_token: TOKEN };
}

const answer = (value) => ({ getContentText: () => JSON.stringify(value) });
const say = console.log;
for (const { file, environment } of JSON.parse(await text(process.stdin))) {
  const code = readFileSync(file, 'utf8');
  const byApp = code.includes('getHeaderWithAppCredentials()');
  const properties = { SERVICE_ACCOUNT_KEY: key, CHAT_WEBHOOK_URL: environment.CHAT_WEBHOOK_URL };
  const sent = [];
  const take = (message) => {
    sent.push(message);
    return { name: 'spaces/S/messages/M' };
  };
  const services = {
    Chat: { Spaces: { Messages: { create(message, parent, parameters, headers) {
      if (byApp && headers?.Authorization !== `Bearer ${TOKEN}`) throw new Error('the app has no token');
      if (!byApp && headers !== undefined) throw new Error('a person needs no header');
      return take(request(message, parent, parameters));
    } } } },
    PropertiesService: { getScriptProperties: () => ({ getProperty: (name) => properties[name] ?? null }) },
    UrlFetchApp: { fetch(url, { method, payload }) {
      if (method !== 'post') throw new Error(method);
      if (typeof payload === 'object') return answer(token(payload));
      const { searchParams } = new URL(url);
      const parameters = Object.fromEntries([...searchParams].filter(([name]) => !['key', 'token'].includes(name)));
      return answer(take(request(JSON.parse(payload), 'spaces/S', parameters)));
    } },
    Utilities: {
      getUuid: () => '5d0dc2f1-9d3b-4a55-8a8c-0d9c4a5d6b10',
      base64EncodeWebSafe: (part) => Buffer.from(part).toString('base64').replaceAll('+', '-').replaceAll('/', '_'),
      computeRsaSha256Signature: (value, pem) => [...createSign('RSA-SHA256').update(value).sign(pem)],
    },
    console: { log() {} },
  };
  try {
    runInNewContext(`${code}\ncreateMessage();`, services);
    if (sent.length !== 1) throw new Error(`${sent.length} messages`);
    // One UUID for all would make all but the first vanish.
    if (sent[0].requestId === services.Utilities.getUuid()) delete sent[0].requestId;
    say(JSON.stringify({ message: sent[0] }));
  } catch (error) {
    say(JSON.stringify({ wrong: String(error.stack ?? error) }));
  }
}
