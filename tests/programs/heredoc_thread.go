package main

import (
	"net/http"
	"os"
	"strings"
)

const body = `{
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
}`

func main() {
	http.Post(os.Getenv("CHAT_WEBHOOK_URL"), "application/json", strings.NewReader(body))
}
