/**
 * Tells the room's people that the nightly build is done.
 * Don't forget the token: { "token": "…" } goes into the environment.
 */
const url = process.env.CHAT_WEBHOOK_URL; // don't print it
const quotes = /['"`{]/g;

const message = {
  cardsV2: [{
    cardId: 'nightly', // cardId
    card: {
      header: {
        title: 'Nightly build', // title
        subtitle: 'main', // subtitle
      }, // header
      sections: [{
        header: 'Result', // header
        widgets: [{
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
        }], // widgets
      }], // sections
    }, // card
  }], // cardsV2
};

async function main() {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(message),
  });
  console.log(`Sent ${(await response.json()).name}`.replace(quotes, ''));
}

main();
