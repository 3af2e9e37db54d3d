#!/usr/bin/env node
// Node's own HTTP server as a parser, for reqsig test --http. Run it with:
//   reqsig test --http -- node conformance/adapters/http/node.js [lenient]
// "lenient" turns on insecureHTTPParser. Each raw request is the whole of one connection, which is no socket.
'use strict';

const http = require('http');
const { Duplex } = require('stream');

const lenient = process.argv[2] === 'lenient';
const hello = {
  protocol: 1,
  implementation: { name: `node http${lenient ? ' insecureHTTPParser' : ''}`, version: process.versions.node, language: 'javascript' },
  schemes: [],
  ops: ['parse'],
};

class Connection extends Duplex {
  constructor(raw, settled) {
    super({ allowHalfOpen: true });
    this.unread = [raw, null];
    this.requests = [];
    this.failure = null;
    this.written = '';
    this.once('close', () => settled(this.outcome()));
  }

  _read() {
    if (this.unread.length > 0) this.push(this.unread.shift());
  }

  _write(chunk, encoding, done) {
    this.written += chunk.toString('latin1');
    done();
  }

  outcome() {
    const status = /^HTTP\/1\.1 ([45].*)\r\n/.exec(this.written);
    if (this.failure && this.requests.length > 0 && this.requests[0].whole) return { refused: `behind the request: ${this.failure}` };
    if (this.failure) return { refused: this.failure };
    if (this.requests.length > 1) return { refused: 'a second request is read behind the first' };
    if (this.requests.length === 0) return { refused: status ? status[1] : 'no request is told' };
    if (!this.requests[0].whole) return { refused: 'the request does not end' };
    return { request: this.requests[0].request };
  }
}
for (const name of ['setTimeout', 'setNoDelay', 'setKeepAlive', 'ref', 'unref']) Connection.prototype[name] = function () { return this; };

function headersOf(request) {
  const pairs = [];
  for (let i = 0; i < request.rawHeaders.length; i += 2)
    pairs.push([request.rawHeaders[i], Buffer.from(request.rawHeaders[i + 1], 'latin1').toString('base64')]);
  return pairs;
}

function take(request, response) {
  const taken = { whole: false };
  const chunks = [];
  request.socket.requests.push(taken);
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('error', () => {}); // of a body that is cut: clientError tells
  request.on('end', () => {
    taken.whole = true;
    taken.request = {
      method: request.method,
      target: request.url,
      headers_base64: headersOf(request),
      body_base64: Buffer.concat(chunks).toString('base64'),
    };
    if (response) response.end();
    else request.socket.destroy();
  });
}

const server = http.createServer({ insecureHTTPParser: lenient }, take);
server.on('checkContinue', take);
server.on('checkExpectation', take);
server.on('connect', (request, socket, head) => {
  if (head.length > 0) socket.failure = `${head.length} bytes are left`;
  take(request, null);
  request.resume();
  if (request.complete) request.emit('end');
});
server.on('clientError', (error, socket) => {
  socket.failure = socket.failure || `${error.code}: ${error.reason || error.message}`;
  socket.destroy();
});

function reply(object) {
  process.stdout.write(JSON.stringify(object) + '\n');
}

function answer(line) {
  const question = JSON.parse(line);
  if (question.op === 'hello') return reply(hello);
  if (question.op !== 'parse') return reply({ id: question.id, unsupported: question.op });
  const raw = Buffer.from(question.raw_base64, 'base64');
  return server.emit('connection', new Connection(raw, (outcome) => reply({ id: question.id, ...outcome })));
}

let rest = '';
process.stdin.setEncoding('utf8').on('data', (chunk) => {
  const lines = (rest + chunk).split('\n');
  rest = lines.pop();
  lines.forEach(answer);
});
process.stdin.on('end', () => server.close());
