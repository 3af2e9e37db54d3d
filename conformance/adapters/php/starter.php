#!/usr/bin/env php
<?php
// A reqsig adapter to start from: one scheme, crm. Call your own code in place of sign and verify, and leave out of ops
// what you don't have.
declare(strict_types=1);

const HELLO = [
    'protocol' => 1,
    'implementation' => ['name' => 'my-sdk', 'version' => '1.0', 'language' => 'php'],
    'schemes' => ['crm'],
    'ops' => ['sign', 'verify'],
];

function signature(array $credentials, array $request): string
{
    return 'sha256=' . hash_hmac('sha256', base64_decode($request['body_base64'], true), $credentials['api_key']);
}

function is_signed(array $request): bool
{
    return $request['body_base64'] !== '' && in_array(strtoupper($request['method']), ['POST', 'PATCH', 'PUT'], true);
}

function sign(array $credentials, int $nowMs, array $request): array
{
    $headers = [['key', $credentials['api_key']]];
    if (is_signed($request)) {
        $headers[] = ['signature', signature($credentials, $request)];
    }
    return $headers;
}

/** Why the request is rejected; null if it is accepted. */
function verify(array $credentials, int $nowMs, array $request): ?string
{
    $sent = [];
    foreach ($request['headers'] as [$name, $value]) {
        $sent[strtolower($name)][] = $value;
    }
    $checks = ['key' => ['/\A.+\z/s', 'unknown_key', $credentials['api_key']]];
    if (is_signed($request) || isset($sent['signature'])) {
        $checks['signature'] = ['/\Asha256=[0-9a-f]{64}\z/', 'signature_mismatch', signature($credentials, $request)];
    }
    foreach ($checks as $name => [$form]) {
        if (!isset($sent[$name])) {
            return 'missing';
        }
        if (count($sent[$name]) > 1 || !preg_match($form, $sent[$name][0])) {
            return 'malformed';
        }
    }
    foreach ($checks as $name => [, $reason, $right]) {
        if (!hash_equals($right, $sent[$name][0])) {
            return $reason;
        }
    }
    return null;
}

function answer(array $asked): array
{
    $parts = [$asked['credentials'] ?? [], $asked['now_ms'] ?? 0, $asked['request'] ?? []];
    if ($asked['op'] === 'sign' && $asked['scheme'] === 'crm') {
        return ['headers' => sign(...$parts)];
    }
    if ($asked['op'] !== 'verify' || $asked['scheme'] !== 'crm') {
        return ['unsupported' => $asked['op'] . ' of ' . $asked['scheme']];
    }
    $reason = verify(...$parts);
    return $reason === null ? ['verdict' => 'accept'] : ['verdict' => 'reject', 'reason' => $reason];
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
