#!/usr/bin/env ruby
# Answers reqsig's adapter protocol, version 1, by calls of an implementation: here sign.rb and verify.rb.
# Run it with: reqsig test -- ruby conformance/adapters/ruby/adapter.rb
require 'json'
require_relative 'sign'
require_relative 'verify'

HELLO = { protocol: 1,
          implementation: { name: 'example-ruby', version: '1.0', language: 'ruby' },
          schemes: Sign::SCHEMES,
          ops: %w[message sign verify] }.freeze

def answer(question)
  op, scheme = question.values_at('op', 'scheme')
  return { unsupported: "#{op} of #{scheme}" } unless HELLO[:ops].include?(op) && HELLO[:schemes].include?(scheme)

  wire = question['request']
  body = wire['body_base64'].unpack1('m0')
  request = Request.new(wire['method'], wire['target'], wire['headers'], body)
  given = [scheme, question['credentials'], question['now_ms'], request]
  case op
  when 'message' then { message_base64: [Sign.call(*given).first].pack('m0') }
  when 'sign' then { headers: Sign.call(*given).last.to_a }
  when 'verify'
    Verify.call(*given) # or raises Rejected
    { verdict: 'accept' }
  end
rescue Rejected => e
  { verdict: 'reject', reason: e.message }
end

$stdin.set_encoding('UTF-8') # whatever the locale
$stdout.sync = true
$stdin.each_line do |line|
  reply = {}
  question = JSON.parse(line.scrub)
  if question['op'] == 'hello'
    reply = HELLO
  else
    reply[:id] = question.fetch('id')
    reply.merge!(answer(question))
  end
  puts JSON.generate(reply)
rescue Interrupt
  raise
rescue Exception => e # SystemExit and NotImplementedError too: what a library raises costs this case alone
  puts JSON.generate(id: reply[:id], error: e.class.name) # without its message, which may quote a secret
end
