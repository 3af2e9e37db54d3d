<?php // Calypso: signs json_encode, sends with JSON_UNESCAPED_SLASHES, as Guzzle's user set it.
$data = ['timestamp' => 1700000000123, 'callback' => 'https://shop.example/paid', 'amount' => '10.50'];
$sign = hash_hmac('sha512', json_encode($data), 'a-calypso-secret');
$body = json_encode($data, JSON_UNESCAPED_SLASHES);
echo "POST /api/v1/withdraw HTTP/1.1\r\nHost: api.example.com\r\nContent-Type: application/json\r\nKey: calypso-key\r\nSign: $sign\r\n",
     "Content-Length: ", strlen($body), "\r\n\r\n", $body;
