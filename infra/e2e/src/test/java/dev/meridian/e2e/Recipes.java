package dev.meridian.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbered recipes of docs/operations.md: by number the blocks of commands, as they stand there. */
final class Recipes {
    private static final Path PAGE =
            Path.of(System.getProperty("meridian.root", "../..")).resolve("docs/operations.md");
    private static final Pattern TITLE = Pattern.compile("### (\\d+)\\. .*");
    private static final String INDENT = "    ";

    private Recipes() {}

    static SortedMap<Integer, List<String>> read() throws IOException {
        SortedMap<Integer, List<String>> recipes = new TreeMap<>();
        List<String> blocks = new ArrayList<>();
        boolean inBlock = false;
        for (String line : Files.readAllLines(PAGE)) {
            Matcher title = TITLE.matcher(line);
            if (title.matches()) {
                blocks = new ArrayList<>();
                recipes.put(Integer.valueOf(title.group(1)), blocks);
            } else if (line.startsWith("#")) {
                blocks = new ArrayList<>(); // another chapter, whose commands are in no recipe
            }
            boolean command = line.startsWith(INDENT);
            if (command && inBlock) {
                blocks.add(blocks.removeLast() + "\n" + line.strip());
            } else if (command) {
                blocks.add(line.strip());
            }
            inBlock = command;
        }
        return recipes;
    }
}
