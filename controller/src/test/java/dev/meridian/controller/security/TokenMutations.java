package dev.meridian.controller.security;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;

/** Texts that are nearly a token and can stand in an HTTP header; none is the token itself. Thread-safe. */
public final class TokenMutations {
    private static final String CHARACTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/!\"#$%&'()*,:;<>?@[]^`{|}~";

    /** What goes into a header or claims in the place of another part of them. */
    private static final List<String> PIECES = List.of(
            "none",
            "HS256",
            "RS512",
            "PS256",
            "\"",
            "{",
            "}",
            "[[[[[[[[",
            "null",
            "1e999",
            "-1",
            "\\u0000",
            "\u00e9",
            "\"crit\":[\"b64\"],\"b64\":false,",
            "\"alg\":\"none\",",
            "\"jwk\":{},",
            "\"jku\":\"http://127.0.0.1:1\",",
            "true",
            "\"exp\":99999999999,",
            "\"aud\":[],",
            "\"iss\":null,",
            "us-west-2",
            "");

    private final String token;

    public TokenMutations(String token) {
        this.token = token;
    }

    /** One, by what is drawn. */
    public String one(RandomGenerator random) {
        while (true) {
            String mutation = switch (random.nextInt(6)) {
                case 0 -> replaced(random);
                case 1 -> inserted(random);
                case 2 -> cut(random);
                case 3 -> swapped(random);
                case 4 -> rewritten(random, 0);
                default -> rewritten(random, 1);
            };
            if (!mutation.equals(token) && !mutation.isBlank()) {
                return mutation;
            }
        }
    }

    private String replaced(RandomGenerator random) {
        StringBuilder text = new StringBuilder(token);
        for (int i = random.nextInt(3); i >= 0; i--) {
            text.setCharAt(random.nextInt(text.length()), character(random));
        }
        return text.toString();
    }

    private String inserted(RandomGenerator random) {
        return new StringBuilder(token)
                .insert(random.nextInt(token.length() + 1), character(random))
                .toString();
    }

    private String cut(RandomGenerator random) {
        int from = random.nextInt(token.length());
        int to = random.nextBoolean() ? from + 1 : from + random.nextInt(token.length() - from) + 1;
        return token.substring(0, from) + token.substring(Math.min(to, token.length()));
    }

    private String swapped(RandomGenerator random) {
        String[] parts = parts();
        return parts[random.nextInt(3)] + "." + parts[random.nextInt(3)] + "." + parts[random.nextInt(3)];
    }

    /** The header or the claims with another piece in them, under the old signature. */
    private String rewritten(RandomGenerator random, int part) {
        String[] parts = parts();
        String json = new String(Base64.getUrlDecoder().decode(parts[part]), StandardCharsets.UTF_8);
        int from = random.nextInt(json.length());
        int to = from + random.nextInt(Math.min(8, json.length() - from) + 1);
        String other = json.substring(0, from) + PIECES.get(random.nextInt(PIECES.size())) + json.substring(to);
        parts[part] = Base64.getUrlEncoder().withoutPadding().encodeToString(other.getBytes(StandardCharsets.UTF_8));
        return String.join(".", parts);
    }

    private String[] parts() {
        return token.split("\\.", -1);
    }

    private static char character(RandomGenerator random) {
        return CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
    }
}
