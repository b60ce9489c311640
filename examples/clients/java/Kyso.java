// A client of `kyso serve` (/v1). Java 17 or newer, nothing else.
//
//   java Kyso.java verify FILE                                   who signed, and whether it is good
//   java Kyso.java check FILE                                    what the law of the day of signing says
//   java Kyso.java sign FILE KEY OUT                             with a key of the service
//   java Kyso.java deferred FILE CERTIFICATE KEYFILE OUT [CHAIN] with a key of one's own (PEM, PKCS #8), which stays here
//
// KYSO_SERVICE (http://127.0.0.1:8988), KYSO_TOKEN (access token), KYSO_CA (PEM, a CA of the house's own), KYSO_LANG (vi, en).
// Exits as kyso does: 0 passed, 1 not, 2 undecided, 3 unreadable, 4 service or access, 64 usage.
//
// Java has no JSON reader of its own: the class Json at the end is enough for this; where you have Jackson or Gson, use that.

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

public final class Kyso {
    private static final String SERVICE = environment("KYSO_SERVICE", "http://127.0.0.1:8988");
    private static final Duration WHOLE = Duration.ofMinutes(5); // sending and signing together
    private static final long LONGEST_PAUSE = 60; // s
    private static final Map<String, Integer> EXITS = Map.of("passed", 0, "failed", 1, "indeterminate", 2, "unsigned", 2, "unreadable", 4);
    private static final Map<String, Integer> LAW = Map.of("passed", 0, "violated", 1, "cannot-decide", 2);
    private static final Map<Integer, Integer> STATUSES = Map.of(400, 64, 413, 3, 415, 3, 422, 3, 500, 70);
    private static final PrintStream SAY = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final PrintStream COMPLAIN = new PrintStream(System.err, true, StandardCharsets.UTF_8);

    private final HttpClient client;

