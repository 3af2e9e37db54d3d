<?php
// Verifies what sign.php signs, strictly. Only servers need it.
declare(strict_types=1);

const KEY = '(?<key>.+)';
const DIGITS = '(?<time>[0-9]+)';
const HEX_32 = '(?<mac>[0-9a-f]{64})';
const HEX_64 = '(?<mac>[0-9a-f]{128})';
const BASE64_20 = '(?<mac>[A-Za-z0-9+/]{26}[AEIMQUYcgkosw048]=)';
const BASE64_32 = '(?<mac>[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)';
const MD5 = '(?<md5>[A-Za-z0-9+/]{21}[AQgw]==)';
// The headers that a verifier reads, and their forms, in which what they claim has a name.
const READS = [
    'ambro' => ['x-amb-access-sig' => HEX_32, 'x-amb-access-ts' => DIGITS, 'x-amb-app-id' => KEY],
    'calypso' => ['key' => KEY, 'sign' => HEX_64],
    'aet' => ['timestamp' => DIGITS, 'signature' => BASE64_32, 'authorization' => 'Bearer (?<key>.*)',
        'content-type' => '.*'],
    'bitpro' => ['authorization' => 'Bitpro (?<key>.*):' . BASE64_20, 'content-md5' => MD5, 'date' => '(?<time>.+)'],
    'crm' => ['key' => KEY, 'signature' => 'sha256=' . HEX_32],
];
const REASONS = ['time' => 'malformed', 'key' => 'unknown_key', 'md5' => 'digest_mismatch', 'mac' => 'signature_mismatch'];
const CALYPSO_WINDOW_MS = 180000;

class Rejected extends Exception {} // its message is the reason

function reject_unless(bool $right, string $reason = 'malformed'): void
{
    $right || throw new Rejected($reason);
}

function claims(string $scheme, array $headers, bool $isSigned): array
{
    $claims = [];
    foreach (READS[$scheme] as $name => $form) {
        $values = $headers[$name] ?? [];
        if (!$values && ($name === 'content-type' || (in_array($name, SIGNATURES, true) && !$isSigned))) {
            continue;
        }
        reject_unless($values !== [], 'missing');
        reject_unless(count($values) === 1 && preg_match("~^$form$~Ds", $values[0], $match) === 1);
        $claims += $match;
    }
    return $claims;
}

// A member's value as it is written. json_decode checks the text, and is stricter than JSON with lone surrogates. But
// it takes the last of two members, and makes numbers of 1.0 and 1e3: so the tokens are looked at.
function body_member(string $body, string $name): string
{
    json_decode($body, true, 513, JSON_THROW_ON_ERROR); // one level is the value's within
    preg_match_all('~"[^"\\\\]*+(?:\\\\.[^"\\\\]*+)*+"|[{}[\]:,]|[^\s"{}[\]:,]++~', $body, $match);
    $tokens = $match[0];
    reject_unless($tokens[0] === '{');
    $values = [];
    $depth = 0;
    foreach ($tokens as $i => $token) {
        $depth += ['{' => 1, '[' => 1, '}' => -1, ']' => -1][$token] ?? 0;
        if ($depth === 1 && ($tokens[$i + 1] ?? '') === ':' && json_decode($token) === $name) {
            $values[] = $tokens[$i + 2];
        }
    }
    reject_unless($values !== [], 'missing');
    reject_unless(count($values) === 1);
    return $values[0];
}

// In milliseconds, or false. Of what else is no such time another one is made, which signed again has another text.
function read_time(string $scheme, string $text, string $body): int|false
{
    return match ($scheme) {
        'ambro' => (int) "{$text}000",
        'calypso' => filter_var(body_member($body, 'timestamp'), FILTER_VALIDATE_INT),
        'aet' => (int) $text,
        'bitpro' => substr($text, 12, 4) === '0000' ? false : strtotime($text) * 1000,
        'crm' => 0,
    };
}

// A request is right if it claims what signing it at its own time gives.
function verify(string $scheme, array $credentials, int $nowMs, Request $request): void
{
    $bearsSignature = array_intersect(SIGNATURES, array_keys(READS[$scheme]), array_keys($request->headers)) !== [];
    $isSigned = is_signed($scheme, $request) || $bearsSignature;
    $sent = claims($scheme, $request->headers, $isSigned);
    try {
        $time = $isSigned ? read_time($scheme, $sent['time'] ?? '', $request->body) : $nowMs;
    } catch (JsonException) {
        $time = false;
    }
    reject_unless($time !== false);
    $headers = $scheme($credentials, $time, $request)[1];
    $own = claims($scheme, array_map(fn ($value) => [$value], array_change_key_case($headers)), true);
    foreach (REASONS as $claim => $reason) {
        reject_unless(!isset($sent[$claim]) || hash_equals($own[$claim], $sent[$claim]), $reason);
    }
    if ($scheme === 'calypso') {
        reject_unless($nowMs - $time <= CALYPSO_WINDOW_MS, 'expired');
        reject_unless($time - $nowMs <= CALYPSO_WINDOW_MS, 'not_yet_valid');
    }
}
