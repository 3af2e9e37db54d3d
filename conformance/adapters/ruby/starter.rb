#!/usr/bin/env ruby
# A reqsig adapter to start from: one scheme, crm. Call your own code in place of sign and verify, and leave out of ops
# what you don't have.
require 'json'
require 'openssl'

HELLO = { protocol: 1, implementation: { name: 'my-sdk', version: '1.0', language: 'ruby' },
          schemes: %w[crm], ops: %w[sign verify] }.freeze

def signature(credentials, request)
  "sha256=#{OpenSSL::HMAC.hexdigest('SHA256', credentials['api_key'], request['body_base64'].unpack1('m0'))}"
end

def signed?(request)
  !request['body_base64'].empty? && %w[POST PATCH PUT].include?(request['method'].upcase)
end

def sign(credentials, _now_ms, request)
  headers = [['key', credentials['api_key']]]
  headers << ['signature', signature(credentials, request)] if signed?(request)
  headers
end

# Why the request is rejected; nil if it is accepted.
def verify(credentials, _now_ms, request)
  sent = request['headers'].group_by { |name, _| name.downcase(:ascii) }.transform_values { |pairs| pairs.map(&:last) }
  checks = [['key', /\A.+\z/m, 'unknown_key', credentials['api_key']]]
  if signed?(request) || sent.key?('signature')
    checks << ['signature', /\Asha256=[0-9a-f]{64}\z/, 'signature_mismatch', signature(credentials, request)]
  end
  checks.each do |name, form,|
    return 'missing' unless sent.key?(name)
    return 'malformed' unless sent[name].one? && form.match?(sent[name].first)
  end
  wrong = checks.find { |name, _, _, right| !OpenSSL.secure_compare(sent[name].first, right) }
  wrong && wrong[2]
end

def answer(asked)
  op, scheme = asked.values_at('op', 'scheme')
  return { unsupported: "#{op} of #{scheme}" } unless %w[sign verify].include?(op) && scheme == 'crm'

  case_parts = asked.values_at('credentials', 'now_ms', 'request')
  return { headers: sign(*case_parts) } if op == 'sign'

  reason = verify(*case_parts)
  reason ? { verdict: 'reject', reason: reason } : { verdict: 'accept' }
end

$stdin.set_encoding('UTF-8') # whatever the locale
$stdout.sync = true
$stdin.each_line do |line|
  asked = JSON.parse(line)
  next puts(JSON.generate(HELLO)) if asked['op'] == 'hello'

  begin
    puts JSON.generate({ id: asked['id'], **answer(asked) })
  rescue StandardError => e # costs this case alone; without its message, which may quote a secret
    puts JSON.generate({ id: asked['id'], error: e.class.name })
  end
end
