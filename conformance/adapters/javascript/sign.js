// Signs requests for five APIs, with Node's own crypto.
'use strict';

const { createHash, createHmac } = require('crypto');

// Schemes that sign the method want capital letters, the others compare it without case (it is ASCII).
// None signs the query. The body is a Buffer: it need not be text.
class Request {
  constructor(method, target, headers, body) {
    this.method = method.toUpperCase();
    this.path = target.split('?', 1)[0];
    this.headers = new Map();
    for (const [name, value] of headers) {
      const lower = name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()); // of others U+212A would become "k"
      this.headers.set(lower, [...(this.headers.get(lower) || []), value]);
    }
    this.body = body;
  }

  wantsJson(...names) {
    const missing = names.filter((name) => !this.headers.has(name.toLowerCase()));
    return Object.fromEntries(missing.map((name) => [name, 'application/json']));
  }
}

// The default of credentials that become text, in which a missing one would read "undefined". createHmac takes none.
const required = () => { throw new TypeError('a credential is missing'); };

// A secret that is not set is no key: everybody knows the empty one.
const hmac = (digest, secret) => createHmac(digest, secret || required());

// Each scheme gives the message and the headers to add. The time is a BigInt where it comes from a verifier.
const schemes = {
  ambro({ app_id = required(), api_key = required(), api_secret }, nowMs) {
    const timestamp = String(BigInt(nowMs) / 1000n);
    const message = Buffer.from(api_key + timestamp);
    const signature = hmac('sha256', api_secret).update(message).digest('hex');
    const headers = { 'X-Amb-Access-Sig': signature, 'X-Amb-Access-Ts': timestamp, 'X-Amb-App-Id': app_id };
    return { message, headers };
  },

  calypso({ api_key = required(), secret_key }, nowMs, request) {
    const signature = hmac('sha512', secret_key).update(request.body).digest('hex');
    const headers = { Key: api_key, Sign: signature, ...request.wantsJson('Content-Type') };
    return { message: request.body, headers };
  },

  aet({ token = required(), secret_key }, nowMs, request) {
    const timestamp = String(nowMs);
    const head = Buffer.from(timestamp + request.method + request.path.replace(/^\//, ''));
    const [contentType] = request.headers.get('content-type') || [''];
    const message = /^multipart\//i.test(contentType) ? head : Buffer.concat([head, request.body]);
    const signature = hmac('sha256', secret_key).update(message).digest('base64');
    const headers = { timestamp, signature, authorization: `Bearer ${token}` };
    return { message, headers: { ...headers, ...request.wantsJson('accept', 'content-type') } };
  },

  bitpro({ api_key = required(), secret_key }, nowMs, { method, path, body }) {
    const date = new Date(Number(nowMs)).toUTCString();
    const md5 = createHash('md5').update(body).digest('base64');
    const message = Buffer.from([method, md5, path, date].join(','));
    const signature = hmac('sha1', secret_key).update(message).digest('base64');
    const headers = { Authorization: `Bitpro ${api_key}:${signature}`, 'Content-MD5': md5, Date: date };
    return { message, headers };
  },

  crm({ api_key }, nowMs, { body }) {
    const signature = 'sha256=' + hmac('sha256', api_key).update(body).digest('hex');
    return { message: body, headers: { key: api_key, signature } };
  },
};
const signatures = ['sign', 'signature']; // these headers are there only if the scheme signs the request

function isSigned(scheme, { method, body }) {
  if (scheme === 'crm') return ['POST', 'PATCH', 'PUT'].includes(method) && body.length > 0;
  return scheme !== 'calypso' || method === 'POST';
}

function sign(scheme, credentials, nowMs, request) {
  const { message, headers } = schemes[scheme](credentials, nowMs, request);
  const isAdded = ([name]) => isSigned(scheme, request) || !signatures.includes(name.toLowerCase());
  return { message, headers: Object.entries(headers).filter(isAdded) };
}

module.exports = { Request, isSigned, schemes, sign, signatures };
