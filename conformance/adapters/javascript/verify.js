// Verifies what sign.js signs, strictly. Only servers need it.
'use strict';

const { timingSafeEqual } = require('crypto');
const { isSigned, schemes, signatures } = require('./sign');

const key = '(?<key>.+)';
const digits = '(?<time>[0-9]+)';
const hex = (length) => `(?<mac>[0-9a-f]{${2 * length}})`;
const base64 = (length) => `(?<mac>[A-Za-z0-9+/]{${Math.floor((length * 4) / 3)}}[AEIMQUYcgkosw048]=)`; // 20, 32
const md5 = '(?<md5>[A-Za-z0-9+/]{21}[AQgw]==)';

// The headers that a verifier reads, and their forms, in which what they claim has a name.
const reads = {
  ambro: { 'x-amb-access-sig': hex(32), 'x-amb-access-ts': digits, 'x-amb-app-id': key },
  calypso: { key, sign: hex(64) },
  aet: { timestamp: digits, signature: base64(32), authorization: 'Bearer (?<key>.*)', 'content-type': '.*' },
  bitpro: { authorization: `Bitpro (?<key>.*):${base64(20)}`, 'content-md5': md5, date: '(?<time>.+)' },
  crm: { key, signature: `sha256=${hex(32)}` },
};
const reasons = { time: 'malformed', key: 'unknown_key', md5: 'digest_mismatch', mac: 'signature_mismatch' };
const calypsoWindowMs = 180000n;

class Rejected extends Error {} // its message is the reason

function readClaims(scheme, headers, signed) {
  const claims = {};
  for (const [name, form] of Object.entries(reads[scheme])) {
    const values = headers.get(name) || [];
    if (values.length === 0 && (name === 'content-type' || (signatures.includes(name) && !signed))) continue;
    if (values.length === 0) throw new Rejected('missing');
    const match = new RegExp(`^${form}$`, 's').exec(values[0]);
    if (values.length > 1 || !match) throw new Rejected('malformed');
    Object.assign(claims, match.groups);
  }
  return claims;
}

function timeOfDate(text) {
  const year = text.slice(12, 16);
  if (year === '0000') throw new Rejected('malformed');
  return BigInt(new Date(text).setUTCFullYear(year)); // of 0001 the parser makes 2001
}

// JSON.parse checks the text, but takes the last of two members and rounds numbers: so the tokens are looked at.
function timeInBody(body) {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  JSON.parse(text);
  const tokens = text.match(/"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:,]|[^\s"{}[\]:,]+/g);
  if (tokens[0] !== '{') throw new Rejected('malformed');
  const values = [];
  let depth = 0;
  tokens.forEach((token, i) => {
    if (token === '{' || token === '[') depth++;
    if (token === '}' || token === ']') depth--;
    if (depth === 1 && tokens[i + 1] === ':' && JSON.parse(token) === 'timestamp') values.push(tokens[i + 2]);
  });
  if (values.length === 0) throw new Rejected('missing');
  if (values.length > 1 || !/^-?[0-9]{1,19}$/.test(values[0])) throw new Rejected('malformed');
  return BigInt(values[0]);
}

const readTime = {
  ambro: (text) => BigInt(text) * 1000n,
  calypso: (text, body) => timeInBody(body),
  aet: BigInt,
  bitpro: timeOfDate,
};

function timeOf(scheme, text, body) {
  try {
    const time = readTime[scheme](text, body);
    if (BigInt.asIntN(64, time) === time) return time;
  } catch (error) {
    if (error instanceof Rejected) throw error;
  }
  throw new Rejected('malformed');
}

function equal(one, other) {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

// A request is right if it claims what signing it at its own time gives.
function verify(scheme, credentials, nowMs, request) {
  const bearsSignature = signatures.some((name) => name in reads[scheme] && request.headers.has(name));
  const signed = isSigned(scheme, request) || bearsSignature;
  const sent = readClaims(scheme, request.headers, signed);
  const time = signed && scheme in readTime ? timeOf(scheme, sent.time, request.body) : null;
  const own = Object.entries(schemes[scheme](credentials, time, request).headers);
  const right = readClaims(scheme, new Map(own.map(([name, value]) => [name.toLowerCase(), [value]])), true);
  for (const [claim, reason] of Object.entries(reasons))
    if (claim in sent && !equal(sent[claim], right[claim])) throw new Rejected(reason);
  if (!signed || scheme !== 'calypso') return;
  if (BigInt(nowMs) - time > calypsoWindowMs) throw new Rejected('expired');
  if (time - BigInt(nowMs) > calypsoWindowMs) throw new Rejected('not_yet_valid');
}

module.exports = { Rejected, verify };
