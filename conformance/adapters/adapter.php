#!/usr/bin/env php
<?php
// Signs for all five schemes with PHP's hash functions, over reqsig's adapter protocol, version 1.
// Run it with: reqsig test -- php conformance/adapters/adapter.php
declare(strict_types=1);

// PHP would go on after a warning, such as for a missing credential, and print it among the answers.
set_error_handler(fn (int $level, string $text) => throw new ErrorException($text, 0, $level));

// Each scheme gives the message (null if it doesn't sign such a request) and the headers to add.

function ambro(array $credentials, int $nowMs): array
{
    $timestamp = (string) intdiv($nowMs, 1000);
    $message = $credentials['api_key'] . $timestamp;
    return [$message, [
        'X-Amb-Access-Sig' => hash_hmac('sha256', $message, $credentials['api_secret']),
        'X-Amb-Access-Ts' => $timestamp,
        'X-Amb-App-Id' => $credentials['app_id'],
    ]];
}

function calypso(array $credentials, int $nowMs, array $request): array
{
    $headers = ['Key' => $credentials['api_key']];
    if (!isset($request['headers']['content-type'])) {
        $headers['Content-Type'] = 'application/json';
    }
    if ($request['method'] !== 'POST') {
        return [null, $headers];
    }
    $headers['Sign'] = hash_hmac('sha512', $request['body'], $credentials['secret_key']);
    return [$request['body'], $headers];
}

function aet(array $credentials, int $nowMs, array $request): array
{
    $path = preg_replace('#^/#', '', $request['path']);
    $multipart = stripos($request['headers']['content-type'] ?? '', 'multipart/') === 0;
    $message = $nowMs . $request['method'] . $path . ($multipart ? '' : $request['body']);
    $signature = base64_encode(hash_hmac('sha256', $message, $credentials['secret_key'], binary: true));
    $json = ['accept' => 'application/json', 'content-type' => 'application/json'];
    return [$message, [
        'timestamp' => (string) $nowMs,
        'signature' => $signature,
        'authorization' => 'Bearer ' . $credentials['token'],
    ] + array_diff_key($json, $request['headers'])];
}

function bitpro(array $credentials, int $nowMs, array $request): array
{
    $md5 = base64_encode(md5($request['body'], binary: true));
    $date = gmdate(DATE_RFC7231, intdiv($nowMs, 1000));
    $message = implode(',', [$request['method'], $md5, $request['path'], $date]);
    $signature = base64_encode(hash_hmac('sha1', $message, $credentials['secret_key'], binary: true));
    return [$message, [
        'Authorization' => "Bitpro {$credentials['api_key']}:$signature",
        'Content-MD5' => $md5,
        'Date' => $date,
    ]];
}

function crm(array $credentials, int $nowMs, array $request): array
{
    $headers = ['key' => $credentials['api_key']];
    if (!in_array($request['method'], ['POST', 'PATCH', 'PUT'], true) || $request['body'] === '') {
        return [null, $headers];
    }
    $headers['signature'] = 'sha256=' . hash_hmac('sha256', $request['body'], $credentials['api_key']);
    return [$request['body'], $headers];
}

const HELLO = [
    'protocol' => 1,
    'implementation' => ['name' => 'example-php', 'version' => '1.0', 'language' => 'php'],
    'schemes' => ['ambro', 'calypso', 'aet', 'bitpro', 'crm'],
    'ops' => ['message', 'sign'],
];

// The methods are compared, and where they are signed written, in capital letters; no scheme signs the query.
function read_request(array $wire): array
{
    return [
        'method' => strtoupper($wire['method']),
        'path' => explode('?', $wire['target'], 2)[0],
        'headers' => array_change_key_case(array_column($wire['headers'], 1, 0)),
        'body' => base64_decode($wire['body_base64']),
    ];
}

function answer(array $case): array
{
    ['op' => $op, 'scheme' => $scheme] = $case;
    if (!in_array($op, HELLO['ops'], true)) {
        return ['unsupported' => "op $op"];
    }
    if (!in_array($scheme, HELLO['schemes'], true)) {
        return ['unsupported' => "scheme $scheme"];
    }
    [$message, $headers] = $scheme($case['credentials'], $case['now_ms'], read_request($case['request']));
    if ($op === 'message') {
        return ['message_base64' => base64_encode($message)];
    }
    return ['headers' => array_map(null, array_keys($headers), array_values($headers))];
}

while (($line = fgets(STDIN)) !== false) {
    $case = [];
    try {
        $case = json_decode($line, true, flags: JSON_THROW_ON_ERROR);
        $reply = $case['op'] === 'hello' ? HELLO : ['id' => $case['id']] + answer($case);
    } catch (Throwable $error) {
        $reply = ['id' => $case['id'] ?? null, 'error' => $error->getMessage()];
    }
    fwrite(STDOUT, json_encode($reply, JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR) . "\n");
}
