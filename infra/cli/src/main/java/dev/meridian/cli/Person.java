package dev.meridian.cli;

import java.io.Console;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whoever types the commands, if that is a person at a terminal. */
interface Person {
    /** No person: a script means what it says. */
    Person NOBODY = new Person() {
        @Override
        public boolean isThere() {
            return false;
        }

        @Override
        public boolean agrees(String question) {
            return true;
        }
    };

    boolean isThere();

    /** Anything but a yes is a no. */
    boolean agrees(String question);

    /** Both what is typed and what is printed must be a terminal's. */
    @SuppressWarnings("SystemConsoleNull") // which JDK it is decides: 25 has none again where there is no terminal
    static Person atTheTerminal() {
        @Nullable Console console = System.console();
        if (console == null || !console.isTerminal()) {
            return NOBODY;
        }
        return new Person() {
            @Override
            public boolean isThere() {
                return true;
            }

            @Override
            public boolean agrees(String question) {
                @Nullable String answer = console.readLine("%s [y/N] ", question);
                return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
            }
        };
    }
}
