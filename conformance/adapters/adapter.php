#!/usr/bin/env php
<?php
// Signs and verifies for all five schemes with PHP's hash functions, over reqsig's adapter protocol, version 1.
// Run it with: reqsig test -- php conformance/adapters/adapter.php
declare(strict_types=1);

// PHP would go on after a warning, such as for a missing credential, and print it among the answers.
set_error_handler(fn (int $level, string $text) => throw new ErrorException($text, 0, $level));

// Each scheme gives the message and the headers to add, with a timestamp as its header has it.

function ambro(array $credentials, string $timestamp): array
{
    $message = $credentials['api_key'] . $timestamp;
    return [$message, [
        'X-Amb-Access-Sig' => hash_hmac('sha256', $message, $credentials['api_secret']),
        'X-Amb-Access-Ts' => $timestamp,
        'X-Amb-App-Id' => $credentials['app_id'],
    ]];
}

function calypso(array $credentials, string $timestamp, array $request): array
{
    return [$request['body'], [
        'Key' => $credentials['api_key'],
        'Sign' => hash_hmac('sha512', $request['body'], $credentials['secret_key']),
    ] + (isset($request['headers']['content-type']) ? [] : ['Content-Type' => 'application/json'])];
}

function aet(array $credentials, string $timestamp, array $request): array
{
    $path = preg_replace('#^/#', '', $request['path']);
    $multipart = stripos($request['headers']['content-type'][0] ?? '', 'multipart/') === 0;
    $message = $timestamp . $request['method'] . $path . ($multipart ? '' : $request['body']);
    $signature = base64_encode(hash_hmac('sha256', $message, $credentials['secret_key'], binary: true));
    $json = ['accept' => 'application/json', 'content-type' => 'application/json'];
    return [$message, [
        'timestamp' => $timestamp,
        'signature' => $signature,
        'authorization' => 'Bearer ' . $credentials['token'],
    ] + array_diff_key($json, $request['headers'])];
}

function bitpro(array $credentials, string $timestamp, array $request): array
{
    $md5 = base64_encode(md5($request['body'], binary: true));
    $message = implode(',', [$request['method'], $md5, $request['path'], $timestamp]);
    $signature = base64_encode(hash_hmac('sha1', $message, $credentials['secret_key'], binary: true));
    return [$message, [
        'Authorization' => "Bitpro {$credentials['api_key']}:$signature",
        'Content-MD5' => $md5,
        'Date' => $timestamp,
    ]];
}

function crm(array $credentials, string $timestamp, array $request): array
{
    $signature = 'sha256=' . hash_hmac('sha256', $request['body'], $credentials['api_key']);
    return [$request['body'], ['key' => $credentials['api_key'], 'signature' => $signature]];
}

function is_signed(string $scheme, array $request): bool
{
    return match ($scheme) {
        'calypso' => $request['method'] === 'POST',
        'crm' => in_array($request['method'], ['POST', 'PATCH', 'PUT'], true) && $request['body'] !== '',
        default => true,
    };
}

const DATE = 'D, d M Y H:i:s \G\M\T';

function timestamp(string $scheme, int $nowMs): string
{
    return match ($scheme) {
        'ambro' => (string) intdiv($nowMs, 1000),
        'aet' => (string) $nowMs,
        'bitpro' => gmdate(DATE, intdiv($nowMs, 1000)),
        default => '',
    };
}

// Verifying: what follows, down to sign(), is only needed by servers.
// The headers that a verifier reads, and their forms, in which what they claim has a name.
const DIGITS = '(?<time>0|[1-9][0-9]{0,18})';
const READS = [
    'ambro' => [
        'x-amb-access-sig' => '(?<mac>[0-9a-f]{64})',
        'x-amb-access-ts' => DIGITS,
        'x-amb-app-id' => '(?<key>.+)',
    ],
    'calypso' => ['key' => '(?<key>.+)', 'sign' => '(?<mac>[0-9a-f]{128})'],
    'aet' => [
        'timestamp' => DIGITS,
        'signature' => '(?<mac>[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)',
        'authorization' => 'Bearer (?<key>.*)',
        'content-type' => '.*',
    ],
    'bitpro' => [
        'authorization' => 'Bitpro (?<key>.*):(?<mac>[A-Za-z0-9+/]{26}[AEIMQUYcgkosw048]=)',
        'content-md5' => '(?<md5>[A-Za-z0-9+/]{21}[AQgw]==)',
        'date' => '(?<time>.+)',
    ],
    'crm' => ['key' => '(?<key>.+)', 'signature' => 'sha256=(?<mac>[0-9a-f]{64})'],
];
const SIGNATURES = ['sign', 'signature']; // these headers are there only if the scheme signs the request
const REASONS = ['key' => 'unknown_key', 'md5' => 'digest_mismatch', 'mac' => 'signature_mismatch'];
const CALYPSO_WINDOW_MS = 180000;

class Refusal extends Exception // its message is the reason
{
}

function refuse_unless(bool $right, string $reason = 'malformed'): void
{
    $right || throw new Refusal($reason);
}

