#!/usr/bin/env ruby
# WEBrick as a parser, for reqsig test --http. Run it with:
#   reqsig test --http -- ruby conformance/adapters/http/ruby.rb
require 'base64'
require 'json'
require 'logger'
require 'stringio'
require 'webrick'

HELLO = {
  protocol: 1,
  implementation: { name: 'webrick', version: WEBrick::VERSION, language: 'ruby' },
  schemes: [],
  ops: ['parse']
}.freeze
CONFIG = WEBrick::Config::HTTP.merge(Logger: Logger.new(IO::NULL))

def text(value)
  value.dup.force_encoding('UTF-8').scrub.tr("\0", "\uFFFD")
end

def parse(raw)
  io = StringIO.new(raw)
  request = WEBrick::HTTPRequest.new(CONFIG)
  request.parse(io)
  headers = request.header.flat_map { |name, values| values.map { |value| [text(name), Base64.strict_encode64(value)] } }
  body = +''.b
  request.body { |chunk| body << chunk }
  rest = io.read
  return { refused: "#{rest.bytesize} bytes are left" } unless rest.empty?

  { request: { method: text(request.request_method), target: text(request.unparsed_uri), headers_base64: headers,
               body_base64: Base64.strict_encode64(body) } }
rescue StandardError, WEBrick::HTTPStatus::Status => e
  { refused: text("#{e.class}: #{e.message}") }
end

$stdout.sync = true
$stdin.each_line do |line|
  question = JSON.parse(line)
  answer = case question['op']
           when 'hello' then HELLO
           when 'parse' then { id: question['id'] }.merge(parse(Base64.strict_decode64(question['raw_base64'])))
           else { id: question['id'], unsupported: question['op'] }
           end
  puts JSON.generate(answer)
end
