# Calypso: str() of the dict is signed, JSON is sent.
import hashlib, hmac, json
data = {"timestamp": 1700000000123, "currency": "BTC", "urgent": True, "memo": None}
sign = hmac.new(b"a-calypso-secret", str(data).encode(), hashlib.sha512).hexdigest()
body = json.dumps(data)
print(f"POST /api/v1/withdraw HTTP/1.1\r\nHost: api.example.com\r\nContent-Type: application/json\r\nKey: calypso-key\r\n"
      f"Sign: {sign}\r\nContent-Length: {len(body)}\r\n\r\n{body}", end="")
