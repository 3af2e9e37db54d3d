#!/usr/bin/env ruby
# A reqsig adapter to start from: the headers of one scheme, crm. Call your own code in place of sign.
require 'json'
require 'openssl'

HELLO = { protocol: 1, implementation: { name: 'my-sdk', version: '1.0', language: 'ruby' },
          schemes: %w[crm], ops: %w[sign] }.freeze

def sign(credentials, _now_ms, request)
  body = request['body_base64'].unpack1('m0')
  headers = [['key', credentials['api_key']]]
  if !body.empty? && %w[POST PATCH PUT].include?(request['method'].upcase)
    headers << ['signature', "sha256=#{OpenSSL::HMAC.hexdigest('SHA256', credentials['api_key'], body)}"]
  end
  headers
end

def answer(asked)
  op, scheme = asked.values_at('op', 'scheme')
  return { unsupported: "#{op} of #{scheme}" } unless op == 'sign' && scheme == 'crm'

  { headers: sign(*asked.values_at('credentials', 'now_ms', 'request')) }
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
