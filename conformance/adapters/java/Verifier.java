// The adapter with verifying: what Adapter.java signs, strictly. Only servers need it.
// Run it with: javac -cp gson.jar -d classes *.java && reqsig test -- java -cp classes:gson.jar Verifier
import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public final class Verifier {
    private static final String KEY = "(?<key>.+)", DIGITS = "(?<time>[0-9]+)";
    private static final String HEX_32 = "(?<mac>[0-9a-f]{64})", HEX_64 = "(?<mac>[0-9a-f]{128})";
    private static final String BASE64_20 = "(?<mac>[A-Za-z0-9+/]{26}[AEIMQUYcgkosw048]=)";
    private static final String BASE64_32 = "(?<mac>[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)";
    private static final String MD5 = "(?<md5>[A-Za-z0-9+/]{21}[AQgw]==)";
    private static final long CALYPSO_WINDOW_MS = 180_000;

    /** The headers that a verifier reads, and their forms, in which what they claim has a name. */
    private static final Map<String, Map<String, Pattern>> READS = Map.of(
        "ambro", forms("x-amb-access-sig", HEX_32, "x-amb-access-ts", DIGITS, "x-amb-app-id", KEY),
        "calypso", forms("key", KEY, "sign", HEX_64),
        "aet", forms("timestamp", DIGITS, "signature", BASE64_32, "authorization", "Bearer (?<key>.*)", "content-type", ".*"),
        "bitpro", forms("authorization", "Bitpro (?<key>.*):" + BASE64_20, "content-md5", MD5, "date", "(?<time>.+)"),
        "crm", forms("key", KEY, "signature", "sha256=" + HEX_32));

    /** What is compared with what signing gives, and the reason if it differs. */
    private static final String[][] COMPARED = {{"time", "malformed"}, {"key", "unknown_key"}, {"md5", "digest_mismatch"},
        {"mac", "signature_mismatch"}};

    private static final DateTimeFormatter DATE =
        DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    // What Gson does not see to: a string's characters and escapes, how a number and a word is written.
    private static final Pattern TOKEN = Pattern.compile(
        "\\G(?:[ \\t\\n\\r{}\\[\\],:]|\"(?:[^\"\\\\\\x00-\\x1f]|\\\\(?:[\"\\\\/bfnrt]|u[0-9a-fA-F]{4}))*+\""
        + "|-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?(?![0-9A-Za-z.+-])|(?:true|false|null)(?![0-9A-Za-z.+-]))");

    /** Its message is the reason. */
    private static final class Rejected extends Exception {
        private static final long serialVersionUID = 1;

        Rejected(String reason) {
            super(reason);
        }
    }

    private static Map<String, Pattern> forms(String... pairs) {
        Map<String, Pattern> forms = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) forms.put(pairs[i], Pattern.compile(pairs[i + 1], Pattern.DOTALL));
        return forms;
    }

    /** What the headers claim. That of a signature may be missing where the request is not signed. */
    private static Map<String, String> claims(String scheme, Map<String, List<String>> headers, boolean isSigned)
        throws Rejected {
        Map<String, String> found = new HashMap<>();
        for (Map.Entry<String, Pattern> read : READS.get(scheme).entrySet()) {
            String name = read.getKey();
            List<String> values = headers.getOrDefault(name, List.of());
            if (values.isEmpty() && (name.equals("content-type") || Adapter.isSignature(name) && !isSigned)) continue;
            if (values.isEmpty()) throw new Rejected("missing");
            Matcher match = read.getValue().matcher(values.get(0));
            if (values.size() > 1 || !match.matches()) throw new Rejected("malformed");
            for (String[] claim : COMPARED)
                if (read.getValue().pattern().contains("(?<" + claim[0] + ">")) found.put(claim[0], match.group(claim[0]));
        }
        return found;
    }

    private static void checkTokens(String text) throws Rejected {
        Matcher token = TOKEN.matcher(text);
        int end = 0;
        while (token.find()) end = token.end();
        if (end < text.length()) throw new Rejected("malformed");
    }

    /** The member "timestamp" at the top, once and as an integer. */
    private static BigInteger bodyTime(byte[] body) throws Rejected {
        List<String> values = new ArrayList<>();
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            checkTokens(text);
            JsonReader json = new JsonReader(new StringReader(text));
            json.beginObject();
            while (json.hasNext()) {
                boolean isTime = json.nextName().equals("timestamp"), isNumber = json.peek() == JsonToken.NUMBER;
                if (isTime) values.add(isNumber ? json.nextString() : "");
                if (!isTime || !isNumber) json.skipValue();
            }
            json.endObject();
            if (json.peek() != JsonToken.END_DOCUMENT) throw new Rejected("malformed");
        } catch (IOException | IllegalStateException | JsonParseException thrown) {
            throw new Rejected("malformed");
        }
        if (values.isEmpty()) throw new Rejected("missing");
        if (values.size() > 1 || !values.get(0).matches("-?[0-9]+")) throw new Rejected("malformed");
        return new BigInteger(values.get(0));
    }

    private static BigInteger time(Adapter.Case asked, String sent) throws Rejected {
        try {
            return switch (asked.scheme()) {
                case "ambro" -> new BigInteger(sent).multiply(BigInteger.valueOf(1000));
                case "aet" -> new BigInteger(sent);
                case "calypso" -> bodyTime(asked.request().body());
                case "bitpro" -> BigInteger.valueOf(LocalDateTime.parse(sent, DATE).toEpochSecond(ZoneOffset.UTC) * 1000);
                default -> BigInteger.ZERO;
            };
        } catch (DateTimeException thrown) {
            throw new Rejected("malformed");
        }
    }

    private static long timeMs(Adapter.Case asked, String sent) throws Rejected {
        BigInteger time = time(asked, sent);
        if (time.bitLength() > 63) throw new Rejected("malformed");
        return time.longValue();
    }

    /** A request is right if it claims what signing it at its own time gives. */
    private static void check(Adapter.Case asked) throws Rejected, GeneralSecurityException {
        String scheme = asked.scheme();
        Map<String, List<String>> headers = asked.request().headers(), added = new HashMap<>();
        boolean isSigned = Adapter.isSigned(scheme, asked.request())
            || READS.get(scheme).keySet().stream().anyMatch(name -> Adapter.isSignature(name) && headers.containsKey(name));
        Map<String, String> sent = claims(scheme, headers, isSigned);
        long time = isSigned ? timeMs(asked, sent.get("time")) : 0;
        Adapter.signed(asked, time).headers().forEach((name, value) -> added.put(Adapter.lower(name), List.of(value)));
        Map<String, String> own = claims(scheme, added, true);
        for (String[] claim : COMPARED)
            if (sent.containsKey(claim[0])
                && !MessageDigest.isEqual(Adapter.utf8(sent.get(claim[0])), Adapter.utf8(own.get(claim[0]))))
                throw new Rejected(claim[1]);
        boolean isLimited = scheme.equals("calypso") && isSigned;
        if (isLimited && time < asked.nowMs() - CALYPSO_WINDOW_MS) throw new Rejected("expired");
        if (isLimited && time > asked.nowMs() + CALYPSO_WINDOW_MS) throw new Rejected("not_yet_valid");
    }

    private static String verify(Adapter.Case asked) throws GeneralSecurityException {
        try {
            check(asked);
            return null;
        } catch (Rejected rejected) {
            return rejected.getMessage();
        }
    }

    public static void main(String[] arguments) throws IOException {
        Adapter.serve(Verifier::verify);
    }
}
