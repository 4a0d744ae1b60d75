package main

import (
	"net/http"
	"os"
	"strings"
)

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
}`

func main() {
	http.Post(os.Getenv("CHAT_WEBHOOK_URL"), "application/json", strings.NewReader(body))
}
