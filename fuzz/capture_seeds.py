"""Seeds of the target capture: what people have of a request, by name."""

HEAD = b"POST /a?b=c HTTP/1.1\r\nHost: h\r\n"
CURL = b"* Connected to h (127.0.0.1) port 80\n> POST /a?b=c HTTP/1.1\n> Host: h\n> Accept: */*\n> \n< HTTP/1.1 200 OK\n"
HAR = (b'{"log": {"entries": [{"request": {"method": "POST", "url": "https://h.example:8443/a?b=c#d", "headers": '
       b'[{"name": ":path", "value": "/a"}, {"name": "Content-Length", "value": "9"}, {"name": "x-a", "value": "\\u00e9 b"}, '
       b'{"name": "transfer-encoding", "value": "chunked"}, {"value": 1}], "postData": {"text": "a=1&b=2"}}}]}}')
CAPTURES = {
    "empty": b"",
    "a-request": HEAD + b"Content-Length: 2\r\n\r\n{}",
    "a-request-of-http-1-0": b"GET / HTTP/1.0\r\n\r\n",
    "absolute-form": b"GET http://h/p?q HTTP/1.1\r\nHost: h\r\n\r\n",
    "absolute-form-secure": b"GET https://h/p?q HTTP/1.1\r\nHost: h\r\n\r\n",
    "absolute-form-without-a-path": b"GET http://h?q HTTP/1.1\r\nHost: h\r\n\r\n",
    "chunked": HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
    "chunked-and-more": HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\nmore",
    "chunked-and-cut": HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
    "curl-v": CURL,
    "curl-v-without-spaces": b">GET / HTTP/2\n>Host: h\n>\n",
    "curl-v-without-a-request": b"* Connected\n< HTTP/1.1 200 OK\n",
    "curl-command": b"curl -d a=1 https://h/",
    "trace": b"== Info: Connected to h\n=> Send header, 23 bytes (0x17)\n"
             b"0000: 50 4f 53 54 20 2f 20 48 54 54 50 2f 31 2e 31 0d POST / HTTP/1.1.\n0010: 0a 48 3a 20 68 0d 0a 0d 0a"
             b"                      .H: h....\n=> Send data, 2 bytes (0x2)\n0000: 7b 7d  {}\n<= Recv header, 4 bytes\n",
    "trace-ascii": b"== Info: Connected to h\n=> Send header, 43 bytes (0x2b)\n0000: POST / HTTP/1.1\n0011: H: h\n"
                   b"0017: Content-Length: 2\n002a: \n=> Send data, 2 bytes (0x2)\n0000: {}\n=> Send header, 9 bytes\n",
    "har": HAR,
    "har-entry": b' {"request": {"method": "GET", "url": "/p", "headers": [{"name": "Host", "value": "h"}]}}',
    "har-request": b'{"method": "GET", "url": "http://h"}',
    "har-without-a-request": b'{"log": {"entries": []}}',
    "json-that-is-cut": b'{"method": "GET"',
    "pseudo-headers": b":method: POST\n:path: /a\n:authority: h\n:scheme: https\ncontent-length: 2\n\n{}",
    "pseudo-headers-without-a-method": b":path: /a\n\n",
    "line-ends": b"POST / HTTP/1.1\nHost: h\nContent-Length: 2\n\na\n",
    "no-host": b"GET / HTTP/1.1\r\nA: b\r\n\r\n",
    "no-length": HEAD + b"\r\n{}",
    "longer": HEAD + b"Content-Length: 1\r\n\r\n{}",
    "line-end-behind": HEAD + b"Content-Length: 2\r\n\r\n{}\r\n",
    "shorter": HEAD + b"Content-Length: 9\r\n\r\nabc",
    "shorter-json": HEAD + b"Content-Length: 9\r\n\r\n{}",
    "waits-for-continue": HEAD + b"Expect: 100-continue\r\nContent-Length: 9\r\n\r\n",
    "cut": HEAD[:-2],
    "cut-behind-a-line": HEAD,
    "byte-order-mark": b"\xef\xbb\xbf \r\n" + HEAD + b"\r\n",
    "target-bytes": b"GET /a[]?%zz=%4 HTTP/1.1\r\nHost: h\r\n\r\n",
    "version": b"GET / HTTP/2\r\nhost: h\r\n\r\n",
    "version-unknown": b"GET / X\r\nHost: h\r\n\r\n",
    "time-before-each-line": b"22:50:46.648678 [0-0] > GET / HTTP/1.1\n22:50:46.648678 [0-0] > Host: h\n22:50:46.648678 [0-0] > \n",
    "two-of-curl-v": CURL + CURL,
    "two-requests": HEAD + b"Content-Length: 2\r\n\r\n{}" + HEAD + b"\r\n",
    "two-requests-without-a-body": HEAD + b"Content-Length: 2\r\n\r\n" + HEAD + b"\r\n",
    "response-behind": HEAD + b"\r\nHTTP/1.1 401 No\r\n\r\n",
    "log": b"12:00 INFO POST /a HTTP/1.1\nHost: h\n\n",
    "python": b"send: b'POST /a HTTP/1.1\\r\\nHost: h\\r\\n'\nsend: b\"X: it's\\r\\n\\r\\n\"\nreply: 'HTTP/1.1 401'\n",
    "python-cut": b"send: b'POST /a HTTP/1.1\\x0d\\",
    "wget": b"---request begin---\nPOST /a HTTP/1.1\nHost: h\nContent-Length: 2\n\n---request end---\n[BODY data: {}]\nHTTP request sent",
    "chunked-without-a-body": HEAD + b"Transfer-Encoding: chunked\r\n\r\n",
    "folded": b"GET / HTTP/1.1\r\nHost: h\r\n b\r\n\r\n",
}
