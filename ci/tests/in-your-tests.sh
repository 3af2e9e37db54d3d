#!/usr/bin/env bash
# Runs the examples of vectors/IN-YOUR-TESTS.md with a signer of the CRM's scheme: those whose runner Debian has and that is here. Each must
# pass with a right signer, and fail with a wrong one.
# usage: in-your-tests.sh [--all]        with --all, a runner that is missing is a failure
set -uo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 3
cp "$top/vectors/crm.json" .
block() { sed -n "/^\`\`\`$1\$/,/^\`\`\`\$/p" "$top/vectors/IN-YOUR-TESTS.md" | sed '1d;$d'; }
block python >test_vectors.py
block javascript >vectors.test.js
block php >VectorsTest.php
block go >mine_test.go
mkdir src
{
  printf 'mod signer;\nuse signer::sign;\n'
  block rust
} >src/lib.rs
{
  # The example leaves its imports out.
  printf 'import %s;\n' com.google.gson.{JsonArray,JsonElement,JsonObject,JsonParser} java.io.IOException java.nio.charset.StandardCharsets \
    java.nio.file.{Files,Path} java.util.{Base64,List} java.util.stream.{Stream,StreamSupport} org.junit.jupiter.api.{DynamicTest,TestFactory}
  echo 'import static org.junit.jupiter.api.Assertions.assertEquals;'
  block java
} >VectorsTest.java

signers() { # PREFIX: what the signature begins with; another than sha256= is wrong
  cat >mine.py <<END
import hashlib, hmac
def sign(credentials, now, method, target, body):
    key = credentials["api_key"]
    headers = [("key", key)]
    if method in ("POST", "PATCH", "PUT") and body:
        headers.append(("signature", "$1" + hmac.new(key.encode(), body, hashlib.sha256).hexdigest()))
    return headers
END
  cat >mine.js <<END
const { createHmac } = require('node:crypto');
exports.sign = ({ api_key: key }, now, method, target, body) => {
  const isSigned = ['POST', 'PATCH', 'PUT'].includes(method) && body.length > 0;
  return [['key', key], ...(isSigned ? [['signature', '$1' + createHmac('sha256', key).update(body).digest('hex')]] : [])];
};
END
  cat >mine.php <<END
<?php
function sign(array \$credentials, int \$now, string \$method, string \$target, string \$body): array
{
    \$headers = [['key', \$credentials['api_key']]];
    if (in_array(\$method, ['POST', 'PATCH', 'PUT']) && \$body !== '') {
        \$headers[] = ['signature', '$1' . hash_hmac('sha256', \$body, \$credentials['api_key'])];
    }
    return \$headers;
}
END
  cat >src/signer.rs <<END
use hmac::{Hmac, Mac};
use serde_json::Value;

pub fn sign(credentials: &Value, _now: i64, request: &Value, body: &[u8]) -> Vec<[String; 2]> {
    let key = credentials["api_key"].as_str().unwrap();
    let mut headers = vec![["key".to_string(), key.to_string()]];
    if ["POST", "PATCH", "PUT"].contains(&request["method"].as_str().unwrap()) && !body.is_empty() {
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(key.as_bytes()).unwrap();
        mac.update(body);
        let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        headers.push(["signature".to_string(), "$1".to_string() + &hex]);
    }
    headers
}
END
  cat >Mine.java <<END
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

class Mine {
  static JsonArray sign(JsonObject credentials, long now, JsonObject request, byte[] body) throws Exception {
    String key = credentials.get("api_key").getAsString();
    JsonArray headers = new JsonArray();
    headers.add(pair("key", key));
    if (List.of("POST", "PATCH", "PUT").contains(request.get("method").getAsString()) && body.length > 0) {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes("UTF-8"), "HmacSHA256"));
      headers.add(pair("signature", "$1" + HexFormat.of().formatHex(mac.doFinal(body))));
    }
    return headers;
  }

  private static JsonArray pair(String name, String value) {
    JsonArray pair = new JsonArray();
    pair.add(name);
    pair.add(value);
    return pair;
  }
}
END
  cat >mine.go <<END
package mine

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
)

func Sign(credentials map[string]string, now int64, method, target string, body []byte) [][]string {
	headers := [][]string{{"key", credentials["api_key"]}}
	if (method == "POST" || method == "PATCH" || method == "PUT") && len(body) > 0 {
		mac := hmac.New(sha256.New, []byte(credentials["api_key"]))
		mac.Write(body)
		headers = append(headers, []string{"signature", "$1" + hex.EncodeToString(mac.Sum(nil))})
	}
	return headers
}
END
}
printf 'module mine\n\ngo 1.19\n' >go.mod
export GOCACHE=$scratch/go-cache GOFLAGS=-mod=mod GOTOOLCHAIN=local

# The crates are those of Debian's packages, without the network.
cat >Cargo.toml <<'END'
[package]
name = "mine"
version = "1.0.0"
edition = "2021"

[dependencies]
base64 = "0.13"
hmac = "0.12"
serde_json = "1"
sha2 = "0.10"
END
cp crm.json src && export CARGO_HOME=$scratch/cargo
crates=/usr/share/cargo/registry
test_rust() {
  /usr/bin/cargo test --lib --quiet --offline --config 'source.crates-io.replace-with="debian"' --config "source.debian.directory=\"$crates\""
}
jars=/usr/share/java
test_java() {
  javac -cp $jars/gson.jar:$jars/junit-jupiter-api.jar:$jars/junit-platform-commons.jar:$jars/apiguardian-api.jar -d classes ./*.java &&
    java -jar $jars/junit-platform-console-standalone.jar --disable-banner --details=summary --class-path classes:$jars/gson.jar --select-class VectorsTest
}

num_failures=0 num_run=0
has() { command -v "$1" >/dev/null; }
try() { # NAME WORKS COMMAND...: WORKS is a command that tells whether the runner is here
  local name=$1 works=$2
  shift 2
  if ! eval "$works" >/dev/null 2>&1; then
    echo "skip - $name is not here"
    [ "${all:-}" != --all ] || num_failures=$((num_failures + 1))
    return
  fi
  num_run=$((num_run + 1))
  signers sha256=
  "$@" >log 2>&1 || { num_failures=$((num_failures + 1)); echo "not ok - $name"; tail -n 20 log; }
  signers sha256:
  if "$@" >log 2>&1; then num_failures=$((num_failures + 1)); echo "not ok - $name passes a wrong signer"; fi
}
all=${1:-}
try pytest '/usr/bin/python3 -c "import pytest"' /usr/bin/python3 -B -m pytest -q -p no:cacheprovider test_vectors.py
try node:test 'node -e "require(\"node:test\")"' node --test vectors.test.js
try PHPUnit 'has phpunit' phpunit VectorsTest.php
try Go 'has go' go test ./...
try 'JUnit 5' "has javac && ls $jars/junit-platform-console-standalone.jar $jars/gson.jar" test_java
try Rust "ls /usr/bin/cargo $crates/serde_json-*" test_rust
echo "$num_run run, $num_failures failures"
[ "$num_failures" = 0 ]