function claims(string $scheme, array $headers, bool $isSigned): array
{
    $claims = [];
    foreach (READS[$scheme] as $name => $form) {
        $values = $headers[$name] ?? [];
        if (!$values && ($name === 'content-type' || (in_array($name, SIGNATURES, true) && !$isSigned))) {
            continue;
        }
        refuse_unless($values !== [], 'missing');
        refuse_unless(count($values) === 1 && preg_match("~^$form$~Ds", $values[0], $match) === 1);
        $claims += $match;
    }
    return $claims;
}

// Milliseconds; false if it is no such time.
function read_time(string $scheme, string $text, string $body): int|false
{
    if ($scheme === 'bitpro') {
        $date = DateTimeImmutable::createFromFormat('!' . DATE, $text, new DateTimeZone('UTC'));
        // What is another date once it is written again had one digit, 31 April, or a wrong day of the week.
        $isRight = $date && $date->format(DATE) === $text && $date->format('Y') !== '0000';
        return $isRight ? $date->getTimestamp() * 1000 : false;
    }
    $time = filter_var($scheme === 'calypso' ? body_member($body, 'timestamp') : $text, FILTER_VALIDATE_INT);
    if ($scheme !== 'ambro' || $time === false) {
        return $time;
    }
    return $time <= intdiv(PHP_INT_MAX, 1000) ? $time * 1000 : false;
}

// A member's value as it is written. json_decode checks the text, and is stricter than JSON with lone surrogates. But
// it takes the last of two members, and makes numbers of 1.0 and 1e3: so the tokens are looked at.
function body_member(string $body, string $name): string
{
    json_decode($body, true, 513, JSON_THROW_ON_ERROR); // one level is the value's within
    preg_match_all('~"[^"\\\\]*+(?:\\\\.[^"\\\\]*+)*+"|[{}[\]:,]|[^\s"{}[\]:,]++~', $body, $match);
    $tokens = $match[0];
    refuse_unless($tokens[0] === '{');
    $values = [];
    $depth = 0;
    foreach ($tokens as $i => $token) {
        $depth += ['{' => 1, '[' => 1, '}' => -1, ']' => -1][$token] ?? 0;
        if ($depth === 1 && ($tokens[$i + 1] ?? '') === ':' && json_decode($token) === $name) {
            $values[] = $tokens[$i + 2];
        }
    }
    refuse_unless($values !== [], 'missing');
    refuse_unless(count($values) === 1);
    return $values[0];
}

// A request is right if it claims what signing it at its own time gives.
function verify(string $scheme, array $credentials, int $nowMs, array $request): void
{
    $bearsSignature = array_intersect(SIGNATURES, array_keys(READS[$scheme]), array_keys($request['headers'])) !== [];
    $isSigned = is_signed($scheme, $request) || $bearsSignature;
    $sent = claims($scheme, $request['headers'], $isSigned);
    $time = $nowMs;
    if ($isSigned && $scheme !== 'crm') {
        try {
            $time = read_time($scheme, $sent['time'] ?? '', $request['body']);
        } catch (JsonException | ValueError) {
            $time = false;
        }
        refuse_unless($time !== false);
    }
    $headers = $scheme($credentials, $sent['time'] ?? '', $request)[1];
    $own = claims($scheme, array_map(fn ($value) => [$value], array_change_key_case($headers)), true);
    foreach (REASONS as $claim => $reason) {
        refuse_unless(!isset($sent[$claim]) || hash_equals($own[$claim], $sent[$claim]), $reason);
    }
    if ($scheme === 'calypso') {
        refuse_unless($nowMs - $time <= CALYPSO_WINDOW_MS, 'expired');
        refuse_unless($time - $nowMs <= CALYPSO_WINDOW_MS, 'not_yet_valid');
    }
}

function sign(string $scheme, array $credentials, int $nowMs, array $request): array
{
    [$message, $headers] = $scheme($credentials, timestamp($scheme, $nowMs), $request);
    if (is_signed($scheme, $request)) {
        return [$message, $headers];
    }
    $isKept = fn ($name) => !in_array(strtolower($name), SIGNATURES, true);
    return [null, array_filter($headers, $isKept, ARRAY_FILTER_USE_KEY)];
}

const HELLO = [
    'protocol' => 1,
    'implementation' => ['name' => 'example-php', 'version' => '1.0', 'language' => 'php'],
    'schemes' => ['ambro', 'calypso', 'aet', 'bitpro', 'crm'],
    'ops' => ['message', 'sign', 'verify'],
];

// The methods are compared, and where they are signed written, in capital letters; no scheme signs the query.
function read_request(array $wire): array
{
    $headers = [];
    foreach ($wire['headers'] as [$name, $value]) {
        $headers[strtolower($name)][] = $value;
    }
    return [
        'method' => strtoupper($wire['method']),
        'path' => explode('?', $wire['target'], 2)[0],
        'headers' => $headers,
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
    $given = [$scheme, $case['credentials'], $case['now_ms'], read_request($case['request'])];
    if ($op === 'verify') {
        try {
            verify(...$given);
            return ['verdict' => 'accept'];
        } catch (Refusal $refusal) {
            return ['verdict' => 'reject', 'reason' => $refusal->getMessage()];
        }
    }
    [$message, $headers] = sign(...$given);
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
