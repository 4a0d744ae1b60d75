import https from 'node:https';

const body = `{
  "cardsV2": [
    {
      "cardId": "nightly",
      "card": {
        "header": {
          "title": "Nightly build",
          "subtitle": "main"
        },
        "sections": [
          {
            "header": "Result",
            "widgets": [
              {
                "decoratedText": {
                  "topLabel": "State",
                  "text": "It's <b>green</b>"
                }
              },
              {
                "buttonList": {
                  "buttons": [
                    {
                      "text": "Open the log",
                      "onClick": {
                        "openLink": {
                          "url": "https://example.com/log?a=1&b=2"
                        }
                      }
                    }
                  ]
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
