#!/usr/bin/env php
<?php
// The web server in PHP's command line as a parser, for reqsig test --http. Run it with:
//   reqsig test --http -- php conformance/adapters/http/php.php
// The same file is the page that the server runs. It closes the connection behind a request, so that what is left of the
// bytes is never looked at.
declare(strict_types=1);

if (PHP_SAPI === 'cli-server') {
    $headers = [];
    foreach (getallheaders() as $name => $value) {
        $headers[] = [(string) $name, base64_encode($value)];
    }
    echo json_encode([
        'method' => $_SERVER['REQUEST_METHOD'],
        'target' => $_SERVER['REQUEST_URI'],
        'headers_base64' => $headers,
        'body_base64' => base64_encode((string) file_get_contents('php://input')),
    ], JSON_INVALID_UTF8_SUBSTITUTE);
    return;
}

class Server
{
    private $process;
    private string $address;

    public function __construct()
    {
        $probe = stream_socket_server('tcp://127.0.0.1:0');
        $this->address = 'tcp://' . stream_socket_get_name($probe, false);
        fclose($probe);
        $null = ['file', '/dev/null', 'r+'];
        $command = [PHP_BINARY, '-d', 'enable_post_data_reading=0', '-S', substr($this->address, 6), __FILE__];
        $this->process = proc_open($command, [$null, $null, $null], $pipes);
        for ($tries = 0; $tries < 500 && !($socket = @stream_socket_client($this->address)); $tries++) {
            usleep(20000);
        }
        fclose($socket);
    }

    public function parse(string $raw): array
    {
        $socket = stream_socket_client($this->address);
        @fwrite($socket, $raw);
        stream_socket_shutdown($socket, STREAM_SHUT_WR);
        $response = (string) stream_get_contents($socket);
        fclose($socket);
        [$head, $body] = explode("\r\n\r\n", $response, 2) + ['', ''];
        $request = json_decode($body, true);
        return is_array($request) ? ['request' => $request] : ['refused' => strtok("$head\r\n", "\r\n") ?: 'no answer'];
    }

    /** Null while it runs. It may take a moment to end. */
    public function ending(): ?string
    {
        usleep(50000);
        $status = proc_get_status($this->process);
        if ($status['running']) {
            return null;
        }
        return 'the server ended with ' . ($status['signaled'] ? "signal {$status['termsig']}" : "exit status {$status['exitcode']}");
    }

    public function end(): void
    {
        proc_terminate($this->process);
    }
}

$server = new Server();
$implementation = ['name' => 'php -S', 'version' => PHP_VERSION, 'language' => 'php'];
while (($line = fgets(STDIN)) !== false) {
    $question = json_decode($line, true);
    if ($question['op'] === 'hello') {
        $answer = ['protocol' => 1, 'implementation' => $implementation, 'schemes' => [], 'ops' => ['parse']];
    } elseif ($question['op'] === 'parse') {
        $answer = $server->parse(base64_decode($question['raw_base64']));
        $ending = ($answer['refused'] ?? '') === 'no answer' ? $server->ending() : null;
        if ($ending !== null) {
            $answer = ['error' => $ending];
            $server = new Server();
        }
        $answer = ['id' => $question['id']] + $answer;
    } else {
        $answer = ['id' => $question['id'], 'unsupported' => $question['op']];
    }
    fwrite(STDOUT, json_encode($answer, JSON_INVALID_UTF8_SUBSTITUTE) . "\n");
}
$server->end();
