# AET: int(time.time()) are seconds.
import base64, hashlib, hmac
ts = str(1700000000)
signature = base64.b64encode(hmac.new(b"an-aet-secret", f"{ts}GETv3/users".encode(), hashlib.sha256).digest()).decode()
print(f"GET /v3/users HTTP/1.1\r\nhost: api.example.com\r\naccept: application/json\r\ncontent-type: application/json\r\n"
      f"authorization: Bearer tok-1\r\ntimestamp: {ts}\r\nsignature: {signature}\r\n\r\n", end="")
