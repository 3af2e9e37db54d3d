#!/usr/bin/env bash
# What an implementation raises, or answers as no text, costs the case and no other: the example adapter of LANGUAGE, on an
# implementation that does so for three targets, answers an error three times and then goes on.
# usage: run-raising.sh ADAPTERS LANGUAGE INTERPRETER
set -u
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp "$1/$2"/*.* "$scratch" && cd "$scratch" || exit 1 # not the cache that Python makes

case $2 in
  python)
    adapter=adapter.py
    cat >>sign.py <<'END'
right = sign
def sign(scheme, credentials, now_ms, request):
    if request.path == "/exit": raise SystemExit(7)
    if request.path == "/panic": raise type("PanicException", (BaseException,), {})
    return right(scheme, credentials, now_ms, request) if request.path != "/bytes" else (b"", {"signature": b"\xff"})
END
    ;;
  javascript)
    adapter=adapter.js
    cat >>sign.js <<'END'
module.exports.sign = (scheme, credentials, nowMs, request) => {
  if (request.path === '/exit') throw null;
  if (request.path === '/panic') throw 'a text';
  return request.path !== '/bytes' ? sign(scheme, credentials, nowMs, request) : { headers: [['signature', 1n]] };
};
END
    ;;
  php)
    adapter=adapter.php
    sed -i 's/^function sign(/function right_sign(/' sign.php
    cat >>sign.php <<'END'
function sign(string $scheme, array $credentials, int $nowMs, Request $request): array
{
    if ($request->path === '/exit') throw new Error();
    if ($request->path === '/panic') trigger_error('deprecated', E_USER_DEPRECATED);
    return $request->path !== '/bytes' ? right_sign($scheme, $credentials, $nowMs, $request) : ['', ['signature' => "\xff"]];
}
END
    ;;
  ruby)
    adapter=adapter.rb
    cat >>sign.rb <<'END'
class << Sign
  alias right call
  def call(scheme, credentials, now_ms, request)
    raise SystemExit if request.path == '/exit'
    raise NotImplementedError if request.path == '/panic'
    request.path == '/bytes' ? ['', { 'signature' => "\xff" }] : right(scheme, credentials, now_ms, request)
  end
end
END
    ;;
  shell)
    adapter=adapter.sh
    # shellcheck disable=SC2016 # the shell of the copy expands it
    sed -i 's|^aet() {$|&\n  case $target in /exit) exit 7 ;; /panic) kill -9 "$(sh -c "echo \\$PPID")" ;; /bytes) return 1 ;; esac|' sign.sh ;;
esac

for target in exit panic bytes right; do
  printf '{"id":"%s","op":"sign","scheme":"aet","credentials":{"token":"t","secret_key":"aw=="},"now_ms":1,' $target
  printf '"request":{"method":"GET","target":"/%s","headers":[],"body_base64":""}}\n' $target
done >in
timeout 60 "$3" "$adapter" <in >out 2>err
code=$?
answered=$(jq -r '.id + " " + (keys - ["id"] | join(" "))' out | tr '\n' ',')
[ $code = 0 ] && [ "$answered" = 'exit error,panic error,bytes error,right headers,' ] && exit 0
echo "exit status $code, answers: $answered"
cat out err
exit 1
