package dev.meridian.controller.admin;

import dev.meridian.controller.wire.BadMessage;

/** Numbers of a query. */
final class QueryNumber {
    private QueryNumber() {}

    /** @throws BadMessage if the text is no whole number of the range */
    static long read(String name, String text, long least, long most) {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Answered below, like a number that is out of its range.
        }
        throw new BadMessage(name + " must be a whole number from " + least + " to " + most);
    }
}
