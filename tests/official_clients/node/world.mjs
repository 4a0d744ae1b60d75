// Google's clients aimed at the sandbox, and the places they find there.

import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../../..');
const installed = process.env.CLIENTS_NODE || join(ROOT, 'target/clients/node');
const require = createRequire(join(installed, 'package.json'));
const { ChatServiceClient } = require('@google-apps/chat');
const { chat } = require('@googleapis/chat');
const { GoogleAuth, JWT, UserRefreshClient, gaxios } = require('google-auth-library');

export const BOT = 'https://www.googleapis.com/auth/chat.bot';
let count = 0;

export const words = () => `node ${(count += 1)}`;
export const fresh = (prefix = 'client-') => prefix + randomUUID().replaceAll('-', '').slice(0, 20);

/** The library writes to Google's token address whatever the key says; only the address is changed. */
function towards(base) {
  const transporter = new gaxios.Gaxios();
  transporter.interceptors.request.add({
    resolved: async (options) => {
      options.url = new URL(String(options.url).replace('https://oauth2.googleapis.com', base));
      return options;
    },
  });
  return transporter;
}

/** The app by an access token from the token endpoint. */
export function granted({ base, app }, changes = {}) {
  const { client_email: email, private_key: key, private_key_id: keyId } = app;
  return new JWT({ email, key, keyId, scopes: [BOT], transporter: towards(base), ...changes });
}

/** The clients of an app and of a user. */
export async function world(sandbox) {
  const { base, app, user } = sandbox;
  const { hostname, port } = new URL(base);
  const person = new UserRefreshClient({
    clientId: user.client_id,
    clientSecret: user.client_secret,
    refreshToken: user.refresh_token,
    endpoints: { oauth2TokenUrl: `${base}/token` },
  });
  const typed = (auth) =>
    new ChatServiceClient({ ...auth, fallback: true, protocol: 'http', apiEndpoint: hostname, port: Number(port) });
  const world = {
    sandbox,
    base,
    app: typed({ auth: new GoogleAuth({ credentials: app, scopes: [BOT] }) }),
    user: typed({ authClient: person }),
    appJson: chat({ version: 'v1', rootUrl: `${base}/`, auth: granted(sandbox) }).spaces,
    userJson: chat({ version: 'v1', rootUrl: `${base}/`, auth: person }).spaces,
  };
  [world.spaces] = await world.app.listSpaces({});
  const [theirs] = await world.user.listSpaces({});
  const shared = new Set(theirs.map((space) => space.name));
  for (const { name, spaceType, spaceThreadingState } of world.spaces) {
    if (spaceType !== 'SPACE' || spaceThreadingState !== 'THREADED_MESSAGES' || !shared.has(name)) continue;
    const [{ permissionSettings }] = await world.user.getSpace({ name });
    if (permissionSettings?.postMessages && !permissionSettings.postMessages.membersAllowed) continue;
    world.threaded = name;
    break;
  }
  const own = new Set(world.spaces.map((space) => space.name));
  world.foreign = theirs.find((space) => space.spaceType === 'SPACE' && !own.has(space.name)).name;
  world.send = async (message = {}, request = {}, client = world.app) => {
    const whole = { parent: world.threaded, message: { text: words(), ...message }, ...request };
    return (await client.createMessage(whole))[0];
  };
  return world;
}
