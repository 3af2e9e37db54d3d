#!/usr/bin/env ruby
# Signs and verifies for all five schemes with Ruby's standard library, over reqsig's adapter protocol, version 1.
# Run it with: reqsig test -- ruby conformance/adapters/adapter.rb
require 'digest'
require 'json'
require 'openssl'
require 'time'

# Each scheme gives the message and the headers to add, with a timestamp as its header has it.
module Schemes
  module_function

  def ambro(credentials, timestamp, _request)
    message = credentials.fetch('api_key') + timestamp
    signature = OpenSSL::HMAC.hexdigest('SHA256', credentials.fetch('api_secret'), message)
    [message, { 'X-Amb-Access-Sig' => signature, 'X-Amb-Access-Ts' => timestamp,
                'X-Amb-App-Id' => credentials.fetch('app_id') }]
  end

  def calypso(credentials, _timestamp, request)
    signature = OpenSSL::HMAC.hexdigest('SHA512', credentials.fetch('secret_key'), request.body)
    [request.body, { 'Key' => credentials.fetch('api_key'), 'Sign' => signature, **request.wants_json('Content-Type') }]
  end

  def aet(credentials, timestamp, request)
    body = request.headers.fetch('content-type', ['']).first.match?(%r{\Amultipart/}i) ? '' : request.body
    message = [timestamp, request.method, request.path.delete_prefix('/'), body].join
    signature = base64(OpenSSL::HMAC.digest('SHA256', credentials.fetch('secret_key'), message))
    [message, { 'timestamp' => timestamp, 'signature' => signature,
                'authorization' => "Bearer #{credentials.fetch('token')}",
                **request.wants_json('accept', 'content-type') }]
  end

  def bitpro(credentials, timestamp, request)
    content_md5 = Digest::MD5.base64digest(request.body)
    message = [request.method, content_md5, request.path, timestamp].join(',')
    signature = base64(OpenSSL::HMAC.digest('SHA1', credentials.fetch('secret_key'), message))
    authorization = "Bitpro #{credentials.fetch('api_key')}:#{signature}"
    [message, { 'Authorization' => authorization, 'Content-MD5' => content_md5, 'Date' => timestamp }]
  end

  def crm(credentials, _timestamp, request)
    signature = OpenSSL::HMAC.hexdigest('SHA256', credentials.fetch('api_key'), request.body)
    [request.body, { 'key' => credentials.fetch('api_key'), 'signature' => "sha256=#{signature}" }]
  end

  def base64(bytes) = [bytes].pack('m0')
end

