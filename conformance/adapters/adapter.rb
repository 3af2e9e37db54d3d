#!/usr/bin/env ruby
# Signs for all five schemes with Ruby's standard library, over reqsig's adapter protocol, version 1.
# Run it with: reqsig test -- ruby conformance/adapters/adapter.rb
require 'digest'
require 'json'
require 'openssl'
require 'time'

# Each scheme gives the message (nil if it doesn't sign such a request) and the headers to add.
module Schemes
  module_function

  def ambro(credentials, now_ms, _request)
    timestamp = (now_ms / 1000).to_s
    message = credentials.fetch('api_key') + timestamp
    signature = OpenSSL::HMAC.hexdigest('SHA256', credentials.fetch('api_secret'), message)
    [message, { 'X-Amb-Access-Sig' => signature, 'X-Amb-Access-Ts' => timestamp,
                'X-Amb-App-Id' => credentials.fetch('app_id') }]
  end

  def calypso(credentials, _now_ms, request)
    headers = { 'Key' => credentials.fetch('api_key'), **request.wants_json('Content-Type') }
    return [nil, headers] unless request.method == 'POST'

    signature = OpenSSL::HMAC.hexdigest('SHA512', credentials.fetch('secret_key'), request.body)
    [request.body, { **headers, 'Sign' => signature }]
  end

  def aet(credentials, now_ms, request)
    body = request.headers['content-type'].to_s.match?(%r{\Amultipart/}i) ? '' : request.body
    message = [now_ms.to_s, request.method, request.path.delete_prefix('/'), body].join
    signature = base64(OpenSSL::HMAC.digest('SHA256', credentials.fetch('secret_key'), message))
    [message, { 'timestamp' => now_ms.to_s, 'signature' => signature,
                'authorization' => "Bearer #{credentials.fetch('token')}",
                **request.wants_json('accept', 'content-type') }]
  end

  def bitpro(credentials, now_ms, request)
    content_md5 = Digest::MD5.base64digest(request.body)
    date = Time.at(now_ms / 1000).httpdate
    message = [request.method, content_md5, request.path, date].join(',')
    signature = base64(OpenSSL::HMAC.digest('SHA1', credentials.fetch('secret_key'), message))
    authorization = "Bitpro #{credentials.fetch('api_key')}:#{signature}"
    [message, { 'Authorization' => authorization, 'Content-MD5' => content_md5, 'Date' => date }]
  end

  def crm(credentials, _now_ms, request)
    headers = { 'key' => credentials.fetch('api_key') }
    return [nil, headers] if !%w[POST PATCH PUT].include?(request.method) || request.body.empty?

    signature = OpenSSL::HMAC.hexdigest('SHA256', credentials.fetch('api_key'), request.body)
    [request.body, { **headers, 'signature' => "sha256=#{signature}" }]
  end

  def base64(bytes) = [bytes].pack('m0')
end

# What can be signed is kept binary, as Ruby refuses to join UTF-8 text with other bytes. Schemes that sign
# the method want capital letters, the others compare it without case. None signs the query.
class Request
  attr_reader :method, :path, :headers, :body

  def initialize(wire)
    @method = wire['method'].b.upcase
    @path = wire['target'].b[/\A[^?]*/]
    @headers = wire['headers'].to_h { |name, value| [name.downcase, value] }
    @body = wire['body_base64'].unpack1('m')
  end

  def wants_json(*names)
    names.reject { |name| headers.key?(name.downcase) }.to_h { |name| [name, 'application/json'] }
  end
end

HELLO = { protocol: 1,
          implementation: { name: 'example-ruby', version: '1.0', language: 'ruby' },
          schemes: %w[ambro calypso aet bitpro crm],
          ops: %w[message sign] }.freeze

def answer(question)
  op, scheme = question.values_at('op', 'scheme')
  return { unsupported: "op #{op}" } unless HELLO[:ops].include?(op)
  return { unsupported: "scheme #{scheme}" } unless HELLO[:schemes].include?(scheme)

  request = Request.new(question['request'])
  message, headers = Schemes.public_send(scheme, question['credentials'], question['now_ms'], request)
  op == 'sign' ? { headers: headers.to_a } : { message_base64: Schemes.base64(message) }
end

$stdin.set_encoding('UTF-8') # whatever the locale
$stdout.sync = true
$stdin.each_line do |line|
  question = JSON.parse(line)
  puts JSON.generate(question['op'] == 'hello' ? HELLO : { id: question['id'], **answer(question) })
rescue StandardError => e
  puts JSON.generate(id: question && question['id'], error: e.class.name) # a message may quote its input
end
