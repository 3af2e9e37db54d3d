#!/usr/bin/env node
// Signs and verifies for all five schemes with Node's own crypto, over reqsig's adapter protocol, version 1.
// Run it with: reqsig test -- node conformance/adapters/adapter.js
'use strict';

const { createHash, createHmac, timingSafeEqual } = require('crypto');

// In the forms of headers, what they claim has a name.
const key = '(?<key>.+)';
const digits = '(?<time>0|[1-9][0-9]{0,18})';
const hex = (length) => `(?<mac>[0-9a-f]{${2 * length}})`;
const base64 = (length) => `(?<mac>[A-Za-z0-9+/]{${Math.floor((length * 4) / 3)}}[AEIMQUYcgkosw048]=)`; // 20, 32

// For each scheme: sign gives the message and the headers to add, with a timestamp as its header has it; reads holds
// the headers that a verifier reads, and their forms; signs tells whether it signs a request, where not all are.
const schemes = {
  ambro: {
    sign({ app_id, api_key, api_secret }, timestamp) {
      const message = Buffer.from(api_key + timestamp);
      const signature = createHmac('sha256', api_secret).update(message).digest('hex');
      return [message, { 'X-Amb-Access-Sig': signature, 'X-Amb-Access-Ts': timestamp, 'X-Amb-App-Id': app_id }];
    },
    reads: { 'x-amb-access-sig': hex(32), 'x-amb-access-ts': digits, 'x-amb-app-id': key },
    writeTime: (nowMs) => String(Math.floor(nowMs / 1000)),
    readTime: (text) => BigInt(text) * 1000n,
  },

  calypso: {
    sign({ api_key, secret_key }, timestamp, { body, wantsJson }) {
      const signature = createHmac('sha512', secret_key).update(body).digest('hex');
      return [body, { Key: api_key, Sign: signature, ...wantsJson('Content-Type') }];
    },
    reads: { key, sign: hex(64) },
    signs: ({ method }) => method === 'POST',
    readTime: (text, body) => timeInBody(body),
    windowMs: 180000n,
  },

  aet: {
    sign({ token, secret_key }, timestamp, { method, path, headers, body, wantsJson }) {
      const head = Buffer.from(timestamp + method + path.replace(/^\//, ''));
      const [contentType] = headers.get('content-type') || [''];
      const message = /^multipart\//i.test(contentType) ? head : Buffer.concat([head, body]);
      const signature = createHmac('sha256', secret_key).update(message).digest('base64');
      const authorization = `Bearer ${token}`;
      return [message, { timestamp, signature, authorization, ...wantsJson('accept', 'content-type') }];
    },
    reads: { timestamp: digits, signature: base64(32), authorization: 'Bearer (?<key>.*)', 'content-type': '.*' },
    writeTime: String,
    readTime: BigInt,
  },

  bitpro: {
    sign({ api_key, secret_key }, timestamp, { method, path, body }) {
      const md5 = createHash('md5').update(body).digest('base64');
      const message = Buffer.from([method, md5, path, timestamp].join(','));
      const signature = createHmac('sha1', secret_key).update(message).digest('base64');
      return [message, { Authorization: `Bitpro ${api_key}:${signature}`, 'Content-MD5': md5, Date: timestamp }];
    },
    reads: {
      authorization: `Bitpro (?<key>.*):${base64(20)}`,
      'content-md5': '(?<md5>[A-Za-z0-9+/]{21}[AQgw]==)',
      date: '(?<time>.+)',
    },
    writeTime: (nowMs) => new Date(nowMs).toUTCString(),
    readTime: timeOfDate,
  },

  crm: {
    sign({ api_key }, timestamp, { body }) {
      const signature = 'sha256=' + createHmac('sha256', api_key).update(body).digest('hex');
      return [body, { key: api_key, signature }];
    },
    reads: { key, signature: `sha256=${hex(32)}` },
    signs: ({ method, body }) => ['POST', 'PATCH', 'PUT'].includes(method) && body.length > 0,
  },
};
const signatures = ['sign', 'signature']; // these headers are there only if the scheme signs the request

class Refusal extends Error {} // its message is the reason

function timeOfDate(text) {
  const [, day, name, year, time] = /^..., (\d\d) (...) (\d{4}) (.*) GMT$/.exec(text) || [];
  const month = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].indexOf(name) + 1;
  const date = new Date(`${year}-${String(month).padStart(2, '0')}-${day}T${time}Z`); // else 0001 would be 2001
  if (date.toUTCString() !== text || year === '0000') throw new Refusal('malformed');
  return BigInt(date.getTime());
}

// JSON.parse checks the text, but takes the last of two members and rounds numbers: so the tokens are looked at.
function timeInBody(body) {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  JSON.parse(text);
  const tokens = text.match(/"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:,]|[^\s"{}[\]:,]+/g);
  if (tokens[0] !== '{') throw new Refusal('malformed');
  const values = [];
  let depth = 0;
  tokens.forEach((token, i) => {
    if (token === '{' || token === '[') depth++;
    if (token === '}' || token === ']') depth--;
    if (depth === 1 && tokens[i + 1] === ':' && JSON.parse(token) === 'timestamp') values.push(tokens[i + 2]);
  });
  if (values.length === 0) throw new Refusal('missing');
  if (values.length > 1 || !/^-?[0-9]{1,19}$/.test(values[0])) throw new Refusal('malformed');
  return BigInt(values[0]);
}

