package dev.meridian.e2e.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the Python clients of {@code src/test/resources/python}. */
public final class Python {
    /** An import of the SDK on a busy machine takes seconds. */
    private static final int SECONDS = 90;

    private Python() {}

    /**
     * What a script printed.
     *
     * @throws AssertionError if there is no Python with the packages, or the script fails
     */
    public static JsonNode run(String script, URI edge, Map<String, String> environment) {
        String python = System.getenv("MERIDIAN_PYTHON");
        if (python == null || python.isBlank()) {
            throw new AssertionError("MERIDIAN_PYTHON is not set: run these tests by infra/bin/test,"
                    + " which makes a Python with the packages of infra/e2e/requirements.txt");
        }
        try {
            return JsonMapper.shared().readTree(output(python, script, edge, environment));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + script + " runs", e);
        }
    }

    private static String output(String python, String script, URI edge, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path file = Files.createTempFile("meridian-e2e-", ".py");
        Path out = Files.createTempFile("meridian-e2e-", ".out");
        try (var source = Python.class.getResourceAsStream("/python/" + script)) {
            if (source == null) {
                throw new IllegalArgumentException("there is no script " + script);
            }
            Files.write(file, source.readAllBytes());
            ProcessBuilder builder = new ProcessBuilder(python, file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile());
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.toLowerCase(java.util.Locale.ROOT).endsWith("_proxy"));
            builder.environment().put("BASE_URL", edge.resolve("/v1").toString());
            builder.environment().putAll(environment);
            return finish(builder.start(), script, out);
        } finally {
            Files.delete(file);
            Files.delete(out);
        }
    }

    private static String finish(Process process, String script, Path out) throws IOException, InterruptedException {
        try {
            boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
            String printed = Files.readString(out, StandardCharsets.UTF_8);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(
                        script + (ended ? " failed" : " has not ended after " + SECONDS + " s") + ": " + printed);
            }
            return printed;
        } finally {
            process.destroyForcibly();
        }
    }
}
