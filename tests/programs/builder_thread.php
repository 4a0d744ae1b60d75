<?php

namespace App;

$message = [];
$message['text'] = '"Release" 2.4 \\ notes';
$message['thread'] = [
    'threadKey' => 'release-2.4',
];
$card = [
    'sections' => [[
        'collapsible' => true,
        'widgets' => [[
            'image' => [
                'imageUrl' => 'https://example.com/a.png',
                'altText' => 'A chart',
            ],
        ], [
            'divider' => new stdClass(),
        ], [
            'textParagraph' => [
                'text' => 'Done',
            ],
        ]],
    ]],
];
$message['cardsV2'] = [
    ['cardId' => 'c', 'card' => $card],
];

(new Client())->post($url, ['json' => $message]);
