<?php
$body = <<<'JSON'
{
  "text": "Nightly build done\nAll 214 tests are green 🎉"
}
JSON;

$context = stream_context_create(['http' => ['method' => 'POST', 'content' => $body]]);
echo file_get_contents(getenv('CHAT_WEBHOOK_URL'), false, $context);
