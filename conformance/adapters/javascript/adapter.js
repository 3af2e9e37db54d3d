#!/usr/bin/env node
// Answers reqsig's adapter protocol, version 1, by calls of an implementation: here sign.js and verify.js.
// Run it with: reqsig test -- node conformance/adapters/javascript/adapter.js
'use strict';

const { Request, schemes, sign } = require('./sign');
const { Rejected, verify } = require('./verify');

const ops = {
  message: (...given) => ({ message_base64: sign(...given).message.toString('base64') }),
  sign: (...given) => ({ headers: sign(...given).headers }),
  verify(...given) {
    try {
      verify(...given);
      return { verdict: 'accept' };
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      return { verdict: 'reject', reason: error.message };
    }
  },
};

const implementation = { name: 'example-javascript', version: '1.0', language: 'javascript' };
const hello = { protocol: 1, implementation, schemes: Object.keys(schemes), ops: Object.keys(ops) };

function answer({ op, scheme, credentials, now_ms, request }) {
  if (!hello.ops.includes(op) || !hello.schemes.includes(scheme)) return { unsupported: `${op} of ${scheme}` };
  const { method, target, headers, body_base64 } = request;
  const body = Buffer.from(body_base64, 'base64');
  return ops[op](scheme, credentials, now_ms, new Request(method, target, headers, body));
}

function reply(line) {
  let id;
  try {
    const question = JSON.parse(line);
    id = question.id;
    return JSON.stringify(question.op === 'hello' ? hello : { id, ...answer(question) });
  } catch (error) { // what a library throws costs this case alone, whatever it is
    const name = error instanceof Error ? error.name : 'no Error was thrown'; // no message: it may quote a secret
    return JSON.stringify({ id, error: name });
  }
}

// Lines are cut by hand: the readline of newer releases also ends one at U+2028, which JSON may contain.
let rest = '';
process.stdin.setEncoding('utf8').on('data', (chunk) => {
  const lines = chunk.split('\n');
  lines[0] = rest + lines[0];
  rest = lines.pop();
  for (const line of lines) process.stdout.write(reply(line) + '\n');
});
