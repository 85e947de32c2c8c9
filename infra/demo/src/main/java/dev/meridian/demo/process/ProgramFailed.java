package dev.meridian.demo.process;

/** A program did not start or ended by itself; the message says which, why, and what it printed last. */
public final class ProgramFailed extends RuntimeException {
    private static final int LOG_LINES = 15;

    private ProgramFailed(String message) {
        super(message);
    }

    /** The program's process has ended though nobody ended it. */
    public static ProgramFailed ended(RunningProgram program) {
        return of(program, program.ending());
    }

    /** Something is wrong with the program, such as {@code is not ready after 60 s}. */
    public static ProgramFailed of(RunningProgram program, String what) {
        StringBuilder message = new StringBuilder(program.name() + " " + what);
        message.append("; the end of its log (").append(program.log()).append("):");
        program.lastLines(LOG_LINES).forEach(line -> message.append("\n    ").append(line));
        return new ProgramFailed(message.toString());
    }
}
