#!/usr/bin/env perl
# Answers reqsig's adapter protocol, version 1, for the signatures of all five schemes, with Perl's core modules. Call your
# own code in place of sign.
# Run it with: reqsig test -- perl conformance/adapters/perl/adapter.pl
use strict;
use warnings FATAL => 'all';
use Digest::MD5 qw(md5);
use Digest::SHA qw(hmac_sha1 hmac_sha256 hmac_sha256_hex hmac_sha512_hex);
use JSON::PP ();
use MIME::Base64 qw(decode_base64 encode_base64);

my @DAYS = qw(Sun Mon Tue Wed Thu Fri Sat);
my @MONTHS = qw(Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec);

sub base64 { return encode_base64($_[0], '') }

# As HTTP writes it, whatever the locale.
sub http_date {
    my ($second, $minute, $hour, $day, $month, $year, $weekday) = gmtime $_[0];
    return sprintf '%s, %02d %s %04d %02d:%02d:%02d GMT', $DAYS[$weekday], $day, $MONTHS[$month], $year + 1900,
        $hour, $minute, $second;
}

sub credential {
    my ($credentials, $name) = @_;
    return $credentials->{$name} // die "no $name\n";
}

# One that is empty is no key: everybody knows it.
sub secret {
    my $secret = credential(@_);
    die "the secret is empty\n" if $secret eq '';
    return $secret;
}

# The headers among names that the request does not have, with the value that a client of JSON gives them.
sub wants_json {
    my ($request, @names) = @_;
    return map { [$_, 'application/json'] } grep { !exists $request->{headers}{lc $_} } @names;
}

# Each takes the credentials, the time in milliseconds and the request, and gives the message and the headers to add. All
# strings are bytes. None signs the query.
my %SCHEMES = (
    ambro => sub {
        my ($credentials, $now_ms, $request) = @_;
        my $timestamp = int($now_ms / 1000);
        my $message = credential($credentials, 'api_key') . $timestamp;
        return $message, ['X-Amb-Access-Sig', hmac_sha256_hex($message, secret($credentials, 'api_secret'))],
            ['X-Amb-Access-Ts', "$timestamp"], ['X-Amb-App-Id', credential($credentials, 'app_id')];
    },
    calypso => sub {
        my ($credentials, undef, $request) = @_;
        my @sign = $request->{method} eq 'POST'
            ? ['Sign', hmac_sha512_hex($request->{body}, secret($credentials, 'secret_key'))] : ();
        return $request->{body}, ['Key', credential($credentials, 'api_key')], @sign, wants_json($request, 'Content-Type');
    },
    aet => sub {
        my ($credentials, $now_ms, $request) = @_;
        my $multipart = ($request->{headers}{'content-type'} // '') =~ m{\Amultipart/}i;
        my $message = $now_ms . $request->{method} . $request->{path} =~ s{\A/}{}r . ($multipart ? '' : $request->{body});
        return $message, ['timestamp', "$now_ms"],
            ['signature', base64(hmac_sha256($message, secret($credentials, 'secret_key')))],
            ['authorization', 'Bearer ' . credential($credentials, 'token')], wants_json($request, 'accept', 'content-type');
    },
    bitpro => sub {
        my ($credentials, $now_ms, $request) = @_;
        my ($date, $md5) = (http_date(int($now_ms / 1000)), base64(md5($request->{body})));
        my $message = join ',', $request->{method}, $md5, $request->{path}, $date;
        my $signature = base64(hmac_sha1($message, secret($credentials, 'secret_key')));
        return $message, ['Authorization', 'Bitpro ' . credential($credentials, 'api_key') . ":$signature"], ['Content-MD5', $md5],
            ['Date', $date];
    },
    crm => sub {
        my ($credentials, undef, $request) = @_;
        my $signed = $request->{method} =~ /\A(?:POST|PATCH|PUT)\z/ && length $request->{body};
        my @signature = $signed
            ? ['signature', 'sha256=' . hmac_sha256_hex($request->{body}, secret($credentials, 'api_key'))] : ();
        return $request->{body}, ['key', credential($credentials, 'api_key')], @signature;
    },
);
my %OPS = (
    message => sub { my ($message) = @_; return message_base64 => base64($message) },
    sign => sub { my (undef, @headers) = @_; return headers => \@headers },
);

sub bytes {
    my ($text) = @_;
    utf8::encode($text);
    return $text;
}

sub request {
    my ($wire) = @_;
    my ($path) = bytes($wire->{target}) =~ /\A([^?]*)/;
    my %headers;
    $headers{lc bytes($_->[0])} //= bytes($_->[1]) for @{ $wire->{headers} };
    return { method => uc bytes($wire->{method}), path => $path, headers => \%headers,
        body => decode_base64($wire->{body_base64}) };
}

sub answer {
    my ($asked) = @_;
    my ($op, $scheme) = @$asked{qw(op scheme)};
    return unsupported => "$op of $scheme" unless $OPS{$op} && $SCHEMES{$scheme};
    my %credentials = map { $_ => bytes($asked->{credentials}{$_}) } keys %{ $asked->{credentials} };
    my @signed = $SCHEMES{$scheme}->(\%credentials, $asked->{now_ms}, request($asked->{request}));
    return $OPS{$op}->(@signed);
}

# Headers are bytes of UTF-8, which the writer takes for characters: so it must not encode them once more.
my ($reader, $writer) = (JSON::PP->new->utf8, JSON::PP->new->latin1(0));
my %HELLO = (protocol => 1, implementation => { name => 'example-perl', version => '1.0', language => 'perl' },
    schemes => [sort keys %SCHEMES], ops => [sort keys %OPS]);

$| = 1;
while (my $line = <STDIN>) {
    my %reply = (id => undef);
    eval {
        # The core's reader takes its time for long strings, so the body is taken out before.
        my $body = $line =~ s{"body_base64":"([A-Za-z0-9+/=]*)"}{"body_base64":""} ? $1 : '';
        my $asked = $reader->decode($line);
        $reply{id} = $asked->{id};
        $asked->{request}{body_base64} ||= $body if $asked->{request};
        %reply = $asked->{op} eq 'hello' ? %HELLO : (%reply, answer($asked));
    };
    # What the code dies of costs this case alone; without its text, which may quote a secret.
    $reply{error} = 'died' if $@;
    print $writer->encode(\%reply), "\n";
}
