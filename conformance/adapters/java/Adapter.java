// Answers reqsig's adapter protocol, version 1, for the signatures of all five schemes, with Java's standard library and
// Gson for JSON. Call your own code in place of sign.
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

    /** What is signed, and the headers to add. */
    private record Signed(byte[] message, Map<String, String> headers) {}

    /** A request as the schemes look at it: the method in capital letters, the target without its query, and of each
     * header, its name in small letters, the first value. */
    private record Request(String method, String path, Map<String, String> headers, byte[] body) {
        static Request of(JsonObject wire) {
            Map<String, String> headers = new LinkedHashMap<>();
            for (JsonElement pair : wire.getAsJsonArray("headers"))
                headers.putIfAbsent(lower(pair.getAsJsonArray().get(0).getAsString()),
                    pair.getAsJsonArray().get(1).getAsString());
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
    private static String lower(String text) {
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

    private static byte[] utf8(String text) {
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
        if (request.method().equals("POST")) headers.put("Sign", signature);
        request.wantJson(headers, "Content-Type");
        return new Signed(request.body(), headers);
    }

    private static Signed aet(JsonObject credentials, long nowMs, Request request) throws GeneralSecurityException {
        String path = request.path().startsWith("/") ? request.path().substring(1) : request.path();
        boolean multipart = MULTIPART.matcher(request.headers().getOrDefault("content-type", "")).lookingAt();
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
        if (List.of("POST", "PATCH", "PUT").contains(request.method()) && request.body().length > 0)
            headers.put("signature",
                "sha256=" + hex(mac("HmacSHA256", credential(credentials, "api_key"), request.body())));
        return new Signed(request.body(), headers);
    }

    private static Signed sign(JsonObject asked) throws GeneralSecurityException {
        JsonObject credentials = asked.getAsJsonObject("credentials");
        long nowMs = asked.get("now_ms").getAsLong();
        Request request = Request.of(asked.getAsJsonObject("request"));
        return switch (asked.get("scheme").getAsString()) {
            case "ambro" -> ambro(credentials, nowMs);
            case "calypso" -> calypso(credentials, request);
            case "aet" -> aet(credentials, nowMs, request);
            case "bitpro" -> bitpro(credentials, nowMs, request);
            default -> crm(credentials, request);
        };
    }

    private static JsonObject hello() {
        return JsonParser.parseString("{'protocol': 1, 'implementation': {'name': 'example-java', 'version': '1.0',"
            + " 'language': 'java'}, 'schemes': " + GSON.toJson(SCHEMES) + ", 'ops': ['message', 'sign']}")
            .getAsJsonObject();
    }

    private static void answer(JsonObject asked, JsonObject reply) throws GeneralSecurityException {
        String op = asked.get("op").getAsString(), scheme = asked.get("scheme").getAsString();
        if (!List.of("message", "sign").contains(op) || !SCHEMES.contains(scheme)) {
            reply.addProperty("unsupported", op + " of " + scheme);
            return;
        }
        Signed signed = sign(asked);
        if (op.equals("message")) {
            reply.addProperty("message_base64", base64(signed.message()));
            return;
        }
        JsonArray headers = new JsonArray();
        signed.headers().forEach((name, value) -> headers.add(GSON.toJsonTree(List.of(name, value))));
        reply.add("headers", headers);
    }

    private static JsonObject replyTo(String line) {
        JsonObject reply = new JsonObject();
        reply.add("id", JsonNull.INSTANCE);
        try {
            JsonObject asked = JsonParser.parseString(line).getAsJsonObject();
            if (asked.get("op").getAsString().equals("hello")) return hello();
            reply.add("id", asked.get("id"));
            answer(asked, reply);
        } catch (Exception | StackOverflowError thrown) { // costs this case alone; its text may quote a secret
            reply.addProperty("error", thrown.getClass().getSimpleName());
        }
        return reply;
    }

    public static void main(String[] arguments) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream answers = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        for (String line; (line = lines.readLine()) != null; answers.flush())
            answers.print(GSON.toJson(replyTo(line)) + "\n");
    }
}
