require "net/http"

body = <<~'JSON'.strip
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
JSON

Net::HTTP.post(URI(ENV.fetch("CHAT_WEBHOOK_URL")), body)
