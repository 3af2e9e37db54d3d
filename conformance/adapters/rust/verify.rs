// The adapter with verifying: what adapter.rs signs, strictly. Only servers need it.
use serde::de::IgnoredAny;

#[path = "adapter.rs"]
mod adapter;
use adapter::{headers_of, is_signature, is_signed, Case, Problem};

type Reason = &'static str; // to reject the request

const MALFORMED: Reason = "malformed";
const CALYPSO_WINDOW_MS: i64 = 180_000;

/// What stands in a header behind its prefix.
#[derive(Clone, Copy)]
enum Form {
    Key,
    Digits,
    Date,
    Md5,
    HexMac(usize),
    Base64Mac(usize),
    KeyAndMac, // with a colon between the two
    Anything,
}

/// The headers that a verifier reads.
fn reads(scheme: &str) -> &'static [(&'static str, &'static str, Form)] {
    match scheme {
        "ambro" => &[
            ("x-amb-access-sig", "", Form::HexMac(64)),
            ("x-amb-access-ts", "", Form::Digits),
            ("x-amb-app-id", "", Form::Key),
        ],
        "calypso" => &[("key", "", Form::Key), ("sign", "", Form::HexMac(128))],
        "aet" => &[
            ("timestamp", "", Form::Digits),
            ("signature", "", Form::Base64Mac(32)),
            ("authorization", "Bearer ", Form::Key),
            ("content-type", "", Form::Anything),
        ],
        "bitpro" => &[
            ("authorization", "Bitpro ", Form::KeyAndMac),
            ("content-md5", "", Form::Md5),
            ("date", "", Form::Date),
        ],
        _ => &[("key", "", Form::Key), ("signature", "sha256=", Form::HexMac(64))],
    }
}

/// What the headers claim.
#[derive(Default)]
struct Claims {
    time: Option<String>,
    key: Option<String>,
    md5: Option<String>,
    mac: Option<String>,
}

fn is_base64(text: &str, len: usize) -> bool {
    base64::decode(text).map_or(false, |bytes| bytes.len() == len && base64::encode(bytes) == text)
}

impl Claims {
    /// False if the value is not of the form.
    fn take(&mut self, form: Form, value: &str) -> bool {
        let own = Some(value.to_string());
        match form {
            Form::Key => self.key = own,
            Form::Digits | Form::Date => self.time = own,
            Form::Md5 => self.md5 = own,
            Form::HexMac(_) | Form::Base64Mac(_) => self.mac = own,
            Form::KeyAndMac | Form::Anything => {}
        }
        match form {
            Form::Anything => true,
            Form::Key | Form::Date => !value.is_empty(),
            Form::Digits => !value.is_empty() && value.bytes().all(|c| c.is_ascii_digit()),
            Form::Md5 => is_base64(value, 16),
            Form::Base64Mac(len) => is_base64(value, len),
            Form::HexMac(len) => value.len() == len && value.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f')),
            Form::KeyAndMac => value.rsplit_once(':').map_or(false, |(key, mac)| {
                self.key = Some(key.to_string());
                self.take(Form::Base64Mac(20), mac)
            }),
        }
    }

    /// That of a signature may be missing where the request is not signed.
    fn of(scheme: &str, headers: &[(String, String)], signed: bool) -> Result<Claims, Reason> {
        let mut claims = Claims::default();
        for (name, prefix, form) in reads(scheme) {
            let mut values = headers.iter().filter(|(each, _)| each == name).map(|(_, value)| value);
            match (values.next(), values.next()) {
                (None, _) if *name == "content-type" || is_signature(name) && !signed => {}
                (None, _) => return Err("missing"),
                (Some(value), None) => {
                    let rest = value.strip_prefix(prefix).ok_or(MALFORMED)?;
                    if !claims.take(*form, rest) {
                        return Err(MALFORMED);
                    }
                }
                _ => return Err(MALFORMED),
            }
        }
        Ok(claims)
    }
}

/// In milliseconds. What is no date gives some date, whose text differs.
fn date_time(text: &str) -> Option<i64> {
    const MONTHS: &str = "MarAprMayJunJulAugSepOctNovDecJanFeb";
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok().map(i64::from);
    let month = MONTHS.find(text.get(8..11)?)? as i64 / 3;
    let year = number(12, 16)? - i64::from(month >= 10);
    let days = number(5, 7)? - 1 + (153 * month + 2) / 5 + 365 * year + year / 4 - year / 100 + year / 400;
    let seconds = number(17, 19)? * 3600 + number(20, 22)? * 60 + number(23, 25)?;
    Some(((days - 719_468) * 86400 + seconds) * 1000)
}

