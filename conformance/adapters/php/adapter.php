#!/usr/bin/env php
<?php
// Answers reqsig's adapter protocol, version 1, by calls of an implementation: here sign.php and verify.php.
// Run it with: reqsig test -- php conformance/adapters/php/adapter.php
declare(strict_types=1);

require __DIR__ . '/sign.php';
require __DIR__ . '/verify.php';

// PHP would go on after a warning, such as for a missing credential, and print it among the answers.
set_error_handler(fn (int $level, string $text) => throw new ErrorException($text, 0, $level));

const HELLO = [
    'protocol' => 1,
    'implementation' => ['name' => 'example-php', 'version' => '1.0', 'language' => 'php'],
    'schemes' => SCHEMES,
    'ops' => ['message', 'sign', 'verify'],
];

function answer(array $question): array
{
    ['op' => $op, 'scheme' => $scheme] = $question + ['scheme' => ''];
    if (!in_array($op, HELLO['ops'], true) || !in_array($scheme, HELLO['schemes'], true)) {
        return ['unsupported' => "$op of $scheme"];
    }
    ['method' => $method, 'target' => $target, 'headers' => $headers, 'body_base64' => $body] = $question['request'];
    $request = new Request($method, $target, $headers, base64_decode($body, strict: true));
    $given = [$scheme, $question['credentials'], $question['now_ms'], $request];
    if ($op === 'verify') {
        try {
            verify(...$given);
            return ['verdict' => 'accept'];
        } catch (Rejected $rejected) {
            return ['verdict' => 'reject', 'reason' => $rejected->getMessage()];
        }
    }
    [$message, $headers] = sign(...$given);
    if ($op === 'message') {
        return ['message_base64' => base64_encode($message)];
    }
    return ['headers' => array_map(null, array_keys($headers), array_values($headers))];
}

while (($line = fgets(STDIN)) !== false) {
    $reply = [];
    try {
        $question = json_decode($line, true, flags: JSON_THROW_ON_ERROR);
        if ($question['op'] === 'hello') {
            $reply = HELLO;
        } else {
            $reply['id'] = $question['id'];
            $reply += answer($question);
        }
        $line = json_encode($reply, JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR);
    } catch (Throwable $error) { // what a library throws costs this case alone
        // Without its message, which may quote a secret.
        $line = json_encode(['id' => $reply['id'] ?? null, 'error' => $error::class], JSON_UNESCAPED_SLASHES);
    }
    fwrite(STDOUT, $line . "\n");
}