# The headers that a verifier reads, and their forms, in which what they claim has a name.
KEY = /(?<key>.+)/m
DIGITS = /(?<time>0|[1-9][0-9]{0,18})/
READS = {
  'ambro' => { 'x-amb-access-sig' => /(?<mac>[0-9a-f]{64})/, 'x-amb-access-ts' => DIGITS, 'x-amb-app-id' => KEY },
  'calypso' => { 'key' => KEY, 'sign' => /(?<mac>[0-9a-f]{128})/ },
  'aet' => { 'timestamp' => DIGITS, 'signature' => %r{(?<mac>[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)},
             'authorization' => /Bearer (?<key>.*)/m, 'content-type' => /.*/m },
  'bitpro' => { 'authorization' => %r{Bitpro (?<key>.*):(?<mac>[A-Za-z0-9+/]{26}[AEIMQUYcgkosw048]=)}m,
                'content-md5' => %r{(?<md5>[A-Za-z0-9+/]{21}[AQgw]==)}, 'date' => /(?<time>.+)/m },
  'crm' => { 'key' => KEY, 'signature' => /sha256=(?<mac>[0-9a-f]{64})/ }
}.freeze
SIGNATURES = %w[sign signature].freeze # these headers are there only if the scheme signs the request
REASONS = { 'key' => 'unknown_key', 'md5' => 'digest_mismatch', 'mac' => 'signature_mismatch' }.freeze
CALYPSO_WINDOW_MS = 180_000

Refusal = Class.new(StandardError) # its message is the reason

# What can be signed is kept binary, as Ruby refuses to join UTF-8 text with other bytes. Schemes that sign
# the method want capital letters, the others compare it without case. None signs the query.
class Request
  attr_reader :method, :path, :headers, :body

  def initialize(wire)
    @method = wire['method'].b.upcase
    @path = wire['target'].b[/\A[^?]*/]
    @headers = wire['headers'].group_by { |name, _| name.downcase(:ascii) }.transform_values { |all| all.map(&:last) }
    @body = wire['body_base64'].unpack1('m')
  end

  def wants_json(*names)
    names.reject { |name| headers.key?(name.downcase) }.to_h { |name| [name, 'application/json'] }
  end

  def signed_by?(scheme)
    case scheme
    when 'calypso' then method == 'POST'
    when 'crm' then %w[POST PATCH PUT].include?(method) && !body.empty?
    else true
    end
  end
end

def timestamp(scheme, now_ms)
  case scheme
  when 'ambro' then (now_ms / 1000).to_s
  when 'aet' then now_ms.to_s
  when 'bitpro' then Time.at(now_ms / 1000).httpdate
  end
end

def sign(scheme, credentials, now_ms, request)
  message, headers = Schemes.public_send(scheme, credentials, timestamp(scheme, now_ms), request)
  return [message, headers] if request.signed_by?(scheme)

  [nil, headers.reject { |name, _| SIGNATURES.include?(name.downcase) }]
end

# Verifying: what follows, down to HELLO, is only needed by servers.
def claims(scheme, headers, signed)
  READS.fetch(scheme).each_with_object({}) do |(name, form), found|
    values = headers.fetch(name, [])
    next if values.empty? && (name == 'content-type' || (SIGNATURES.include?(name) && !signed))
    raise Refusal, 'missing' if values.empty?

    match = /\A#{form}\z/.match(values.first)
    raise Refusal, 'malformed' if values.size > 1 || !match

    found.merge!(match.named_captures)
  end
end

# Told of each member, also of the second of a name.
class Members < Array
  def []=(name, value)
    push([name, value])
  end
end

# Ruby's JSON takes comments and wrong escapes as well.
STRICT_JSON = %r{\A(?:[^"/]|"(?:[^"\\]|\\["\\/bfnrt]|\\u\h{4})*+")*+\z}

def body_time(body)
  text = body.dup.force_encoding('UTF-8')
  raise Refusal, 'malformed' unless text.valid_encoding? && text.match?(STRICT_JSON)

  top = JSON.parse(text, object_class: Members, max_nesting: 512)
  raise Refusal, 'malformed' unless top.is_a?(Members)

  values = top.filter_map { |name, value| [value] if name == 'timestamp' }
  raise Refusal, 'missing' if values.empty?

  values.size == 1 ? values.first.first : nil
end

def date_time(text)
  time = Time.httpdate(text)
  time.to_i * 1000 if time.httpdate == text && time.year.positive?
end

# Milliseconds.
def read_time(scheme, text, body)
  time = case scheme
         when 'ambro' then text.to_i * 1000
         when 'aet' then text.to_i
         when 'bitpro' then date_time(text)
         when 'calypso' then body_time(body)
         end
  return time if time.is_a?(Integer) && time.between?(-2**63, 2**63 - 1)

  raise Refusal, 'malformed'
rescue ArgumentError, JSON::ParserError
  raise Refusal, 'malformed'
end

# A request is right if it claims what signing it at its own time gives.
def verify(scheme, credentials, now_ms, request)
  signed = request.signed_by?(scheme) || (SIGNATURES & READS.fetch(scheme).keys & request.headers.keys).any?
  sent = claims(scheme, request.headers, signed)
  time = read_time(scheme, sent['time'], request.body) if signed && scheme != 'crm'
  _, headers = Schemes.public_send(scheme, credentials, sent['time'], request)
  own = claims(scheme, headers.to_h { |name, value| [name.downcase, [value]] }, true)
  REASONS.each do |claim, reason|
    next if !sent.key?(claim) || OpenSSL.secure_compare(sent[claim], own[claim])

    raise Refusal, reason
  end
  return if scheme != 'calypso' || !time

  raise Refusal, 'expired' if now_ms - time > CALYPSO_WINDOW_MS
  raise Refusal, 'not_yet_valid' if time - now_ms > CALYPSO_WINDOW_MS
end

HELLO = { protocol: 1,
          implementation: { name: 'example-ruby', version: '1.0', language: 'ruby' },
          schemes: READS.keys,
          ops: %w[message sign verify] }.freeze

def answer(question)
  op, scheme = question.values_at('op', 'scheme')
  return { unsupported: "op #{op}" } unless HELLO[:ops].include?(op)
  return { unsupported: "scheme #{scheme}" } unless HELLO[:schemes].include?(scheme)

  given = [scheme, question['credentials'], question['now_ms'], Request.new(question['request'])]
  if op == 'verify'
    verify(*given)
    return { verdict: 'accept' }
  end
  message, headers = sign(*given)
  op == 'sign' ? { headers: headers.to_a } : { message_base64: Schemes.base64(message) }
rescue Refusal => e
  { verdict: 'reject', reason: e.message }
end

$stdin.set_encoding('UTF-8') # whatever the locale
$stdout.sync = true
$stdin.each_line do |line|
  question = JSON.parse(line)
  puts JSON.generate(question['op'] == 'hello' ? HELLO : { id: question['id'], **answer(question) })
rescue StandardError => e
  puts JSON.generate(id: question && question['id'], error: e.class.name) # a message may quote its input
end
