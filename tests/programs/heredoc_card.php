<?php
$body = <<<'JSON'
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
JSON;

$context = stream_context_create(['http' => ['method' => 'POST', 'content' => $body]]);
echo file_get_contents(getenv('CHAT_WEBHOOK_URL'), false, $context);
