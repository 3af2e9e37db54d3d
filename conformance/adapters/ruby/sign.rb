# Signs requests for five APIs, with Ruby's standard library.
require 'digest'
require 'openssl'
require 'time'

# What can be signed is kept binary, as Ruby refuses to join UTF-8 text with other bytes. Schemes that sign
# the method want capital letters, the others compare it without case. None signs the query.
class Request
  attr_reader :method, :path, :headers, :body

  def initialize(method, target, headers, body)
    @method = method.b.upcase
    @path = target.b[/\A[^?]*/]
    @headers = headers.group_by { |name, _| name.downcase(:ascii) }.transform_values { |all| all.map(&:last) }
    @body = body
  end

  def wants_json(*names)
    names.reject { |name| headers.key?(name.downcase) }.to_h { |name| [name, 'application/json'] }
  end
end

# Each scheme gives the message and the headers to add.
module Sign
  SCHEMES = %w[ambro calypso aet bitpro crm].freeze
  SIGNATURES = %w[sign signature].freeze # these headers are there only if the scheme signs the request

  module_function

  def ambro(credentials, now_ms, _request)
    timestamp = (now_ms / 1000).to_s
    message = credentials.fetch('api_key') + timestamp
    signature = OpenSSL::HMAC.hexdigest('SHA256', secret(credentials, 'api_secret'), message)
    headers = { 'X-Amb-Access-Sig' => signature, 'X-Amb-Access-Ts' => timestamp }
    [message, { **headers, 'X-Amb-App-Id' => credentials.fetch('app_id') }]
  end

  def calypso(credentials, _now_ms, request)
    signature = OpenSSL::HMAC.hexdigest('SHA512', secret(credentials, 'secret_key'), request.body)
    [request.body, { 'Key' => credentials.fetch('api_key'), 'Sign' => signature, **request.wants_json('Content-Type') }]
  end

  def aet(credentials, now_ms, request)
    body = request.headers.fetch('content-type', ['']).first.match?(%r{\Amultipart/}i) ? '' : request.body
    message = [now_ms, request.method, request.path.delete_prefix('/'), body].join
    signature = base64(OpenSSL::HMAC.digest('SHA256', secret(credentials, 'secret_key'), message))
    headers = { 'timestamp' => now_ms.to_s, 'signature' => signature }
    headers['authorization'] = "Bearer #{credentials.fetch('token')}"
    [message, { **headers, **request.wants_json('accept', 'content-type') }]
  end

  def bitpro(credentials, now_ms, request)
    date = Time.at(now_ms / 1000).httpdate
    content_md5 = Digest::MD5.base64digest(request.body)
    message = [request.method, content_md5, request.path, date].join(',')
    signature = base64(OpenSSL::HMAC.digest('SHA1', secret(credentials, 'secret_key'), message))
    authorization = "Bitpro #{credentials.fetch('api_key')}:#{signature}"
    [message, { 'Authorization' => authorization, 'Content-MD5' => content_md5, 'Date' => date }]
  end

  def crm(credentials, _now_ms, request)
    signature = OpenSSL::HMAC.hexdigest('SHA256', secret(credentials, 'api_key'), request.body)
    [request.body, { 'key' => credentials.fetch('api_key'), 'signature' => "sha256=#{signature}" }]
  end

  # One that is not set is no key: everybody knows the empty one.
  def secret(credentials, name)
    value = credentials.fetch(name)
    value.empty? ? raise(KeyError, "#{name} is empty") : value
  end

  def base64(bytes) = [bytes].pack('m0')

  def signed?(scheme, request)
    return %w[POST PATCH PUT].include?(request.method) && !request.body.empty? if scheme == 'crm'

    scheme != 'calypso' || request.method == 'POST'
  end

  def call(scheme, credentials, now_ms, request)
    message, headers = public_send(scheme, credentials, now_ms, request)
    signed = signed?(scheme, request)
    [message, headers.select { |name, _| signed || !SIGNATURES.include?(name.downcase) }]
  end
end
