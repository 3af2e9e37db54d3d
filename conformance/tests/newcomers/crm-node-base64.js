// CRM: digest('base64'), and no sha256= before it.
const crypto = require('crypto');
const body = JSON.stringify({ name: 'Jörg', city: 'Köln' });
const signature = crypto.createHmac('sha256', 'a-crm-key').update(body).digest('base64');
process.stdout.write(`POST /contacts HTTP/1.1\r\nhost: api.example.com\r\ncontent-type: application/json\r\nkey: a-crm-key\r\n` +
  `signature: ${signature}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
