import os
import urllib.request

BODY = r'''
{
  "text": "\"Release\" 2.4 \\ notes",
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
}
'''

request = urllib.request.Request(os.environ["CHAT_WEBHOOK_URL"], data=BODY.encode("utf-8"))
urllib.request.urlopen(request)
