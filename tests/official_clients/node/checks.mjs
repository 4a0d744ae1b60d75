// The named checks: the REST form of @google-apps/chat, @googleapis/chat, and google-auth-library.

import { deepStrictEqual as same, match, notStrictEqual, ok } from 'node:assert';
import { generateKeyPairSync, randomUUID } from 'node:crypto';

import { fresh, granted, words } from './world.mjs';

const FALLBACK = 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD';
const OR_FAIL = 'REPLY_MESSAGE_OR_FAIL';
const CARD = {
  header: { title: 'Release', subtitle: '你好 👋🏽' },
  sections: [
    {
      widgets: [
        { decoratedText: { text: '<b>2.4</b>', startIcon: { knownIcon: 'STAR' } } },
        { buttonList: { buttons: [{ text: 'Open', type: 'FILLED', onClick: { openLink: { url: 'https://example.com/r' } } }] } },
      ],
    },
  ],
};

/** The error of the gapic client: the HTTP status as its code, and the google.rpc.Status as its message. */
async function refused(code, status, words, call) {
  const error = await call().then(
    () => ok(false, `it was accepted, ${code} was due`),
    (error) => error,
  );
  same(Number(error.code), code, `code ${error.code}: ${error.message}`);
  const told = JSON.parse(error.message).error;
  same([told.code, told.status], [code, status]);
  ok(told.message.includes(words), `${words} is not in ${told.message}`);
  return told;
}

/** The HTTP error of the discovery client, with the google.rpc.Status in its body. */
async function refusedHttp(code, status, words, call) {
  const error = await call().then(
    () => ok(false, `it was accepted, ${code} was due`),
    (error) => error,
  );
  same(error.response?.status, code, error.message);
  const told = error.response.data.error;
  same([told.code, told.status], [code, status]);
  ok(told.message.includes(words), `${words} is not in ${told.message}`);
}

