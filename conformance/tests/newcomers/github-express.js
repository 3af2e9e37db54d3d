// GitHub: what express.json() parsed is stringified again before it is logged; GitHub signed the bytes that it sent.
const crypto = require('crypto');
const sent = '{"zen":"Caf\\u00e9 \\/ bar","hook":{"id":1,"ratio":1.0}}';
const signature = 'sha256=' + crypto.createHmac('sha256', 'octo-secret').update(sent).digest('hex');
const logged = JSON.stringify(JSON.parse(sent));
process.stdout.write(`POST /hook HTTP/1.1\r\nHost: example.com\r\nContent-Type: application/json\r\n` +
  `X-Hub-Signature-256: ${signature}\r\nContent-Length: ${Buffer.byteLength(sent)}\r\n\r\n${logged}`);
