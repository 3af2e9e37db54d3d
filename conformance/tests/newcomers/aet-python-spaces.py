# AET: signs json.dumps, sends what httpx makes of json=.
import base64, hashlib, hmac, json
secret, token, ts = "an-aet-secret", "tok-1", "1700000000123"
order = {"user": {"name": "Ann", "id": 7}, "tags": ["a", "b"]}
message = ts + "POST" + "v3/users" + json.dumps(order)
signature = base64.b64encode(hmac.new(secret.encode(), message.encode(), hashlib.sha256).digest()).decode()
sent = json.dumps(order, separators=(",", ":"))
print(f"POST /v3/users HTTP/1.1\r\nhost: api.example.com\r\naccept: application/json\r\ncontent-type: application/json\r\n"
      f"authorization: Bearer {token}\r\ntimestamp: {ts}\r\nsignature: {signature}\r\ncontent-length: {len(sent)}\r\n\r\n{sent}", end="")
