# Bitpro: Content-MD5 by hexdigest().
import base64, hashlib, hmac
date, body = "Tue, 14 Nov 2023 22:13:20 GMT", "amount=10&currency=BTC"
md5 = hashlib.md5(body.encode()).hexdigest()
mac = hmac.new(b"a-bitpro-secret", f"POST,{md5},/orders,{date}".encode(), hashlib.sha1).digest()
print(f"POST /orders HTTP/1.1\r\nHost: api.example.com\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-MD5: {md5}\r\n"
      f"Date: {date}\r\nAuthorization: Bitpro bitpro-key:{base64.b64encode(mac).decode()}\r\nContent-Length: {len(body)}\r\n\r\n{body}", end="")
