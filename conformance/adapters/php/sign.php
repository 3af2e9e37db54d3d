<?php
// Signs requests for five APIs, with PHP's hash functions.
declare(strict_types=1);

const SCHEMES = ['ambro', 'calypso', 'aet', 'bitpro', 'crm'];
const SIGNATURES = ['sign', 'signature']; // these headers are there only if the scheme signs the request

// Schemes that sign the method want capital letters, the others compare it without case. None signs the query.
final class Request
{
    public string $method;
    public string $path;
    public array $headers = [];

    public function __construct(string $method, string $target, array $headers, public string $body)
    {
        $this->method = strtoupper($method);
        $this->path = explode('?', $target, 2)[0];
        foreach ($headers as [$name, $value]) {
            $this->headers[strtolower($name)][] = $value;
        }
    }
}

// One that is not set is no key: everybody knows the empty one.
function secret(array $credentials, string $name): string
{
    return $credentials[$name] !== '' ? $credentials[$name] : throw new DomainException("$name is empty");
}

// Each scheme gives the message and the headers to add.
function ambro(array $credentials, int $nowMs): array
{
    $timestamp = (string) intdiv($nowMs, 1000);
    $message = $credentials['api_key'] . $timestamp;
    $signature = hash_hmac('sha256', $message, secret($credentials, 'api_secret'));
    $headers = ['X-Amb-Access-Ts' => $timestamp, 'X-Amb-App-Id' => $credentials['app_id']];
    return [$message, ['X-Amb-Access-Sig' => $signature] + $headers];
}

function calypso(array $credentials, int $nowMs, Request $request): array
{
    $json = isset($request->headers['content-type']) ? [] : ['Content-Type' => 'application/json'];
    $signature = hash_hmac('sha512', $request->body, secret($credentials, 'secret_key'));
    return [$request->body, ['Key' => $credentials['api_key'], 'Sign' => $signature] + $json];
}

function aet(array $credentials, int $nowMs, Request $request): array
{
    $body = stripos($request->headers['content-type'][0] ?? '', 'multipart/') === 0 ? '' : $request->body;
    $message = $nowMs . $request->method . preg_replace('#^/#', '', $request->path) . $body;
    $signature = base64_encode(hash_hmac('sha256', $message, secret($credentials, 'secret_key'), binary: true));
    $headers = ['timestamp' => "$nowMs", 'signature' => $signature, 'authorization' => "Bearer $credentials[token]"];
    $json = ['accept' => 'application/json', 'content-type' => 'application/json'];
    return [$message, $headers + array_diff_key($json, $request->headers)];
}

function bitpro(array $credentials, int $nowMs, Request $request): array
{
    $date = gmdate('D, d M Y H:i:s \G\M\T', intdiv($nowMs, 1000));
    $md5 = base64_encode(md5($request->body, binary: true));
    $message = implode(',', [$request->method, $md5, $request->path, $date]);
    $signature = base64_encode(hash_hmac('sha1', $message, secret($credentials, 'secret_key'), binary: true));
    $authorization = "Bitpro {$credentials['api_key']}:$signature";
    return [$message, ['Authorization' => $authorization, 'Content-MD5' => $md5, 'Date' => $date]];
}

function crm(array $credentials, int $nowMs, Request $request): array
{
    $signature = 'sha256=' . hash_hmac('sha256', $request->body, secret($credentials, 'api_key'));
    return [$request->body, ['key' => $credentials['api_key'], 'signature' => $signature]];
}

function is_signed(string $scheme, Request $request): bool
{
    if ($scheme === 'crm') {
        return in_array($request->method, ['POST', 'PATCH', 'PUT'], true) && $request->body !== '';
    }
    return $scheme !== 'calypso' || $request->method === 'POST';
}

function sign(string $scheme, array $credentials, int $nowMs, Request $request): array
{
    [$message, $headers] = $scheme($credentials, $nowMs, $request);
    $isAdded = fn (string $name) => is_signed($scheme, $request) || !in_array(strtolower($name), SIGNATURES, true);
    return [$message, array_filter($headers, $isAdded, ARRAY_FILTER_USE_KEY)];
}
