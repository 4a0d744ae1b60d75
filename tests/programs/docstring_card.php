<?php
/**
 * Tells the room's people that the nightly build is done.
 * Don't forget the token: {"token": "…"} goes into the environment.
 */
$message = [
    'cardsV2' => [[
        'cardId' => 'nightly',
        'card' => [
            'header' => [
                'title' => 'Nightly build',
                'subtitle' => 'main',
            ],
            'sections' => [[
                'header' => 'Result',
                'widgets' => [[
                    'decoratedText' => [
                        'topLabel' => 'State',
                        'text' => 'It\'s <b>green</b>',
                    ],
                ], [
                    'buttonList' => [
                        'buttons' => [[
                            'text' => 'Open the log',
                            'onClick' => [
                                'openLink' => [
                                    'url' => 'https://example.com/log?a=1&b=2',
                                ],
                            ],
                        ]],
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
