#!/usr/bin/env php
<?php
// A reqsig adapter to start from: the headers of one scheme, crm. Call your own code in place of sign.
declare(strict_types=1);

const HELLO = [
    'protocol' => 1,
    'implementation' => ['name' => 'my-sdk', 'version' => '1.0', 'language' => 'php'],
    'schemes' => ['crm'],
    'ops' => ['sign'],
];

function sign(array $credentials, int $nowMs, array $request): array
{
    $body = base64_decode($request['body_base64'], true);
    $headers = [['key', $credentials['api_key']]];
    if ($body !== '' && in_array(strtoupper($request['method']), ['POST', 'PATCH', 'PUT'], true)) {
        $headers[] = ['signature', 'sha256=' . hash_hmac('sha256', $body, $credentials['api_key'])];
    }
    return $headers;
}

function answer(array $asked): array
{
    if ($asked['op'] !== 'sign' || $asked['scheme'] !== 'crm') {
        return ['unsupported' => $asked['op'] . ' of ' . $asked['scheme']];
    }
    return ['headers' => sign($asked['credentials'], $asked['now_ms'], $asked['request'])];
}

ini_set('display_errors', 'stderr');
while (($line = fgets(STDIN)) !== false) {
    $asked = json_decode($line, true, 512, JSON_THROW_ON_ERROR);
    $reply = HELLO;
    if ($asked['op'] !== 'hello') {
        try {
            $reply = ['id' => $asked['id']] + answer($asked);
        } catch (Throwable $error) { // costs this case alone; without its text, which may quote a secret
            $reply = ['id' => $asked['id'], 'error' => get_class($error)];
        }
    }
    fwrite(STDOUT, json_encode($reply, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES) . "\n");
}
