import { google } from 'googleapis';

const CARD_ID = 'c';
const widgets = [{
  image: {
    imageUrl: 'https://example.com/a.png', // imageUrl
    altText: 'A chart', // altText
  }, // image
}, {
  divider: {}, // divider
}, {
  textParagraph: {
    text: 'Done', // text
  }, // textParagraph
}];
const section = { ...{
  collapsible: true, // collapsible
}, widgets };
const card = { sections: [section] };

export async function notify(auth) {
  const chat = google.chat({ version: 'v1', auth });
  const message = {
    text: '"Release" 2.4 \\ notes',
    thread: {
    threadKey: 'release-2.4', // threadKey
  },
    cardsV2: [{ cardId: CARD_ID, card }],
  };
  await chat.spaces.messages.create({ parent: 'spaces/AAAAnightly', requestBody: message });
}