    private Kyso() throws IOException, GeneralSecurityException {
        var builder = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10));
        var ca = System.getenv("KYSO_CA");
        client = (ca == null ? builder : builder.sslContext(trusting(Path.of(ca)))).build();
    }

    public static void main(String... words) throws Exception {
        System.exit(run(words));
    }

    private static int run(String... words) throws InterruptedException {
        var command = words.length == 0 ? "" : words[0];
        var expected = switch (command) {
            case "verify", "check" -> words.length == 2;
            case "sign" -> words.length == 4;
            case "deferred" -> words.length == 5 || words.length == 6;
            default -> false;
        };
        if (!expected) {
            COMPLAIN.println("verify FILE | check FILE | sign FILE KEY OUT | deferred FILE CERTIFICATE KEYFILE OUT [CHAIN]");
            return 64;
        }
        var files = List.of(words).subList(1, words.length).stream().map(Path::of).toList();
        if (!Files.isReadable(files.get(0))) {
            COMPLAIN.println(name(files.get(0)) + " cannot be read");
            return 4;
        }
        var out = switch (command) {
            case "sign" -> files.get(2);
            case "deferred" -> files.get(3);
            default -> null;
        };
        if (out != null && Files.exists(out)) {
            COMPLAIN.println(name(out) + " exists");
            return 64;
        }
        try {
            var kyso = new Kyso();
            return switch (command) {
                case "verify" -> kyso.verify(files.get(0));
                case "check" -> kyso.check(files.get(0));
                case "sign" -> kyso.signWithTheirs(files.get(0), words[2], out);
                default -> kyso.signWithOwn(files.get(0), files.get(1), files.get(2), out, files.size() == 5 ? files.get(4) : null);
            };
        } catch (Refused refused) {
            COMPLAIN.println(refused.getMessage());
            if (refused.request != null) COMPLAIN.println("request " + refused.request);
            return refused.exit;
        } catch (IOException broken) {
            COMPLAIN.println("no answer: " + (broken.getMessage() == null ? broken : broken.getMessage()));
            return 4;
        } catch (GeneralSecurityException unusable) {
            COMPLAIN.println("key: " + unusable.getMessage());
            return 4;
        }
    }

    private int verify(Path file) throws IOException, InterruptedException {
        var told = json(ask("/v1/verify" + query("name", name(file), "report", "clerk"), () -> document(file)));
        SAY.println(name(file) + ": " + text(told, "verdict"));
        var at = 0;
        for (var one : list(told, "signatures")) {
            var why = text(one, "sub_indication");
            var signer = map(one.get("signer"));
            SAY.println("  " + ++at + " " + text(one, "field") + ": " + text(one, "indication") + (why == null ? "" : " " + why) + ", "
                    + (signer == null ? "?" : text(signer, "subject")));
        }
        if (told.get("error") != null) SAY.println("  " + text(map(told.get("error")), "code"));
        // what a clerk reads: what to do, and why
        var words = map(told.get("words"));
        SAY.println(text(words, "headline"));
        for (var reason : list(words, "reasons")) {
            var code = text(reason, "code");
            SAY.println("  - " + (code == null ? "?" : code) + " " + text(reason, "title"));
        }
        return EXITS.getOrDefault(text(told, "verdict"), 3);
    }

    private int check(Path file) throws IOException, InterruptedException {
        var told = json(ask("/v1/check" + query("name", name(file)), () -> document(file)));
        SAY.println(name(file) + ": " + text(told, "verdict") + ", " + text(told, "result"));
        for (var signature : list(told, "compliance")) {
            SAY.println("  " + text(signature, "field"));
            for (var finding : list(signature, "findings")) {
                var place = text(list(finding, "citations").get(0), "vi");
                SAY.println("    " + text(finding, "verdict") + ": " + text(finding, "text") + " — " + place);
            }
        }
        var exits = List.of(EXITS.getOrDefault(text(told, "verdict"), 3), LAW.get(text(told, "result")));
        return List.of(4, 3, 1, 2, 0).stream().filter(exits::contains).findFirst().orElseThrow();
    }

    /** The same {@code Idempotency-Key} again has the same file: an answer that was lost on its way costs no second signature. */
    private int signWithTheirs(Path file, String key, Path out) throws IOException, InterruptedException {
        var once = UUID.randomUUID().toString();
        try {
            return keep(ask("/v1/sign" + query("key", key), () -> document(file), "Idempotency-Key", once), out);
        } catch (Refused refused) {
            throw refused;
        } catch (IOException broken) {
            return keep(ask("/v1/sign" + query("key", key), () -> document(file), "Idempotency-Key", once), out);
        }
    }

    private int signWithOwn(Path file, Path certificate, Path keyFile, Path out, Path chain)
            throws IOException, InterruptedException, GeneralSecurityException {
        var first = new LinkedHashMap<String, BodyPublisher>();
        first.put("document", BodyPublishers.ofFile(file));
        first.put("certificate", BodyPublishers.ofFile(certificate));
        if (chain != null) first.put("chain", BodyPublishers.ofFile(chain));
        var told = json(ask("/v1/prepare", () -> form(first)));
        var signature = signature(Base64.getDecoder().decode(text(told, "to_be_signed")), certificate, keyFile);
        var last = new LinkedHashMap<String, BodyPublisher>();
        last.put("document", BodyPublishers.ofFile(file));
        last.put("state", BodyPublishers.ofString(text(told, "state")));
        last.put("signature", BodyPublishers.ofByteArray(signature));
        return keep(ask("/v1/finish", () -> form(last)), out);
    }

    /** RSA: PKCS #1 v1.5; ECDSA: DER. The key does not leave this process. */
    private static byte[] signature(byte[] attributes, Path certificate, Path keyFile) throws IOException, GeneralSecurityException {
        String algorithm;
        try (var in = Files.newInputStream(certificate)) {
            algorithm = CertificateFactory.getInstance("X.509").generateCertificate(in).getPublicKey().getAlgorithm();
        }
        var pem = Files.readString(keyFile).replaceAll("-----[A-Z ]+-----", "");
        var key = KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem)));
        var signing = Signature.getInstance(algorithm.equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
        signing.initSign(key);
        signing.update(attributes);
        return signing.sign();
    }

    /** Whole or not at all. */
    private static int keep(HttpResponse<InputStream> answer, Path out) throws IOException {
        var part = Files.createFile(out.resolveSibling(out.getFileName() + ".part"));
        try (var in = answer.body()) {
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, out, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException broken) {
            Files.deleteIfExists(part);
            throw broken;
        }
        SAY.println(name(out) + ": signed");
        return 0;
    }

    /** What is sent, made anew for each attempt. */
    private record Sent(String type, BodyPublisher octets) {}

    private interface Body {
        Sent make() throws IOException;
    }

    /** The document, read from the disk as it is sent. */
    private static Sent document(Path file) throws IOException {
        return new Sent("application/pdf", BodyPublishers.ofFile(file));
    }

    /** RFC 7578. */
    private static Sent form(Map<String, BodyPublisher> parts) {
        var boundary = UUID.randomUUID().toString();
        var all = new ArrayList<BodyPublisher>();
        parts.forEach((name, value) -> {
            var file = name.equals("document") ? "; filename=\"document.pdf\"" : "";
            all.add(BodyPublishers.ofString("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"" + file + "\r\n\r\n"));
            all.add(value);
            all.add(BodyPublishers.ofString("\r\n"));
        });
        all.add(BodyPublishers.ofString("--" + boundary + "--\r\n"));
        return new Sent("multipart/form-data; boundary=" + boundary, BodyPublishers.concat(all.toArray(BodyPublisher[]::new)));
    }

    /** The answer, where there is one; asked once more where the service says when (429). */
    private HttpResponse<InputStream> ask(String path, Body body, String... more) throws IOException, InterruptedException {
        for (var attempt = 1; ; attempt++) {
            var answer = send(path, body.make(), more);
            if (answer.statusCode() == 200) return answer;
            var after = answer.headers().firstValueAsLong("Retry-After").orElse(Long.MAX_VALUE);
            if (answer.statusCode() != 429 || attempt == 2 || after > LONGEST_PAUSE) throw new Refused(answer);
            answer.body().close();
            Thread.sleep(Duration.ofSeconds(after).toMillis());
        }
    }

    private HttpResponse<InputStream> send(String path, Sent sent, String... more) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(SERVICE).resolve(path)).timeout(WHOLE).header("Content-Type", sent.type())
                .header("Accept-Language", environment("KYSO_LANG", "vi")).POST(sent.octets());
        if (more.length > 0) request.headers(more);
        var token = System.getenv("KYSO_TOKEN");
        if (token != null) request.header("Authorization", "Bearer " + token);
        return client.send(request.build(), BodyHandlers.ofInputStream());
    }

    /** What the service refused (RFC 9457). */
    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1;
        private final int exit;
        private final String request;

        Refused(HttpResponse<InputStream> answer) throws IOException {
            this(answer.statusCode(), problem(answer));
        }

        private Refused(int status, Map<String, Object> told) {
            super(told == null ? status + ": not an answer of kyso" : text(told, "code") + ": " + text(told, "detail"));
            exit = told == null ? 4 : STATUSES.getOrDefault(status, 4);
            request = told == null ? null : text(told, "request");
        }

        private static Map<String, Object> problem(HttpResponse<InputStream> answer) throws IOException {
            var type = answer.headers().firstValue("Content-Type").orElse("");
            return type.startsWith("application/problem+json") ? json(answer) : null;
        }
    }

    private static SSLContext trusting(Path ca) throws IOException, GeneralSecurityException {
        var known = KeyStore.getInstance(KeyStore.getDefaultType());
        known.load(null, null);
        try (var in = Files.newInputStream(ca)) {
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                known.setCertificateEntry("ca-" + known.size(), certificate);
            }
        }
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(known);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static String query(String... pairs) {
        var query = new StringBuilder();
        for (var at = 0; at < pairs.length; at += 2) {
            query.append(at == 0 ? '?' : '&').append(pairs[at]).append('=').append(URLEncoder.encode(pairs[at + 1], StandardCharsets.UTF_8));
        }
        return query.toString();
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static String environment(String name, String otherwise) {
        var value = System.getenv(name);
        return value == null ? otherwise : value;
    }

    private static Map<String, Object> json(HttpResponse<InputStream> answer) throws IOException {
        try (var in = answer.body()) {
            return map(new Json(new String(in.readAllBytes(), StandardCharsets.UTF_8)).value());
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> of, String name) {
        return (List<Map<String, Object>>) of.getOrDefault(name, List.of());
    }

    private static String text(Map<String, Object> of, String name) {
        return (String) of.get(name);
    }

    /** Reads JSON (RFC 8259) of a service that one trusts: maps, lists, strings, numbers, booleans, null. */
    private static final class Json {
        private final String text;
        private int at;

        Json(String text) {
            this.text = text;
        }

        Object value() {
            return switch (next()) {
                case '{' -> members();
                case '[' -> elements();
                case '"' -> string();
                default -> literal();
            };
        }

        private Map<String, Object> members() {
            var found = new LinkedHashMap<String, Object>();
            at++;
            while (next() != '}') {
                var name = string();
                expect(':');
                found.put(name, value());
                if (next() == ',') at++;
            }
            at++;
            return found;
        }

        private List<Object> elements() {
            var found = new ArrayList<>();
            at++;
            while (next() != ']') {
                found.add(value());
                if (next() == ',') at++;
            }
            at++;
            return found;
        }

        private String string() {
            var found = new StringBuilder();
            expect('"');
            while (text.charAt(at) != '"') {
                var c = text.charAt(at++);
                found.append(c == '\\' ? escaped() : c);
            }
            at++;
            return found.toString();
        }

        private char escaped() {
            var c = text.charAt(at++);
            return switch (c) {
                case 'n' -> '\n';
                case 't' -> '\t';
                case 'r' -> '\r';
                case 'b' -> '\b';
                case 'f' -> '\f';
                case 'u' -> (char) Integer.parseInt(text, at, at += 4, 16);
                default -> c;
            };
        }

        private Object literal() {
            var from = at;
            while (at < text.length() && ",]} \n".indexOf(text.charAt(at)) < 0) at++;
            var word = text.substring(from, at);
            return switch (word) {
                case "true" -> Boolean.TRUE;
                case "false" -> Boolean.FALSE;
                case "null" -> null;
                default -> Double.valueOf(word);
            };
        }

        private char next() {
            while (Character.isWhitespace(text.charAt(at))) at++;
            return text.charAt(at);
        }

        private void expect(char wanted) {
            if (next() != wanted) throw new IllegalStateException("JSON: " + wanted + " expected at " + at);
            at++;
        }
    }
}
