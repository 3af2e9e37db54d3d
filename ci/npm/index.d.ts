/// <reference types="node" />

/** One of schemes, such as 'crm'. */
export type Scheme = string;

/** Name and value. */
export type Header = [string, string];

export interface Request {
  method: string;
  target: string;
  headers: Header[];
  /** One of these three; see bodyOf. */
  body?: string;
  body_base64?: string;
  body_repeat?: { text: string; times: number; prefix?: string; suffix?: string };
}

export type Reason =
  | 'malformed' | 'missing' | 'unknown_key' | 'digest_mismatch' | 'signature_mismatch' | 'expired' | 'not_yet_valid' | 'any';

export interface Expectation {
  /** What is signed: as text, in base 64, or the SHA-256 of a long one. */
  message?: string;
  message_base64?: string;
  message_sha256?: string;
  /** The request gets no signature. */
  not_signed?: boolean;
  content_md5?: string;
  /** In lower-case hex. */
  mac?: string;
  /** Headers that a signer adds. */
  headers?: Header[];
  also_sent?: Header[];
  absent?: string[];
  verdict?: 'accept' | 'reject';
  reason?: Reason;
}

export interface Vector {
  id: string;
  class: 'golden' | 'derived' | 'profile' | 'strict' | 'silent';
  tests: string;
  /** The document's words that justify it. */
  clause: string;
  source?: string;
  register?: string[];
  mistakes?: string[];
  bugs?: number[];
  credentials: Record<string, string>;
  now_ms: number;
  request: Request;
  expect: Expectation;
  /** What is right under a profile, where that differs. */
  profiles?: Array<Expectation & { names: string[] }>;
  /** The id of an accepted vector, which this one to verify only differs from in one thing. */
  twin?: string;
  changes?: string;
  edit?: string;
}

/** The names of all, sorted. */
export const schemes: Scheme[];
/** A RangeError if there is no such scheme. */
export function load(scheme: Scheme): Vector[];
/** See vectors/http.schema.json. */
export function loadHttp(): Array<Record<string, unknown>>;
export function bodyOf(request: Request): Buffer;
