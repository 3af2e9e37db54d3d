// AET: url.pathname has a slash in front, and digest('hex') is what the last API wanted.
const crypto = require('crypto');
const url = new URL('https://api.example.com/v3/users?limit=10');
const ts = '1700000000123';
const signature = crypto.createHmac('sha256', 'an-aet-secret').update(ts + 'GET' + url.pathname).digest('hex');
process.stdout.write(`GET ${url.pathname}${url.search} HTTP/1.1\r\nhost: ${url.host}\r\nauthorization: Bearer tok-1\r\n` +
  `timestamp: ${ts}\r\nsignature: ${signature}\r\naccept: application/json\r\ncontent-type: application/json\r\n\r\n`);
