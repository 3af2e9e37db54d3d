#!/usr/bin/env node
// A reqsig adapter to start from: the headers of one scheme, crm. Call your own code in place of sign.
'use strict';
const { createHmac } = require('crypto');
const { createInterface } = require('readline');

const HELLO = {
  protocol: 1,
  implementation: { name: 'my-sdk', version: '1.0', language: 'javascript' },
  schemes: ['crm'],
  ops: ['sign'],
};

function sign(credentials, nowMs, request) {
  const body = Buffer.from(request.body_base64, 'base64');
  const headers = [['key', credentials.api_key]];
  if (body.length > 0 && /^(POST|PATCH|PUT)$/i.test(request.method)) {
    headers.push(['signature', 'sha256=' + createHmac('sha256', credentials.api_key).update(body).digest('hex')]);
  }
  return headers;
}

function answer({ op, scheme, credentials, now_ms: nowMs, request }) {
  if (op !== 'sign' || scheme !== 'crm') return { unsupported: `${op} of ${scheme}` };
  return { headers: sign(credentials, nowMs, request) };
}

createInterface({ input: process.stdin, crlfDelay: Infinity }).on('line', (line) => {
  const asked = JSON.parse(line);
  let reply = HELLO;
  if (asked.op !== 'hello') {
    try {
      reply = { id: asked.id, ...answer(asked) };
    } catch (error) { // costs this case alone; without its text, which may quote a secret
      reply = { id: asked.id, error: error.name || 'Error' };
    }
  }
  process.stdout.write(JSON.stringify(reply) + '\n');
});
