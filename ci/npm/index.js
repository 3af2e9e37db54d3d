'use strict';

const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/* Beside them are the raw requests and the schemas. */
const schemes = readdirSync(join(__dirname, 'vectors'))
  .filter((name) => /^[^.]+\.json$/.test(name) && name !== 'http.json' && name !== 'schema.json')
  .map((name) => name.slice(0, -'.json'.length))
  .sort();

const read = (name) => JSON.parse(readFileSync(join(__dirname, 'vectors', `${name}.json`), 'utf8'));

/** The vectors of one scheme, in the order of their file. */
function load(scheme) {
  if (!schemes.includes(scheme)) throw new RangeError(`expected a scheme of ${schemes.join(', ')}, not ${scheme}`);
  return read(scheme).vectors;
}

/** Raw requests for a parser of HTTP. */
const loadHttp = () => read('http').vectors;

/** A request's body as bytes: vectors write it as text, in base 64, or as text that is repeated. */
function bodyOf({ body, body_base64: encoded, body_repeat: repeat }) {
  if (encoded !== undefined) return Buffer.from(encoded, 'base64');
  if (repeat) return Buffer.from((repeat.prefix ?? '') + repeat.text.repeat(repeat.times) + (repeat.suffix ?? ''));
  return Buffer.from(body);
}

module.exports = { schemes, load, loadHttp, bodyOf };
