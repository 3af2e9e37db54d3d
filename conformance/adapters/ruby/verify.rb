# Verifies what sign.rb signs, strictly. Only servers need it.
require 'json'
require 'openssl'
require 'time'
require_relative 'sign'

Rejected = Class.new(StandardError) # its message is the reason

module Verify
  KEY = /(?<key>.+)/m
  DIGITS = /(?<time>[0-9]+)/
  # The headers that a verifier reads, and their forms, in which what they claim has a name.
  READS = {
    'ambro' => { 'x-amb-access-sig' => /(?<mac>[0-9a-f]{64})/, 'x-amb-access-ts' => DIGITS, 'x-amb-app-id' => KEY },
    'calypso' => { 'key' => KEY, 'sign' => /(?<mac>[0-9a-f]{128})/ },
    'aet' => { 'timestamp' => DIGITS, 'signature' => %r{(?<mac>[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)},
               'authorization' => /Bearer (?<key>.*)/m, 'content-type' => /.*/m },
    'bitpro' => { 'authorization' => %r{Bitpro (?<key>.*):(?<mac>[A-Za-z0-9+/]{26}[AEIMQUYcgkosw048]=)}m,
                  'content-md5' => %r{(?<md5>[A-Za-z0-9+/]{21}[AQgw]==)}, 'date' => /(?<time>.+)/m },
    'crm' => { 'key' => KEY, 'signature' => /sha256=(?<mac>[0-9a-f]{64})/ }
  }.freeze
  REASONS = { 'time' => 'malformed', 'key' => 'unknown_key', 'md5' => 'digest_mismatch',
              'mac' => 'signature_mismatch' }.freeze
  CALYPSO_WINDOW_MS = 180_000
  # Ruby's JSON takes comments and wrong escapes as well.
  STRICT_JSON = %r{\A(?:[^"/]|"(?:[^"\\]|\\["\\/bfnrt]|\\u\h{4})*+")*+\z}

  # Told of each member, also of the second of a name.
  class Members < Array
    def []=(name, value)
      push([name, value])
    end
  end

  module_function

  def claims(scheme, headers, signed)
    READS.fetch(scheme).each_with_object({}) do |(name, form), found|
      values = headers.fetch(name, [])
      next if values.empty? && (name == 'content-type' || (Sign::SIGNATURES.include?(name) && !signed))
      raise Rejected, 'missing' if values.empty?

      match = /\A#{form}\z/.match(values.first)
      raise Rejected, 'malformed' if values.size > 1 || !match

      found.merge!(match.named_captures)
    end
  end

  def body_time(body)
    text = body.dup.force_encoding('UTF-8')
    raise Rejected, 'malformed' unless text.valid_encoding? && text.match?(STRICT_JSON)

    top = JSON.parse(text, object_class: Members, max_nesting: 512)
    raise Rejected, 'malformed' unless top.is_a?(Members)

    values = top.filter_map { |name, value| [value] if name == 'timestamp' }
    raise Rejected, 'missing' if values.empty?

    values.size == 1 ? values.first.first : nil
  end

  def date_time(text)
    time = Time.httpdate(text)
    time.to_i * 1000 if time.year.positive?
  end

  def read_time(scheme, text, body)
    time = case scheme
           when 'ambro' then text.to_i * 1000
           when 'calypso' then body_time(body)
           when 'aet' then text.to_i
           when 'bitpro' then date_time(text)
           end
    return time if time.is_a?(Integer) && time.between?(-2**63, 2**63 - 1)

    raise Rejected, 'malformed'
  rescue ArgumentError, JSON::ParserError
    raise Rejected, 'malformed'
  end

  # A request is right if it claims what signing it at its own time gives.
  def call(scheme, credentials, now_ms, request)
    bears_signature = (Sign::SIGNATURES & READS.fetch(scheme).keys & request.headers.keys).any?
    signed = Sign.signed?(scheme, request) || bears_signature
    sent = claims(scheme, request.headers, signed)
    time = read_time(scheme, sent['time'], request.body) if signed && scheme != 'crm'
    _, headers = Sign.public_send(scheme, credentials, time, request)
    own = claims(scheme, headers.to_h { |name, value| [name.downcase, [value]] }, true)
    wrong, = REASONS.find { |claim, _| sent.key?(claim) && !OpenSSL.secure_compare(sent[claim], own[claim]) }
    raise Rejected, REASONS[wrong] if wrong
    return unless scheme == 'calypso' && time

    raise Rejected, 'expired' if now_ms - time > CALYPSO_WINDOW_MS
    raise Rejected, 'not_yet_valid' if time - now_ms > CALYPSO_WINDOW_MS
  end
end
