// Answers reqsig's adapter protocol, version 1, for the signatures of all five schemes, with Java's standard library and
// Gson for JSON. Call your own code in place of sign. Verifier.java beside it verifies, too.
// Run it with: reqsig test -- java -cp /usr/share/java/gson.jar Adapter.java
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public final class Adapter {
    private static final List<String> SCHEMES = List.of("ambro", "calypso", "aet", "bitpro", "crm");
    // Two digits for the day, which RFC_1123_DATE_TIME does not write.
    private static final DateTimeFormatter DATE =
        DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final Pattern MULTIPART = Pattern.compile("multipart/", Pattern.CASE_INSENSITIVE);
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    /** What is signed, and the headers to add to a request that is signed. */
    record Signed(byte[] message, Map<String, String> headers) {}

    /** A request as the schemes look at it: the method in capital letters, the target without its query, and the
     * values of each header by its name in small letters. */
    record Request(String method, String path, Map<String, List<String>> headers, byte[] body) {
        static Request of(JsonObject wire) {
            Map<String, List<String>> headers = new LinkedHashMap<>();
            for (JsonElement pair : wire.getAsJsonArray("headers"))
                headers.computeIfAbsent(lower(pair.getAsJsonArray().get(0).getAsString()), name -> new ArrayList<>())
                    .add(pair.getAsJsonArray().get(1).getAsString());
            String target = wire.get("target").getAsString();
            int query = target.indexOf('?');
            return new Request(wire.get("method").getAsString().toUpperCase(Locale.ROOT),
                query < 0 ? target : target.substring(0, query), headers,
                Base64.getDecoder().decode(wire.get("body_base64").getAsString()));
        }

        void wantJson(Map<String, String> added, String... names) {
            for (String name : names)
                if (!headers.containsKey(lower(name))) added.put(name, "application/json");
        }
    }

    /** ASCII letters alone: toLowerCase takes the Kelvin sign for a K. */
    static String lower(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < lower.length(); i++)
            if (lower.charAt(i) >= 'A' && lower.charAt(i) <= 'Z') lower.setCharAt(i, (char) (lower.charAt(i) + 'a' - 'A'));
        return lower.toString();
    }

    private static byte[] mac(String algorithm, String secret, byte[] message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(utf8(secret), algorithm)); // which rejects the empty key
        return mac.doFinal(message);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String hex(byte[] bytes) {
        StringBuilder hex = new StringBuilder();
        for (byte each : bytes) hex.append(String.format("%02x", each));
        return hex.toString();
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private static String credential(JsonObject credentials, String name) {
        return credentials.get(name).getAsString(); // or an exception
    }

    private static Signed ambro(JsonObject credentials, long nowMs) throws GeneralSecurityException {
        String timestamp = Long.toString(nowMs / 1000);
        byte[] message = utf8(credential(credentials, "api_key") + timestamp);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Amb-Access-Sig", hex(mac("HmacSHA256", credential(credentials, "api_secret"), message)));
        headers.put("X-Amb-Access-Ts", timestamp);
        headers.put("X-Amb-App-Id", credential(credentials, "app_id"));
        return new Signed(message, headers);
    }

    private static Signed calypso(JsonObject credentials, Request request) throws GeneralSecurityException {
        Map<String, String> headers = new LinkedHashMap<>();
        String signature = hex(mac("HmacSHA512", credential(credentials, "secret_key"), request.body()));
        headers.put("Key", credential(credentials, "api_key"));
        headers.put("Sign", signature);
        request.wantJson(headers, "Content-Type");
        return new Signed(request.body(), headers);
    }

    private static Signed aet(JsonObject credentials, long nowMs, Request request) throws GeneralSecurityException {
        String path = request.path().startsWith("/") ? request.path().substring(1) : request.path();
        boolean multipart = MULTIPART.matcher(request.headers().getOrDefault("content-type", List.of("")).get(0)).lookingAt();
        byte[] message = join(utf8(nowMs + request.method() + path), multipart ? new byte[0] : request.body());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("timestamp", Long.toString(nowMs));
        headers.put("signature", base64(mac("HmacSHA256", credential(credentials, "secret_key"), message)));
        headers.put("authorization", "Bearer " + credential(credentials, "token"));
        request.wantJson(headers, "accept", "content-type");
        return new Signed(message, headers);
    }

    private static Signed bitpro(JsonObject credentials, long nowMs, Request request) throws GeneralSecurityException {
        String date = DATE.format(Instant.ofEpochSecond(nowMs / 1000));
        String contentMd5 = base64(MessageDigest.getInstance("MD5").digest(request.body()));
        byte[] message = utf8(String.join(",", request.method(), contentMd5, request.path(), date));
        String signature = base64(mac("HmacSHA1", credential(credentials, "secret_key"), message));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Authorization", "Bitpro " + credential(credentials, "api_key") + ":" + signature);
        headers.put("Content-MD5", contentMd5);
        headers.put("Date", date);
        return new Signed(message, headers);
    }

    private static Signed crm(JsonObject credentials, Request request) throws GeneralSecurityException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("key", credential(credentials, "api_key"));
        headers.put("signature", "sha256=" + hex(mac("HmacSHA256", credential(credentials, "api_key"), request.body())));
        return new Signed(request.body(), headers);
    }

    /** What an op works on. */
    record Case(String scheme, JsonObject credentials, long nowMs, Request request) {}

    static Signed signed(Case asked, long nowMs) throws GeneralSecurityException {
        return switch (asked.scheme()) {
            case "ambro" -> ambro(asked.credentials(), nowMs);
            case "calypso" -> calypso(asked.credentials(), asked.request());
            case "aet" -> aet(asked.credentials(), nowMs, asked.request());
            case "bitpro" -> bitpro(asked.credentials(), nowMs, asked.request());
            default -> crm(asked.credentials(), asked.request());
        };
    }

    static boolean isSigned(String scheme, Request request) {
        return switch (scheme) {
            case "crm" -> List.of("POST", "PATCH", "PUT").contains(request.method()) && request.body().length > 0;
            case "calypso" -> request.method().equals("POST");
            default -> true;
        };
    }

    /** Whether the header is there only if the scheme signs the request. */
    static boolean isSignature(String name) {
        return List.of("sign", "signature").contains(lower(name));
    }

    private static JsonArray sign(Case asked) throws GeneralSecurityException {
        JsonArray headers = new JsonArray();
        boolean isSigned = isSigned(asked.scheme(), asked.request());
        signed(asked, asked.nowMs()).headers().forEach((name, value) -> {
            if (isSigned || !isSignature(name)) headers.add(GSON.toJsonTree(List.of(name, value)));
        });
        return headers;
    }

    /** Gives the reason to reject a request, or null. */
    interface Verifying {
        String verify(Case asked) throws GeneralSecurityException;
    }

    private final List<String> ops;
    private final Verifying verifying;

    private Adapter(Verifying verifying) {
        this.verifying = verifying;
        ops = verifying == null ? List.of("message", "sign") : List.of("message", "sign", "verify");
    }

    private JsonObject hello() {
        return JsonParser.parseString("{'protocol': 1, 'implementation': {'name': 'example-java', 'version': '1.0',"
            + " 'language': 'java'}, 'schemes': " + GSON.toJson(SCHEMES) + ", 'ops': " + GSON.toJson(ops) + "}")
            .getAsJsonObject();
    }

    private void answer(JsonObject question, JsonObject reply) throws GeneralSecurityException {
        String op = question.get("op").getAsString(), scheme = question.get("scheme").getAsString();
        if (!ops.contains(op) || !SCHEMES.contains(scheme)) {
            reply.addProperty("unsupported", op + " of " + scheme);
            return;
        }
        Case asked = new Case(scheme, question.getAsJsonObject("credentials"), question.get("now_ms").getAsLong(),
            Request.of(question.getAsJsonObject("request")));
        switch (op) {
            case "message" -> reply.addProperty("message_base64", base64(signed(asked, asked.nowMs()).message()));
            case "sign" -> reply.add("headers", sign(asked));
            default -> {
                String reason = verifying.verify(asked);
                reply.addProperty("verdict", reason == null ? "accept" : "reject");
                if (reason != null) reply.addProperty("reason", reason);
            }
        }
    }

    private JsonObject replyTo(String line) {
        JsonObject reply = new JsonObject();
        reply.add("id", JsonNull.INSTANCE);
        try {
            JsonObject question = JsonParser.parseString(line).getAsJsonObject();
            if (question.get("op").getAsString().equals("hello")) return hello();
            reply.add("id", question.get("id"));
            answer(question, reply);
        } catch (Exception | StackOverflowError thrown) { // costs this case alone; its text may quote a secret
            reply.addProperty("error", thrown.getClass().getSimpleName());
        }
        return reply;
    }

    static void serve(Verifying verifying) throws IOException {
        Adapter adapter = new Adapter(verifying);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream answers = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        for (String line; (line = lines.readLine()) != null; answers.flush())
            answers.print(GSON.toJson(adapter.replyTo(line)) + "\n");
    }

    public static void main(String[] arguments) throws IOException {
        serve(null);
    }
}