/// The length of the token that the text begins with.
fn token_len(text: &str) -> usize {
    let mut escaped = true; // the quote that opens the string
    match text.as_bytes()[0] {
        b'"' => text.bytes().position(|c| {
            let ends = c == b'"' && !escaped;
            escaped = c == b'\\' && !escaped;
            ends
        }),
        b'[' | b']' | b'{' | b'}' | b',' | b':' | b' ' | b'\t' | b'\r' | b'\n' => Some(0),
        _ => text.find(|c: char| "[]{},: \t\r\n".contains(c)).map(|end| end - 1),
    }
    .map_or(text.len(), |last| last + 1)
}

/// The member "timestamp" at the top, once and as an integer. serde would take the last of two.
fn body_time(body: &[u8]) -> Result<i64, Reason> {
    let mut rest = std::str::from_utf8(body).map_err(|_| MALFORMED)?;
    if serde_json::from_str::<IgnoredAny>(rest).is_err() || !rest.trim_start().starts_with('{') {
        return Err(MALFORMED);
    }
    let (mut depth, mut name, mut values) = (0, None, vec![]);
    while !rest.is_empty() {
        let (token, behind) = rest.split_at(token_len(rest));
        let level = depth;
        match token {
            "[" | "{" => depth += 1,
            "]" | "}" => depth -= 1,
            _ => {}
        }
        if level == 1 && !["]", "}", ",", ":", " ", "\t", "\r", "\n"].contains(&token) {
            match name.take() {
                None => name = Some(serde_json::from_str::<String>(token).unwrap_or_default()),
                Some(found) if found == "timestamp" => values.push(token),
                Some(_) => {}
            }
        }
        rest = behind;
    }
    match values[..] {
        [] => Err("missing"),
        [value] => value.parse().map_err(|_| MALFORMED),
        _ => Err(MALFORMED),
    }
}

fn time_ms(case: &Case, sent: Option<&str>) -> Result<i64, Reason> {
    let sent = sent.unwrap_or_default();
    match case.scheme {
        "ambro" => sent.parse::<i64>().ok().and_then(|seconds| seconds.checked_mul(1000)).ok_or(MALFORMED),
        "aet" => sent.parse().map_err(|_| MALFORMED),
        "calypso" => body_time(&case.request.body),
        "bitpro" => date_time(sent).ok_or(MALFORMED),
        _ => Ok(0),
    }
}

/// The time taken depends on the lengths alone.
fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

fn differs(sent: &Option<String>, own: &Option<String>) -> bool {
    sent.as_ref().map_or(false, |sent| !is_same(sent, own.as_deref().unwrap_or_default()))
}

fn read(case: &Case) -> Result<(Claims, bool, i64), Reason> {
    let signed = is_signed(case.scheme, &case.request)
        || reads(case.scheme).iter().any(|(name, ..)| {
            is_signature(name) && case.request.headers.iter().any(|(each, _)| each == name)
        });
    let claims = Claims::of(case.scheme, &case.request.headers, signed)?;
    let time = if signed { time_ms(case, claims.time.as_deref())? } else { 0 };
    Ok((claims, signed, time))
}

/// A request is right if it claims what signing it at its own time gives.
fn verify(case: Case) -> Result<Option<Reason>, Problem> {
    let (sent, signed, time) = match read(&case) {
        Ok(read) => read,
        Err(reason) => return Ok(Some(reason)),
    };
    let (_, headers) = headers_of(case.scheme, case.credentials, time, case.request)?;
    let headers: Vec<_> = headers.into_iter().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect();
    let own = Claims::of(case.scheme, &headers, true)?;
    let in_window = case.scheme == "calypso" && signed;
    Ok(match () {
        _ if differs(&sent.time, &own.time) => Some(MALFORMED),
        _ if differs(&sent.key, &own.key) => Some("unknown_key"),
        _ if differs(&sent.md5, &own.md5) => Some("digest_mismatch"),
        _ if differs(&sent.mac, &own.mac) => Some("signature_mismatch"),
        _ if in_window && time < case.now_ms - CALYPSO_WINDOW_MS => Some("expired"),
        _ if in_window && time > case.now_ms + CALYPSO_WINDOW_MS => Some("not_yet_valid"),
        _ => None,
    })
}

fn main() -> std::io::Result<()> {
    adapter::serve(Some(verify))
}
