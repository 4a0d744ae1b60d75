import https from 'node:https';

const body = `{
  "text": "\\"Release\\" 2.4 \\\\ notes",
  "thread": {
    "threadKey": "release-2.4"
  },
  "cardsV2": [
    {
      "cardId": "c",
      "card": {
        "sections": [
          {
            "collapsible": true,
            "widgets": [
              {
                "image": {
                  "imageUrl": "https://example.com/a.png",
                  "altText": "A chart"
                }
              },
              {
                "divider": {}
              },
              {
                "textParagraph": {
                  "text": "Done"
                }
              }
            ]
          }
        ]
      }
    }
  ]
}`;

const request = https.request(process.env.CHAT_WEBHOOK_URL, { method: 'POST' });
request.write(body);
request.end();
