<?php
$body = <<<'JSON'
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
JSON;

$context = stream_context_create(['http' => ['method' => 'POST', 'content' => $body]]);
echo file_get_contents(getenv('CHAT_WEBHOOK_URL'), false, $context);