// Schemes that sign the method want capital letters, the others compare it without case. None signs the query.
function readRequest(wire) {
  const headers = new Map();
  for (const [name, value] of wire.headers) {
    const lower = name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()); // of others U+212A would become "k"
    headers.set(lower, [...(headers.get(lower) || []), value]);
  }
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

function sign(scheme, credentials, nowMs, request) {
  const [message, headers] = scheme.sign(credentials, scheme.writeTime && scheme.writeTime(nowMs), request);
  const added = Object.entries(headers);
  if (!scheme.signs || scheme.signs(request)) return [message, added];
  return [null, added.filter(([name]) => !signatures.includes(name.toLowerCase()))];
}

// Verifying: what follows, down to ops, is only needed by servers.
function readClaims({ reads }, headers, isSigned) {
  const claims = {};
  for (const [name, form] of Object.entries(reads)) {
    const values = headers.get(name) || [];
    if (values.length === 0 && (name === 'content-type' || (signatures.includes(name) && !isSigned))) continue;
    if (values.length === 0) throw new Refusal('missing');
    const match = new RegExp(`^${form}$`, 's').exec(values[0]);
    if (values.length > 1 || !match) throw new Refusal('malformed');
    Object.assign(claims, match.groups);
  }
  return claims;
}

function readTime(scheme, text, body) {
  let time;
  try {
    time = scheme.readTime(text, body);
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal('malformed');
  }
  if (BigInt.asIntN(64, time) !== time) throw new Refusal('malformed');
  return time;
}

function equal(one, other) {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

// A request is right if it claims what signing it at its own time gives.
function verify(scheme, credentials, nowMs, request) {
  const bears = (name) => name in scheme.reads && request.headers.has(name);
  const isSigned = !scheme.signs || scheme.signs(request) || signatures.some(bears);
  const sent = readClaims(scheme, request.headers, isSigned);
  const time = isSigned && scheme.readTime ? readTime(scheme, sent.time, request.body) : null;
  const [, headers] = scheme.sign(credentials, sent.time, request);
  const ownHeaders = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value]]);
  const own = readClaims(scheme, new Map(ownHeaders), true);
  const reasons = { key: 'unknown_key', md5: 'digest_mismatch', mac: 'signature_mismatch' };
  for (const [claim, reason] of Object.entries(reasons))
    if (claim in sent && !equal(sent[claim], own[claim])) throw new Refusal(reason);
  if (time === null || !scheme.windowMs) return;
  const age = BigInt(nowMs) - time;
  if (age > scheme.windowMs) throw new Refusal('expired');
  if (age < -scheme.windowMs) throw new Refusal('not_yet_valid');
}

const ops = ['message', 'sign', 'verify'];
const implementation = { name: 'example-javascript', version: '1.0', language: 'javascript' };
const hello = { protocol: 1, implementation, schemes: Object.keys(schemes), ops };

function answer({ op, scheme, credentials, now_ms, request }) {
  if (!ops.includes(op)) return { unsupported: `op ${op}` };
  if (!hello.schemes.includes(scheme)) return { unsupported: `scheme ${scheme}` };
  const given = [schemes[scheme], credentials, now_ms, readRequest(request)];
  try {
    if (op === 'verify') {
      verify(...given);
      return { verdict: 'accept' };
    }
  } catch (error) {
    if (error instanceof Refusal) return { verdict: 'reject', reason: error.message };
    throw error;
  }
  const [message, headers] = sign(...given);
  return op === 'sign' ? { headers } : { message_base64: message.toString('base64') };
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
