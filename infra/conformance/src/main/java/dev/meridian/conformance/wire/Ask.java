package dev.meridian.conformance.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A chat request.
 *
 * @param model the model
 * @param stream whether the answer is to be streamed
 * @param prompt the user's words, without anything that JSON escapes; {@code sim:tokens=N} in it sets the answer's length
 * @param members more members of the body, each with a comma before it, or empty
 * @param headers more header lines, each with its line end, or empty
 */
public record Ask(String model, boolean stream, String prompt, String members, String headers) {
    /** The model that most cases ask for, the first of the chain. */
    public static final String FIRST = "gpt-4.1";

    /** The second of the chain. */
    public static final String SECOND = "gemini-2.5-flash";

    /** The last of the chain. */
    public static final String THIRD = "deepseek-v3.2";

    /** A request for the first model. */
    public static Ask unary() {
        return new Ask(FIRST, false, "hello", "", "");
    }

    /** A request for a stream of the first model. */
    public static Ask streamed() {
        return new Ask(FIRST, true, "hello", "", "");
    }

    /** The same of another model. */
    public Ask of(String other) {
        return new Ask(other, stream, prompt, members, headers);
    }

    /** The same for an answer of so many tokens. */
    public Ask tokens(int tokens) {
        return prompt("sim:tokens=" + tokens);
    }

    /** The same with other words. */
    public Ask prompt(String other) {
        return new Ask(model, stream, other, members, headers);
    }

    /** The same with one more member of the body, such as {@code "user":"me"}. */
    public Ask member(String json) {
        return new Ask(model, stream, prompt, members + "," + json, headers);
    }

    /** The same with one more header line. */
    public Ask header(String line) {
        return new Ask(model, stream, prompt, members, headers + line + "\r\n");
    }

    /** The body. */
    public byte[] body() {
        String json = "{\"model\":\"" + model + "\"" + (stream ? ",\"stream\":true" : "")
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt + "\"}]" + members + "}";
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /** The whole request as it is sent. */
    public byte[] http(String key) {
        byte[] body = body();
        ByteArrayOutputStream all = new ByteArrayOutputStream(body.length + 256);
        all.writeBytes((head("Authorization: Bearer " + key) + "Content-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(body);
        return all.toByteArray();
    }

    /** The beginning of the head, to which the framing, an empty line and the body are to be added. */
    public String head(String credential) {
        return "POST /v1/chat/completions HTTP/1.1\r\nHost: gateway\r\n" + credential
                + "\r\nContent-Type: application/json\r\n" + headers;
    }
}
