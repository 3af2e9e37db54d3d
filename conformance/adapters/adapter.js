#!/usr/bin/env node
// Signs for all five schemes with Node's own crypto, over reqsig's adapter protocol, version 1.
// Run it with: reqsig test -- node conformance/adapters/adapter.js
'use strict';

const { createHash, createHmac } = require('crypto');

// Each scheme gives the message (null if it doesn't sign such a request) and the headers to add.
const schemes = {
  ambro({ app_id, api_key, api_secret }, nowMs) {
    const timestamp = String(Math.floor(nowMs / 1000));
    const message = Buffer.from(api_key + timestamp);
    const signature = createHmac('sha256', api_secret).update(message).digest('hex');
    return [message, { 'X-Amb-Access-Sig': signature, 'X-Amb-Access-Ts': timestamp, 'X-Amb-App-Id': app_id }];
  },

  calypso({ api_key, secret_key }, nowMs, { method, body, wantsJson }) {
    const headers = { Key: api_key, ...wantsJson('Content-Type') };
    if (method !== 'POST') return [null, headers];
    return [body, { ...headers, Sign: createHmac('sha512', secret_key).update(body).digest('hex') }];
  },

  aet({ token, secret_key }, nowMs, { method, path, headers, body, wantsJson }) {
    const timestamp = String(nowMs);
    const head = Buffer.from(timestamp + method + path.replace(/^\//, ''));
    const multipart = /^multipart\//i.test(headers.get('content-type'));
    const message = multipart ? head : Buffer.concat([head, body]);
    const signature = createHmac('sha256', secret_key).update(message).digest('base64');
    const authorization = `Bearer ${token}`;
    return [message, { timestamp, signature, authorization, ...wantsJson('accept', 'content-type') }];
  },

  bitpro({ api_key, secret_key }, nowMs, { method, path, body }) {
    const md5 = createHash('md5').update(body).digest('base64');
    const date = new Date(nowMs).toUTCString();
    const message = Buffer.from([method, md5, path, date].join(','));
    const signature = createHmac('sha1', secret_key).update(message).digest('base64');
    return [message, { Authorization: `Bitpro ${api_key}:${signature}`, 'Content-MD5': md5, Date: date }];
  },

  crm({ api_key }, nowMs, { method, body }) {
    const headers = { key: api_key };
    if (!['POST', 'PATCH', 'PUT'].includes(method) || body.length === 0) return [null, headers];
    return [body, { ...headers, signature: 'sha256=' + createHmac('sha256', api_key).update(body).digest('hex') }];
  },
};

const ops = ['message', 'sign'];
const implementation = { name: 'example-javascript', version: '1.0', language: 'javascript' };
const hello = { protocol: 1, implementation, schemes: Object.keys(schemes), ops };

// Schemes that sign the method want capital letters, the others compare it without case. None signs the query.
function readRequest(wire) {
  const headers = new Map(wire.headers.map(([name, value]) => [name.toLowerCase(), value]));
  return {
    method: wire.method.toUpperCase(), // ASCII
    path: wire.target.split('?', 1)[0],
    headers,
    body: Buffer.from(wire.body_base64, 'base64'),
    wantsJson(...names) {
      const missing = names.filter((name) => !headers.has(name.toLowerCase()));
      return Object.fromEntries(missing.map((name) => [name, 'application/json']));
    },
  };
}

function answer({ op, scheme, credentials, now_ms, request }) {
  if (!ops.includes(op)) return { unsupported: `op ${op}` };
  if (!hello.schemes.includes(scheme)) return { unsupported: `scheme ${scheme}` };
  const [message, headers] = schemes[scheme](credentials, now_ms, readRequest(request));
  return op === 'sign' ? { headers: Object.entries(headers) } : { message_base64: message.toString('base64') };
}

function reply(line) {
  let id;
  try {
    const question = JSON.parse(line);
    ({ id } = question);
    return question.op === 'hello' ? hello : { id, ...answer(question) };
  } catch (error) {
    return { id, error: error.name }; // only the name: a message may quote its input
  }
}

// Lines are cut by hand: the readline of newer releases also ends one at U+2028, which JSON may contain.
let rest = '';
process.stdin.setEncoding('utf8').on('data', (chunk) => {
  const lines = (rest + chunk).split('\n');
  rest = lines.pop();
  for (const line of lines) process.stdout.write(JSON.stringify(reply(line)) + '\n');
});
