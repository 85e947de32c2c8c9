package dev.meridian.demo.traffic;

/** The two forms of an answer. */
enum ChatKind {
    /** One JSON document. */
    UNARY,
    /** Server-sent events. */
    STREAM;

    String body() {
        return """
                {"model":"gpt-4.1","stream":%s,"messages":[{"role":"user","content":"Which region are you in?"}]}""".formatted(this == STREAM);
    }
}
