package dev.meridian.conformance.chaos;

import dev.meridian.conformance.process.RunningProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory of a JVM.
 *
 * @param heapBytes that are in use after a full collection
 * @param residentBytes of the process
 */
record Memory(long heapBytes, long residentBytes) {
    /** One line for each generation; what is no heap is told elsewhere or indented. */
    private static final Pattern GENERATION =
            Pattern.compile("(?m)^ *(?:DefNew|Tenured|def new generation|tenured generation) .*used (\\d+)K");

    /** That of a program now; it is made to collect its garbage first. */
    static Memory of(RunningProgram program) throws IOException, InterruptedException {
        jcmd(program, "GC.run");
        String heap = jcmd(program, "GC.heap_info");
        Matcher generation = GENERATION.matcher(heap);
        long used = 0;
        while (generation.find()) {
            used += Long.parseLong(generation.group(1)) * 1024;
        }
        if (used == 0) {
            throw new IOException("no generation found in: " + heap);
        }
        return new Memory(used, program.residentBytes());
    }

    private static String jcmd(RunningProgram program, String command) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(jcmd, Long.toString(program.pid()), command)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("jcmd " + command + " failed: " + output.strip());
        }
        return output;
    }
}
