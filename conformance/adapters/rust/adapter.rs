// Answers reqsig's adapter protocol, version 1, for the signatures of all five schemes, with the crates that Cargo.toml
// names. Call your own code in place of sign. verify.rs beside it verifies, too.
// Run it with: cargo build --release && reqsig test -- target/release/adapter
// In a project of your own: cargo add base64@0.13 hmac@0.12 md-5@0.10 serde_json@1 sha1@0.10 sha2@0.10
use hmac::digest::KeyInit;
use hmac::{Hmac, Mac};
use md5::{Digest, Md5};
use serde_json::{json, Value};
use sha1::Sha1;
use sha2::{Sha256, Sha512};
use std::io::{BufRead, Write};

pub type Headers = Vec<(&'static str, String)>;
pub type Problem = &'static str; // what an error answers: never a value, which may be a secret

const SCHEMES: [&str; 5] = ["ambro", "calypso", "aet", "bitpro", "crm"];

/// A request as the schemes look at it: the method in capital letters, the target without its query.
pub struct Request {
    pub method: String,
    pub path: String,
    pub headers: Vec<(String, String)>, // names in small letters
    pub body: Vec<u8>,
}

fn text<'a>(object: &'a Value, name: &str) -> Result<&'a str, Problem> {
    object[name].as_str().ok_or("a member is missing")
}

impl Request {
    pub fn of(wire: &Value) -> Result<Request, Problem> {
        let pairs = wire["headers"].as_array().ok_or("a member is missing")?;
        let header = |pair: &Value| {
            let name = pair[0].as_str().unwrap_or_default().to_ascii_lowercase();
            (name, pair[1].as_str().unwrap_or_default().to_string())
        };
        Ok(Request {
            method: text(wire, "method")?.to_ascii_uppercase(),
            path: text(wire, "target")?.split('?').next().unwrap_or_default().to_string(),
            headers: pairs.iter().map(header).collect(),
            body: base64::decode(text(wire, "body_base64")?).map_err(|_| "the body is not base64")?,
        })
    }

    /// The first value of the header.
    fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(each, _)| each == name);
        found.map(|(_, value)| value.as_str())
    }

    fn want_json(&self, added: &mut Headers, names: &[&'static str]) {
        for name in names {
            if self.header(&name.to_ascii_lowercase()).is_none() {
                added.push((name, "application/json".to_string()));
            }
        }
    }
}

/// The empty key is none: everybody knows it.
fn mac<M: Mac + KeyInit>(secret: &str, message: &[u8]) -> Result<Vec<u8>, Problem> {
    if secret.is_empty() {
        return Err("the secret is empty");
    }
    let mut mac = <M as Mac>::new_from_slice(secret.as_bytes()).map_err(|_| "the secret is no key")?;
    mac.update(message);
    Ok(mac.finalize().into_bytes().to_vec())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{:02x}", byte)).collect()
}

/// As HTTP writes it. The days are counted from 1 March 2000, a Wednesday, so that a leap day ends its year.
fn http_date(seconds: i64) -> String {
    const DAYS: [&str; 7] = ["Wed", "Thu", "Fri", "Sat", "Sun", "Mon", "Tue"];
    const MONTHS: [&str; 12] =
        ["Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb"];
    let (days, second) = (seconds.div_euclid(86400) - 11017, seconds.rem_euclid(86400));
    let (era, day) = (days.div_euclid(146097), days.rem_euclid(146097));
    let year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day_of_month = day_of_year - (153 * month + 2) / 5 + 1;
    format!(
        "{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
        DAYS[days.rem_euclid(7) as usize],
        day_of_month,
        MONTHS[month as usize],
        2000 + 400 * era + year + i64::from(month >= 10),
        second / 3600,
        second / 60 % 60,
        second % 60
    )
}

fn ambro(credentials: &Value, now_ms: i64) -> Result<(Vec<u8>, Headers), Problem> {
    let timestamp = (now_ms / 1000).to_string();
    let message = format!("{}{}", text(credentials, "api_key")?, timestamp).into_bytes();
    let signature = hex(&mac::<Hmac<Sha256>>(text(credentials, "api_secret")?, &message)?);
    let app_id = text(credentials, "app_id")?.to_string();
    Ok((
        message,
        vec![("X-Amb-Access-Sig", signature), ("X-Amb-Access-Ts", timestamp), ("X-Amb-App-Id", app_id)],
    ))
}

fn calypso(credentials: &Value, request: Request) -> Result<(Vec<u8>, Headers), Problem> {
    let signature = hex(&mac::<Hmac<Sha512>>(text(credentials, "secret_key")?, &request.body)?);
    let mut headers = vec![("Key", text(credentials, "api_key")?.to_string()), ("Sign", signature)];
    request.want_json(&mut headers, &["Content-Type"]);
    Ok((request.body, headers))
}

fn aet(credentials: &Value, now_ms: i64, request: Request) -> Result<(Vec<u8>, Headers), Problem> {
    let path = request.path.strip_prefix('/').unwrap_or(&request.path);
    let mut message = format!("{}{}{}", now_ms, request.method, path).into_bytes();
    let media_type = request.header("content-type").unwrap_or_default().to_ascii_lowercase();
    if !media_type.starts_with("multipart/") {
        message.extend_from_slice(&request.body);
    }
    let signature = base64::encode(mac::<Hmac<Sha256>>(text(credentials, "secret_key")?, &message)?);
    let authorization = format!("Bearer {}", text(credentials, "token")?);
    let mut headers =
        vec![("timestamp", now_ms.to_string()), ("signature", signature), ("authorization", authorization)];
    request.want_json(&mut headers, &["accept", "content-type"]);
    Ok((message, headers))
}

