/**
 * Tells the room's people that the nightly build is done.
 * Don't forget the token: { "token": "…" } goes into the environment.
 */
const url = process.env.CHAT_WEBHOOK_URL; // don't print it
const quotes = /['"`{]/g;

const message = {
  text: '"Release" 2.4 \\ notes', // text
  thread: {
    threadKey: 'release-2.4', // threadKey
  }, // thread
  cardsV2: [{
    cardId: 'c', // cardId
    card: {
      sections: [{
        collapsible: true, // collapsible
        widgets: [{
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
