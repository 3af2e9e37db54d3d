#!/usr/bin/env node
// A reqsig adapter to start from: one scheme, crm. Call your own code in place of sign and verify, and leave out of ops
// what you don't have.
'use strict';
const { createHmac, timingSafeEqual } = require('crypto');
const { createInterface } = require('readline');

const HELLO = {
  protocol: 1,
  implementation: { name: 'my-sdk', version: '1.0', language: 'javascript' },
  schemes: ['crm'],
  ops: ['sign', 'verify'],
};

function signature(credentials, request) {
  const body = Buffer.from(request.body_base64, 'base64');
  return 'sha256=' + createHmac('sha256', credentials.api_key).update(body).digest('hex');
}

function isSigned(request) {
  return request.body_base64 !== '' && /^(POST|PATCH|PUT)$/i.test(request.method);
}

function sign(credentials, nowMs, request) {
  const headers = [['key', credentials.api_key]];
  if (isSigned(request)) headers.push(['signature', signature(credentials, request)]);
  return headers;
}

function isSame(a, b) {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}

// Why the request is rejected; undefined if it is accepted.
function verify(credentials, nowMs, request) {
  const sent = (name) => request.headers.filter(([n]) => n.replace(/[A-Z]/g, (c) => c.toLowerCase()) === name).map(([, v]) => v);
  const checks = [['key', /^[^]+$/, 'unknown_key', credentials.api_key]];
  if (isSigned(request) || sent('signature').length > 0) {
    checks.push(['signature', /^sha256=[0-9a-f]{64}$/, 'signature_mismatch', signature(credentials, request)]);
  }
  for (const [name, form] of checks) {
    const values = sent(name);
    if (values.length === 0) return 'missing';
    if (values.length > 1 || !form.test(values[0])) return 'malformed';
  }
  const wrong = checks.find(([name, , , right]) => !isSame(sent(name)[0], right));
  return wrong && wrong[2];
}

function answer({ op, scheme, credentials, now_ms: nowMs, request }) {
  if (op === 'sign' && scheme === 'crm') return { headers: sign(credentials, nowMs, request) };
  if (op !== 'verify' || scheme !== 'crm') return { unsupported: `${op} of ${scheme}` };
  const reason = verify(credentials, nowMs, request);
  return reason ? { verdict: 'reject', reason } : { verdict: 'accept' };
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
