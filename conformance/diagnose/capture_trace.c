#include <string.h>

#include "diagnose/capture.h"
#include "lib/bytes.h"

/* curl --trace-ascii writes "=> Send header, 90 bytes (0x5a)" and rows "0040: text", a new one behind each CR
 * LF, which the offsets tell. Rows of --trace are "0040: 47 45 ..  GE". A full stop stands for a byte that is
 * not printable in text. */
struct trace {
  struct text head, body;
  struct text *section; /* NULL in what is not sent */
  size_t begin;         /* of the section in its text */
  size_t len;           /* of the section as a whole */
  bool is_hex;
  bool has_more; /* a second request */
};

static const reqsig_slice send_header = RS_TEXT("=> Send header, "), send_data = RS_TEXT("=> Send data, ");

static size_t read_decimal(reqsig_slice text) {
  size_t number = 0;
  for (size_t i = 0; i < text.len && i < 9 && rs_is_digit(text.data[i]); i++)
    number = 10 * number + (size_t)(text.data[i] - '0');
  return number;
}

/* A line's end that stands in no row, before offset. */
static void end_line(struct trace *trace, size_t offset) {
  if (trace->section && trace->section->len - trace->begin + 2 == offset)
    text_add_string(trace->section, "\r\n");
}

static bool is_rule(reqsig_slice line) {
  line = capture_without_time(line);
  return rs_slice_starts_with(line, RS_LITERAL("=> ")) || rs_slice_starts_with(line, RS_LITERAL("<= ")) ||
         rs_slice_starts_with(line, RS_LITERAL("== "));
}

static void begin_section(struct trace *trace, reqsig_slice line) {
  line = capture_without_time(line);
  end_line(trace, trace->len);
  bool is_head = rs_slice_starts_with(line, send_header), is_data = rs_slice_starts_with(line, send_data);
  trace->section = is_head ? &trace->head : is_data ? &trace->body : NULL;
  if (!trace->section) return;
  trace->begin = trace->section->len;
  trace->len = read_decimal(rs_slice_after(line, is_head ? send_header.len : send_data.len));
}

static void add_hex_row(struct text *to, reqsig_slice row) {
  for (size_t i = 0; i < 16 && 3 * i + 1 < row.len; i++) {
    int high = rs_hex_value(row.data[3 * i]), low = rs_hex_value(row.data[3 * i + 1]);
    if (high < 0 || low < 0) return;
    text_add_byte(to, (char)(16 * high + low));
  }
}

static bool is_hex_row(reqsig_slice row) {
  struct text bytes = {0};
  add_hex_row(&bytes, row);
  bool is_hex = bytes.len > 1 && row.len > 5 && row.data[2] == ' ' && row.data[5] == ' ';
  text_free(&bytes);
  return is_hex;
}

/* False if it has no offset. */
static bool add_row(struct trace *trace, reqsig_slice line) {
  size_t offset = 0, at = 0;
  for (; at < line.len && at < 8 && rs_hex_value(line.data[at]) >= 0; at++)
    offset = 16 * offset + (size_t)rs_hex_value(line.data[at]);
  if (at < 4 || at == line.len || line.data[at] != ':') return false;
  reqsig_slice row = rs_slice_after(line, at + 2 < line.len ? at + 2 : line.len);
  if (trace->head.len == 0) trace->is_hex = is_hex_row(row);
  if (!trace->is_hex) end_line(trace, offset);
  if (trace->is_hex)
    add_hex_row(trace->section, row);
  else
    text_add(trace->section, row);
  return true;
}

/* Up to the head of a second request. */
static void read_rows(reqsig_slice rest, struct trace *trace) {
  for (reqsig_slice line; (line = capture_next_line(rest)).len > 0; rest = rs_slice_after(rest, line.len)) {
    trace->has_more = trace->head.len > 0 && rs_slice_starts_with(capture_without_time(line), send_header);
    if (trace->has_more) break;
    if (is_rule(line))
      begin_section(trace, line);
    else if (trace->section && !add_row(trace, capture_without_end(line)))
      break;
  }
  end_line(trace, trace->len);
}

static void tell_trace(struct capture *capture, const struct trace *trace) {
  if (trace->is_hex)
    capture_tell(capture,
                 "The input is what curl --trace writes: what it sent first is taken as the request.");
  else if (trace->body.len > 0 && memchr(trace->body.data, '.', trace->body.len))
    capture_tell(
        capture,
        "The input is what curl --trace-ascii writes: what it sent first is taken as the request. "
        "Where the body has a full stop here, another byte may have been sent, such as a line end or "
        "a letter that is not ASCII: curl --trace FILE writes all bytes, and is read as well.");
  else
    capture_tell(capture,
                 "The input is what curl --trace-ascii writes: what it sent first is taken as the request.");
}

bool capture_read_trace(struct capture *capture) {
  struct trace trace = {0};
  if (is_rule(capture_text(capture))) read_rows(capture_text(capture), &trace);
  bool is_found = trace.head.len > 0;
  if (is_found) {
    text_add(&trace.head, text_slice(&trace.body));
    capture_replace(capture, &trace.head);
    tell_trace(capture, &trace);
    if (trace.has_more) capture_tell_of_more(capture);
  }
  text_free(&trace.head);
  text_free(&trace.body);
  return is_found;
}
