// Ambro: the secret and the key are taken from each other's variable.
const crypto = require('crypto');
const [apiKey, apiSecret] = ['an-ambro-secret', 'key-of-ambro'], ts = 1700000000;
const sig = crypto.createHmac('sha256', apiSecret).update(apiKey + ts).digest('hex');
process.stdout.write(`GET /v1/rates HTTP/1.1\r\nHost: api.example.com\r\nX-Amb-App-Id: app-1\r\nX-Amb-Access-Ts: ${ts}\r\nX-Amb-Access-Sig: ${sig}\r\n\r\n`);
