package dev.meridian.controller.store;

import java.io.IOException;

/** Programs of the machine. */
final class Commands {
    private Commands() {}

    /** Whether it ended well; not so where there is none. */
    static boolean run(String... command) {
        ProcessBuilder program =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            return program.start().onExit().join().exitValue() == 0;
        } catch (IOException e) {
            return false; // there is none
        }
    }
}
