#include <criterion/criterion.h>

#include "lib/bytes.h"
#include "mutants/transforms.h"

static const struct transform_input nowhere;

static const char big[] =
    "H4sIAAAAAAACAyvJSFUoLM1MzlZIKsovz1NIy69QyCrNLShWyC9LLVIoAUrnJFZVKqTkp1uDeaOKRxWPKh5VPKp4VP"
    "EwUszAyMTMwsrGzsHJxc3Dy8cvICgkLCIqJi4hKSUtIysnr6CopKyiqqauoamlraOrp29gaGRsYmpmbmFpZW1ja2fv"
    "4Ojk7OLq5u7h6eXt4+vnHxAYFBwSGhYeERkVHRMbF5+QmJSckpqWnpGZlZ2Tm5dfUFhUXFJaVl5RWVVdU1tX39DY1N"
    "zS2tbe0dnV3dPb1z9h4qTJU6ZOmz5j5qzZc+bOm79g4aLFS5YuW75i5arVa9auW79h46bNW7Zu275j567de/bu23/g"
    "4KHDR44eO37i5KnTZ86eO3/h4qXLV65eu37j5q3bd+7eu//g4aPHT54+e/7i5avXb96+e//h46fPX75++/7j56/ff/"
    "7++w8AC7ewvAgIAAA=";

static struct text made(transform_fn *make, reqsig_slice from) {
  struct transform transform = {make};
  struct text to = {0};
  cr_assert(make(&transform, &nowhere, from, &to));
  return to;
}

static struct text unpacked(const char *base64) {
  struct text packed = made(transform_base64_decoded, reqsig_text(base64));
  struct text text = made(transform_gunzip, text_slice(&packed));
  text_free(&packed);
  return text;
}

static void has_sha256(const struct text *text, const char *hex) {
  struct transform transform = {transform_hash, .number = RS_SHA256};
  struct text digits = {0};
  transform_hash(&transform, &nowhere, text_slice(text), &digits);
  cr_assert_str_eq(text_string(&digits), hex);
  text_free(&digits);
}

/* gzip.compress(b"the quick brown fox jumps over the lazy dog; " * 40 + bytes(range(256)), 9, mtime=0) and
 * the text's hashlib.sha256, by Python 3.11.2: codes of its own for lengths, literals and distances. */
Test(gzip, reads_blocks_with_codes_of_their_own) {
  struct text text = unpacked(big);
  cr_assert_eq(text.len, 40 * 45 + 256);
  has_sha256(&text, "d34270a7b37755fe3ee974cd90582c025adae59b19911292f97fad3d13a90626");
  text_free(&text);
}

/* Python's gzip.compress(b"reqsig", 0, mtime=0). */
Test(gzip, reads_stored_blocks) {
  struct text text = unpacked("H4sIAAAAAAAEAwEGAPn/cmVxc2lnscAnRAYAAAA=");
  cr_assert_str_eq(text_string(&text), "reqsig");
  text_free(&text);
}

/* Python's gzip.compress(b'{"a":1}', 9, mtime=0). */
Test(gzip, reads_fixed_codes) {
  struct text text = unpacked("H4sIAAAAAAACA6tWSlSyMqwFAK+sG1YHAAAA");
  cr_assert_str_eq(text_string(&text), "{\"a\":1}");
  text_free(&text);
}

Test(gzip, refuses_what_ends_too_early_or_is_wrong) {
  struct text packed = made(transform_base64_decoded, reqsig_text(big));
  struct transform transform = {transform_gunzip};
  for (size_t len = 0; len + 9 < packed.len; len++) {
    struct text to = {0};
    cr_assert_not(transform_gunzip(&transform, &nowhere, rs_slice(packed.data, len), &to), "%zu bytes", len);
    text_free(&to);
  }
  for (size_t i = 10; i < packed.len - 8; i++) {
    struct text to = {0};
    packed.data[i] = (char)~packed.data[i];
    transform_gunzip(&transform, &nowhere, text_slice(&packed), &to); /* whatever comes of it, it ends */
    packed.data[i] = (char)~packed.data[i];
    text_free(&to);
  }
  text_free(&packed);
}

Test(gzip, reads_back_what_was_packed) {
  static const uint8_t zeros[70000];
  static const size_t lens[] = {0, 1, 65535, 65536, 70000};
  for (size_t i = 0; i < sizeof lens / sizeof *lens; i++) {
    struct text packed = made(transform_gzip, rs_slice(zeros, lens[i]));
    struct text text = made(transform_gunzip, text_slice(&packed));
    cr_assert(rs_slice_equal(text_slice(&text), rs_slice(zeros, lens[i])), "%zu", lens[i]);
    text_free(&packed);
    text_free(&text);
  }
}

/* The last eight bytes of Python's gzip.compress(b"reqsig"): checksum and length. */
Test(gzip, ends_a_file_with_checksum_and_length) {
  struct text packed = made(transform_gzip, RS_LITERAL("reqsig"));
  static const uint8_t end[] = {0xb1, 0xc0, 0x27, 0x44, 6, 0, 0, 0};
  cr_assert_arr_eq(packed.data + packed.len - sizeof end, end, sizeof end);
  text_free(&packed);
}
