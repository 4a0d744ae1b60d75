import os
import urllib.request

BODY = r'''
{
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
}
'''

request = urllib.request.Request(os.environ["CHAT_WEBHOOK_URL"], data=BODY.encode("utf-8"))
urllib.request.urlopen(request)
