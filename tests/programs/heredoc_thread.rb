require "net/http"

body = <<~'JSON'.strip
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
JSON

Net::HTTP.post(URI(ENV.fetch("CHAT_WEBHOOK_URL")), body)