export const checks = {
  'a service account gets a token': async ({ sandbox }) => {
    const tokens = await granted(sandbox).authorize();
    ok(tokens.access_token && tokens.expiry_date > Date.now(), JSON.stringify(tokens));
  },
  'another key is a wrong signature': async ({ sandbox }) => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
    const error = await granted(sandbox, { key }).authorize().catch((error) => error);
    match(error.message, /invalid_grant.*Invalid JWT Signature\./);
  },
  'a token without a chat scope opens nothing': async ({ sandbox, base }) => {
    const cloud = granted(sandbox, { scopes: ['https://www.googleapis.com/auth/cloud-platform'] });
    const error = await cloud.request({ url: `${base}/v1/spaces` }).catch((error) => error);
    same([error.response.status, error.response.data.error.status], [403, 'PERMISSION_DENIED']);
    same(error.response.data.error.details[0].reason, 'ACCESS_TOKEN_SCOPE_INSUFFICIENT');
  },
  'the user comes in by a refresh token': async ({ userJson }) => {
    ok((await userJson.list({})).data.spaces.length > 0, 'no spaces');
  },
  'every space is iterated over pages': async ({ app, spaces }) => {
    const names = [];
    for await (const space of app.listSpacesAsync({ pageSize: 2 }, { autoPaginate: false })) names.push(space.name);
    same(names.sort(), spaces.map((space) => space.name).sort());
  },
  'choices arrive as words although asked for as numbers': async ({ spaces }) => {
    same([...new Set(spaces.map((space) => space.spaceType))].sort(), ['DIRECT_MESSAGE', 'GROUP_CHAT', 'SPACE']);
  },
  'the discovery client pages and filters': async ({ appJson, spaces }) => {
    const names = [];
    let pageToken;
    do {
      const { data } = await appJson.list({ pageSize: 1, pageToken, filter: 'spaceType = "SPACE"' });
      names.push(...data.spaces.map((space) => space.name));
      pageToken = data.nextPageToken;
    } while (pageToken);
    const expected = spaces.filter((space) => space.spaceType === 'SPACE').map((space) => space.name);
    same(names.sort(), expected.sort());
  },
  'a space is got by its name': async ({ app, threaded, spaces }) => {
    const [space] = await app.getSpace({ name: threaded });
    same(space.displayName, spaces.find((one) => one.name === threaded).displayName);
  },
  'members are people': async ({ app, threaded }) => {
    const [members] = await app.listMemberships({ parent: threaded });
    ok(members.length > 0 && members.every((one) => one.member.type === 'HUMAN' && one.state === 'JOINED'));
  },
  'a text comes back as a message': async (world) => {
    const sent = await world.send({ text: '你好👋🏽🌎 ·é· 👩‍👩‍👧‍👦\n"x" \\' });
    same([sent.text, sent.sender.type], ['你好👋🏽🌎 ·é· 👩‍👩‍👧‍👦\n"x" \\', 'BOT']);
    const [found] = await world.app.getMessage({ name: sent.name });
    same([found.text, found.createTime], [sent.text, sent.createTime]);
  },
  'a reply joins its thread, by key and by name': async ({ send }) => {
    const threadKey = fresh('key-');
    const root = await send({ thread: { threadKey } }, { messageReplyOption: FALLBACK });
    const byKey = await send({ thread: { threadKey } }, { messageReplyOption: OR_FAIL });
    const byName = await send({ thread: { name: root.thread.name } }, { messageReplyOption: OR_FAIL });
    same([byKey.thread.name, byName.thread.name], [root.thread.name, root.thread.name]);
    same([root.threadReply, byKey.threadReply, byName.threadReply], [false, true, true]);
    const loose = await send({ thread: { name: root.thread.name } });
    notStrictEqual(loose.thread.name, root.thread.name);
  },
  'a reply to no thread fails': async ({ send, threaded }) => {
    const thread = { name: `${threaded}/threads/nowhere1234` };
    await refused(404, 'NOT_FOUND', '', () => send({ thread }, { messageReplyOption: OR_FAIL }));
    const words = 'The request contains an invalid thread resource name';
    await refused(400, 'INVALID_ARGUMENT', words, () => send({ thread: { name: 'abc' } }, { messageReplyOption: FALLBACK }));
  },
  'the same request makes one message': async ({ send }) => {
    const requestId = randomUUID();
    const first = await send({}, { requestId });
    same((await send({ text: 'another' }, { requestId })).name, first.name);
  },
  'a client id is unique and well formed': async ({ app, send, threaded }) => {
    const messageId = fresh();
    const sent = await send({}, { messageId });
    same((await app.getMessage({ name: `${threaded}/messages/${messageId}` }))[0].name, sent.name);
    await refused(409, 'ALREADY_EXISTS', '', () => send({}, { messageId }));
    await refused(400, 'INVALID_ARGUMENT', '', () => send({}, { messageId: 'release-1' }));
  },
  'a card by the app makes the round trip': async ({ app, send }) => {
    const sent = await send({ cardsV2: [{ cardId: 'one', card: CARD }] });
    const [{ cardsV2 }] = await app.getMessage({ name: sent.name });
    const button = cardsV2[0].card.sections[0].widgets[1].buttonList.buttons[0];
    same([cardsV2[0].card.header.subtitle, button.type], ['你好 👋🏽', 'FILLED']);
    same(button.onClick.openLink.url, 'https://example.com/r');
  },
  'a card in plain JSON comes back as sent': async ({ appJson, threaded }) => {
    const requestBody = { text: words(), cardsV2: [{ cardId: 'one', card: CARD }] };
    const { data } = await appJson.messages.create({ parent: threaded, requestBody });
    same(data.cardsV2[0].card, CARD);
  },
  'a card by a user is refused in Google’s words': async ({ userJson, threaded }) => {
    const requestBody = { text: 'x', cardsV2: [{ cardId: 'one', card: CARD }] };
    const told = 'Message cannot have cards for requests carrying human credentials.';
    await refusedHttp(400, 'INVALID_ARGUMENT', told, () => userJson.messages.create({ parent: threaded, requestBody }));
  },
  'an unknown field is named with its place': async ({ appJson, threaded }) => {
    const requestBody = { cardsV2: [{ card: { ...CARD, footer: {} } }] };
    const told = `Unknown name "footer" at 'message.cards_v2[0].card': Cannot find field.`;
    await refusedHttp(400, 'INVALID_ARGUMENT', told, () => appJson.messages.create({ parent: threaded, requestBody }));
  },
  'a space without the app is closed': async ({ send, foreign }) => {
    await refused(403, 'PERMISSION_DENIED', 'This Chat app is not a member of this space.', () => send({}, { parent: foreign }));
  },
  'a missing scope is told by its reason': async ({ app, threaded }) => {
    const words = 'Request had insufficient authentication scopes.';
    const told = await refused(403, 'PERMISSION_DENIED', words, () => app.listMessages({ parent: threaded }));
    same(told.details[0].reason, 'ACCESS_TOKEN_SCOPE_INSUFFICIENT');
  },
  'a strange token is unauthenticated': async ({ base }) => {
    const answer = await fetch(`${base}/v1/spaces`, { headers: { authorization: 'Bearer ya29.strange' } });
    const { error } = await answer.json();
    same([answer.status, error.code, error.status], [401, 401, 'UNAUTHENTICATED']);
  },
  'a private message is hidden from others': async ({ app, user, send, threaded }) => {
    const me = (await send({}, {}, user)).sender.name;
    const [members] = await app.listMemberships({ parent: threaded });
    const other = members.find((one) => one.member.name !== me).member.name;
    const mine = await send({ privateMessageViewer: { name: me } });
    const hidden = await send({ privateMessageViewer: { name: other } });
    same((await user.getMessage({ name: mine.name }))[0].name, mine.name);
    const error = await user.getMessage({ name: hidden.name }).catch((error) => error);
    ok([403, 404].includes(Number(error.code)), String(error.code));
  },
  'messages are listed newest first on request': async ({ user, send, threaded }) => {
    const sent = [(await send()).name, (await send()).name];
    const [page] = await user.listMessages(
      { parent: threaded, pageSize: 2, orderBy: 'create_time DESC' },
      { autoPaginate: false },
    );
    same(page.map((one) => one.name), sent.reverse());
  },
  'a message is edited by PUT and by PATCH': async ({ app, appJson, send }) => {
    const { name } = await send();
    const [edited] = await app.updateMessage({ message: { name, text: 'once' }, updateMask: { paths: ['text'] } });
    same(edited.text, 'once');
    const { data } = await appJson.messages.patch({ name, updateMask: 'text', requestBody: { text: 'twice' } });
    same(data.text, 'twice');
    ok(data.lastUpdateTime, 'no lastUpdateTime');
  },
  'a deleted message is gone': async ({ app, send }) => {
    const { name } = await send();
    await app.deleteMessage({ name });
    await refused(404, 'NOT_FOUND', '', () => app.getMessage({ name }));
  },
  'reactions come and go': async ({ user, send }) => {
    const { name: parent } = await send();
    const reaction = { emoji: { unicode: '🎉' } };
    const [made] = await user.createReaction({ parent, reaction });
    await refused(409, 'ALREADY_EXISTS', '', () => user.createReaction({ parent, reaction }));
    same((await user.listReactions({ parent }))[0].map((one) => one.name), [made.name]);
    await user.deleteReaction({ name: made.name });
    same((await user.listReactions({ parent }))[0], []);
  },
};
