import { google } from 'googleapis';

const CARD_ID = 'nightly';
const widgets = [{
  decoratedText: {
    topLabel: 'State', // topLabel
    text: 'It\'s <b>green</b>', // text
  }, // decoratedText
}, {
  buttonList: {
    buttons: [{
      text: 'Open the log', // text
      onClick: {
        openLink: {
          url: 'https://example.com/log?a=1&b=2', // url
        }, // openLink
      }, // onClick
    }], // buttons
  }, // buttonList
}];
const section = { ...{
  header: 'Result', // header
}, widgets };
const header = {
  title: 'Nightly build', // title
  subtitle: 'main', // subtitle
};
const card = { header, sections: [section] };

export async function notify(auth) {
  const chat = google.chat({ version: 'v1', auth });
  const message = {
    cardsV2: [{ cardId: CARD_ID, card }],
  };
  await chat.spaces.messages.create({ parent: 'spaces/AAAAnightly', requestBody: message });
}