fn bitpro(credentials: &Value, now_ms: i64, request: Request) -> Result<(Vec<u8>, Headers), Problem> {
    let date = http_date(now_ms / 1000);
    let content_md5 = base64::encode(Md5::digest(&request.body));
    let message = [&request.method, &content_md5, &request.path, &date].map(String::as_str).join(",").into_bytes();
    let signature = base64::encode(mac::<Hmac<Sha1>>(text(credentials, "secret_key")?, &message)?);
    let authorization = format!("Bitpro {}:{}", text(credentials, "api_key")?, signature);
    Ok((message, vec![("Authorization", authorization), ("Content-MD5", content_md5), ("Date", date)]))
}

fn crm(credentials: &Value, request: Request) -> Result<(Vec<u8>, Headers), Problem> {
    let api_key = text(credentials, "api_key")?;
    let signature = hex(&mac::<Hmac<Sha256>>(api_key, &request.body)?);
    let headers = vec![("key", api_key.to_string()), ("signature", format!("sha256={}", signature))];
    Ok((request.body, headers))
}

/// The message and the headers to add to a request that is signed.
pub fn headers_of(
    scheme: &str,
    credentials: &Value,
    now_ms: i64,
    request: Request,
) -> Result<(Vec<u8>, Headers), Problem> {
    match scheme {
        "ambro" => ambro(credentials, now_ms),
        "calypso" => calypso(credentials, request),
        "aet" => aet(credentials, now_ms, request),
        "bitpro" => bitpro(credentials, now_ms, request),
        _ => crm(credentials, request),
    }
}

pub fn is_signed(scheme: &str, request: &Request) -> bool {
    match scheme {
        "crm" => ["POST", "PATCH", "PUT"].contains(&request.method.as_str()) && !request.body.is_empty(),
        "calypso" => request.method == "POST",
        _ => true,
    }
}

/// Whether the header is there only if the scheme signs the request.
pub fn is_signature(name: &str) -> bool {
    ["sign", "signature"].contains(&name.to_ascii_lowercase().as_str())
}

/// What an op works on.
pub struct Case<'a> {
    pub scheme: &'a str,
    pub credentials: &'a Value,
    pub now_ms: i64,
    pub request: Request,
}

fn sign(case: Case) -> Result<(Vec<u8>, Headers), Problem> {
    let signed = is_signed(case.scheme, &case.request);
    let (message, mut headers) = headers_of(case.scheme, case.credentials, case.now_ms, case.request)?;
    headers.retain(|(name, _)| signed || !is_signature(name));
    Ok((message, headers))
}

/// The reason to reject it, or none.
pub type Verify = fn(Case) -> Result<Option<&'static str>, Problem>;

fn hello(verify: Option<Verify>) -> Value {
    let ops = if verify.is_some() { vec!["message", "sign", "verify"] } else { vec!["message", "sign"] };
    json!({"protocol": 1, "implementation": {"name": "example-rust", "version": "1.0", "language": "rust"},
           "schemes": SCHEMES, "ops": ops})
}

fn work(op: &str, scheme: &str, question: &Value, verify: Option<Verify>) -> Result<Value, Problem> {
    let case = Case {
        scheme,
        credentials: &question["credentials"],
        now_ms: question["now_ms"].as_i64().ok_or("a member is missing")?,
        request: Request::of(&question["request"])?,
    };
    Ok(match (op, verify) {
        ("message", _) => json!({"message_base64": base64::encode(sign(case)?.0)}),
        ("verify", Some(verify)) => match verify(case)? {
            Some(reason) => json!({"verdict": "reject", "reason": reason}),
            None => json!({"verdict": "accept"}),
        },
        _ => json!({"headers": sign(case)?.1}),
    })
}

fn answer(line: &str, verify: Option<Verify>) -> Value {
    let question: Value = serde_json::from_str(line).unwrap_or_default();
    let (op, scheme) = (question["op"].as_str().unwrap_or("?"), question["scheme"].as_str().unwrap_or("?"));
    if op == "hello" {
        return hello(verify);
    }
    let known = ["message", "sign"].contains(&op) || op == "verify" && verify.is_some();
    // A panic of the code costs this case alone, too.
    let mut reply = if !known || !SCHEMES.contains(&scheme) {
        json!({"unsupported": format!("{} of {}", op, scheme)})
    } else {
        std::panic::catch_unwind(|| work(op, scheme, &question, verify))
            .unwrap_or(Err("panic"))
            .unwrap_or_else(|problem| json!({"error": problem}))
    };
    reply["id"] = question["id"].clone();
    reply
}

pub fn serve(verify: Option<Verify>) -> std::io::Result<()> {
    std::panic::set_hook(Box::new(|_| {})); // what it says may quote a secret
    let mut answers = std::io::stdout();
    for line in std::io::stdin().lock().lines() {
        writeln!(answers, "{}", answer(&line?, verify))?;
        answers.flush()?;
    }
    Ok(())
}

#[allow(dead_code)] // verify.rs has its own
fn main() -> std::io::Result<()> {
    serve(None)
}
