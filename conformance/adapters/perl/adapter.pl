#!/usr/bin/env perl
# Answers reqsig's adapter protocol, version 1, for all five schemes, with Perl's core modules. Call your own code in place
# of sign and verify, and leave out of %OPS what you don't have.
# Run it with: reqsig test -- perl conformance/adapters/perl/adapter.pl
use strict;
use warnings FATAL => 'all';
use Digest::MD5 qw(md5);
use Digest::SHA qw(hmac_sha1 hmac_sha256 hmac_sha256_hex hmac_sha512_hex);
use JSON::PP ();
use MIME::Base64 qw(decode_base64 encode_base64);
use Math::BigInt ();
use Time::Local qw(timegm_modern);

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

sub seconds { use integer; return $_[0] / 1000 }

# Each takes the credentials, the time in milliseconds and the request, and gives the message and the headers to add if it
# is signed. All strings are bytes. None signs the query.
my %SCHEMES = (
    ambro => sub {
        my ($credentials, $now_ms, $request) = @_;
        my $timestamp = seconds($now_ms);
        my $message = credential($credentials, 'api_key') . $timestamp;
        return $message, ['X-Amb-Access-Sig', hmac_sha256_hex($message, secret($credentials, 'api_secret'))],
            ['X-Amb-Access-Ts', "$timestamp"], ['X-Amb-App-Id', credential($credentials, 'app_id')];
    },
    calypso => sub {
        my ($credentials, undef, $request) = @_;
        return $request->{body}, ['Key', credential($credentials, 'api_key')],
            ['Sign', hmac_sha512_hex($request->{body}, secret($credentials, 'secret_key'))],
            wants_json($request, 'Content-Type');
    },
    aet => sub {
        my ($credentials, $now_ms, $request) = @_;
        my $multipart = ($request->{headers}{'content-type'} // [''])->[0] =~ m{\Amultipart/}i;
        my $message = $now_ms . $request->{method} . $request->{path} =~ s{\A/}{}r . ($multipart ? '' : $request->{body});
        return $message, ['timestamp', "$now_ms"],
            ['signature', base64(hmac_sha256($message, secret($credentials, 'secret_key')))],
            ['authorization', 'Bearer ' . credential($credentials, 'token')], wants_json($request, 'accept', 'content-type');
    },
    bitpro => sub {
        my ($credentials, $now_ms, $request) = @_;
        my ($date, $md5) = (http_date(seconds($now_ms)), base64(md5($request->{body})));
        my $message = join ',', $request->{method}, $md5, $request->{path}, $date;
        my $signature = base64(hmac_sha1($message, secret($credentials, 'secret_key')));
        return $message, ['Authorization', 'Bitpro ' . credential($credentials, 'api_key') . ":$signature"], ['Content-MD5', $md5],
            ['Date', $date];
    },
    crm => sub {
        my ($credentials, undef, $request) = @_;
        return $request->{body}, ['key', credential($credentials, 'api_key')],
            ['signature', 'sha256=' . hmac_sha256_hex($request->{body}, secret($credentials, 'api_key'))];
    },
);
my %SIGNATURES = (sign => 1, signature => 1); # the headers that are there only if the scheme signs the request

sub is_signed {
    my ($scheme, $request) = @_;
    return $request->{method} =~ /\A(?:POST|PATCH|PUT)\z/ && length $request->{body} if $scheme eq 'crm';
    return $scheme ne 'calypso' || $request->{method} eq 'POST';
}

sub sign {
    my ($scheme, $credentials, $now_ms, $request) = @_;
    my ($message, @headers) = $SCHEMES{$scheme}->($credentials, $now_ms, $request);
    @headers = grep { !$SIGNATURES{lc $_->[0]} } @headers unless is_signed($scheme, $request);
    return $message, @headers;
}

# The headers that a verifier reads, and their forms, in which what they claim has a name.
my ($KEY, $DIGITS) = (qr/(?<key>.+)/s, qr/(?<time>[0-9]+)/);
my ($HEX_32, $HEX_64) = (qr/(?<mac>[0-9a-f]{64})/, qr/(?<mac>[0-9a-f]{128})/);
my ($BASE64_20, $BASE64_32) = map { qr{(?<mac>[A-Za-z0-9+/]{$_}[AEIMQUYcgkosw048]=)} } 26, 42;
my $MD5 = qr{(?<md5>[A-Za-z0-9+/]{21}[AQgw]==)};
my %READS = (
    ambro => ['x-amb-access-sig', $HEX_32, 'x-amb-access-ts', $DIGITS, 'x-amb-app-id', $KEY],
    calypso => ['key', $KEY, 'sign', $HEX_64],
    aet => ['timestamp', $DIGITS, 'signature', $BASE64_32, 'authorization', qr/Bearer (?<key>.*)/s, 'content-type', qr/.*/s],
    bitpro => ['authorization', qr/Bitpro (?<key>.*):$BASE64_20/s, 'content-md5', $MD5, 'date', qr/(?<time>.+)/s],
    crm => ['key', $KEY, 'signature', qr/sha256=$HEX_32/],
);
my @REASONS = (time => 'malformed', key => 'unknown_key', md5 => 'digest_mismatch', mac => 'signature_mismatch');
my $CALYPSO_WINDOW_MS = 180_000;

sub reject { die { reason => $_[0] } }

# What the headers claim. That of a signature may be missing where the request is not signed.
sub claims {
    my ($scheme, $headers, $is_signed) = @_;
    my (@forms, %found) = @{ $READS{$scheme} };
    while (my ($name, $form) = splice @forms, 0, 2) {
        my @values = @{ $headers->{$name} // [] };
        next if !@values && ($name eq 'content-type' || $SIGNATURES{$name} && !$is_signed);
        reject(@values ? 'malformed' : 'missing') unless @values == 1 && $values[0] =~ /\A$form\z/;
        %found = (%found, %+);
    }
    return \%found;
}

sub date_time {
    my ($text) = @_;
    my ($day, $name, $year, @time) = $text =~ /\A\w{3}, (\d\d) (\w{3}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT\z/a;
    my ($month) = grep { $MONTHS[$_] eq ($name // '') } 0 .. 11;
    my $seconds = defined $month ? eval { timegm_modern(@time[2, 1, 0], $day, $month, $year) } : undef;
    return Math::BigInt->new($seconds // reject('malformed')) * 1000;
}

# The member "timestamp" at the top, an integer of any length. That all is JSON is seen before; the tokens tell how often
# a name is there, and how a number is written.
sub body_time {
    my ($body) = @_;
    my $json = JSON::PP->new->allow_nonref; # of characters: of bytes it would take UTF-16 too
    my $text = $body;
    my $is_text = utf8::decode($text) && $text !~ /[\x{D800}-\x{DFFF}]|[^\x{0}-\x{10FFFF}]/;
    reject('malformed') unless $is_text && ref(eval { $json->decode($text) } // '') eq 'HASH';
    my ($depth, $name, @values) = 0;
    while ($text =~ /\G[\s:]*+(?:("(?:[^"\\]++|\\.)*+")|([\[{])|([\]}])|(,)|([^\s\[\]{}:,"]++))/gcs) {
        my ($string, $open, $close, $comma, $word) = ($1, $2, $3, $4, $5);
        if ($depth == 1) {
            undef $name if $comma;
            push @values, $string // $open // $word if defined $name && $name eq 'timestamp' && !$comma && !$close;
            $name //= $json->decode($string) if defined $string;
        }
        $depth += defined $open ? 1 : defined $close ? -1 : 0;
    }
    reject('missing') unless @values;
    reject('malformed') unless @values == 1 && $values[0] =~ /\A-?[0-9]+\z/;
    return Math::BigInt->new($values[0]);
}

my %TIMES = (
    ambro => sub { return Math::BigInt->new($_[0]) * 1000 },
    calypso => sub { return body_time($_[1]) },
    aet => sub { return Math::BigInt->new($_[0]) },
    bitpro => sub { return date_time($_[0]) },
);

sub read_time {
    my $time_ms = $TIMES{ $_[0] }->(@_[1, 2]);
    reject('malformed') if $time_ms > Math::BigInt->new(2)**63 - 1 || $time_ms < -Math::BigInt->new(2)**63;
    return $time_ms->numify;
}

# The time taken depends on the lengths alone.
sub is_same {
    my ($one, $other) = @_;
    return length $one == length $other && ($one ^ $other) !~ /[^\0]/;
}

# A request is right if it claims what signing it at its own time gives.
sub verify {
    my ($scheme, $credentials, $now_ms, $request) = @_;
    my @signatures = grep { $SIGNATURES{$_} && $request->{headers}{$_} } @{ $READS{$scheme} };
    my $is_signed = is_signed($scheme, $request) || @signatures;
    my $sent = claims($scheme, $request->{headers}, $is_signed);
    my $time_ms = $is_signed && $TIMES{$scheme} ? read_time($scheme, $sent->{time}, $request->{body}) : 0;
    my (undef, @headers) = $SCHEMES{$scheme}->($credentials, $time_ms, $request);
    my $own = claims($scheme, { map { lc $_->[0] => [$_->[1]] } @headers }, 1);
    for (my @reasons = @REASONS; my ($claim, $reason) = splice @reasons, 0, 2;) {
        reject($reason) if exists $sent->{$claim} && !is_same($sent->{$claim}, $own->{$claim});
    }
    return unless $scheme eq 'calypso' && $is_signed && abs($now_ms - $time_ms) > $CALYPSO_WINDOW_MS;
    reject($time_ms < $now_ms ? 'expired' : 'not_yet_valid');
}

my %OPS = (
    message => sub { my ($message) = sign(@_); return message_base64 => base64($message) },
    sign => sub { my (undef, @headers) = sign(@_); return headers => \@headers },
    verify => sub {
        return verdict => 'accept' if eval { verify(@_); 1 };
        die $@ unless ref $@ eq 'HASH';
        return verdict => 'reject', reason => $@->{reason};
    },
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
    push @{ $headers{lc bytes($_->[0])} }, bytes($_->[1]) for @{ $wire->{headers} };
    return { method => uc bytes($wire->{method}), path => $path, headers => \%headers,
        body => decode_base64($wire->{body_base64}) };
}

sub answer {
    my ($asked) = @_;
    my ($op, $scheme) = @$asked{qw(op scheme)};
    return unsupported => "$op of $scheme" unless $OPS{$op} && $SCHEMES{$scheme};
    my %credentials = map { $_ => bytes($asked->{credentials}{$_}) } keys %{ $asked->{credentials} };
    return $OPS{$op}->($scheme, \%credentials, $asked->{now_ms}, request($asked->{request}));
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
