<?php
/**
 * Tells the room's people that the nightly build is done.
 * Don't forget the token: {"token": "…"} goes into the environment.
 */
$message = [
    'text' => '"Release" 2.4 \\ notes',
    'thread' => [
        'threadKey' => 'release-2.4',
    ],
    'cardsV2' => [[
        'cardId' => 'c',
        'card' => [
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
        ],
    ]],
];

$curl = curl_init(getenv('CHAT_WEBHOOK_URL')); # don't print it
curl_setopt($curl, CURLOPT_HTTPHEADER, ['Content-Type: application/json']);
curl_setopt($curl, CURLOPT_POSTFIELDS, json_encode($message));
if (curl_exec($curl) === false) {
    echo "It failed: {$curl}\n";
}
