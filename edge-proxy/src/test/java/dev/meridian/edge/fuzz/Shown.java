package dev.meridian.edge.fuzz;

import java.nio.charset.StandardCharsets;

/** Bytes as people can read them. Pure. */
final class Shown {
    private static final int MAX = 1_500;

    private Shown() {}

    static String text(byte[] bytes) {
        StringBuilder shown = new StringBuilder();
        for (byte b : bytes) {
            if (shown.length() > MAX) {
                return shown.append("... (")
                        .append(bytes.length)
                        .append(" bytes)")
                        .toString();
            }
            switch (b) {
                case '\r' -> shown.append("\\r");
                case '\n' -> shown.append("\\n");
                case '\\' -> shown.append("\\\\");
                default -> {
                    if (b >= ' ' && b < 0x7f) {
                        shown.append((char) b);
                    } else {
                        shown.append("\\x%02x".formatted(b & 0xff));
                    }
                }
            }
        }
        return shown.toString();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
