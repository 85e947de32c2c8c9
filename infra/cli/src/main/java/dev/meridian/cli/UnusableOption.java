package dev.meridian.cli;

/** An option's or environment variable's value that no command can work with. */
final class UnusableOption extends RuntimeException {
    UnusableOption(String message) {
        super(message);
    }
}
