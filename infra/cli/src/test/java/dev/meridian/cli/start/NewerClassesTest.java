package dev.meridian.cli.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class NewerClassesTest {
    /** Of the first class files that an AOT cache takes. */
    private static final int JAVA_6 = 50;

    @TempDir
    Path folder;

    @Test
    void everyClassIsNewAndLoadsVerified() throws Exception {
        Path old = Path.of(CommandLine.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path newer = folder.resolve("newer.jar");
        assertThat(oldest(old)).isLessThan(JAVA_6);

        NewerClasses.rewrite(old, newer);

        assertThat(oldest(newer)).isGreaterThan(JAVA_6);
        try (JarFile jar = new JarFile(newer.toFile());
                URLClassLoader loader =
                        new URLClassLoader(new URL[] {newer.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            for (JarEntry entry : jar.stream().filter(NewerClassesTest::isClass).toList()) {
                String name = entry.getName().replace('/', '.').replaceFirst("\\.class$", "");
                assertThat(Class.forName(name, true, loader).getName()).isEqualTo(name);
            }
        }
    }

    @Test
    void jarThatIsNewStaysAndNothingIsLeftBeside() throws Exception {
        Path jar = Files.copy(
                Path.of(CommandLine.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()),
                folder.resolve("picocli.jar"));

        NewerClasses.replace(jar);
        assertThat(oldest(jar)).isGreaterThan(JAVA_6);
        Object written = Files.readAttributes(jar, BasicFileAttributes.class).fileKey();
        NewerClasses.replace(jar);

        assertThat(Files.readAttributes(jar, BasicFileAttributes.class).fileKey())
                .isEqualTo(written);
        assertThat(folder).isDirectoryContaining("glob:**picocli.jar").isDirectoryNotContaining("glob:**.part");
    }

    private static int oldest(Path path) throws Exception {
        int oldest = Integer.MAX_VALUE;
        try (JarFile jar = new JarFile(path.toFile())) {
            for (JarEntry entry : jar.stream().filter(NewerClassesTest::isClass).toList()) {
                try (InputStream in = jar.getInputStream(entry);
                        DataInputStream data = new DataInputStream(in)) {
                    data.readInt();
                    data.readUnsignedShort();
                    oldest = Math.min(oldest, data.readUnsignedShort());
                }
            }
        }
        return oldest;
    }

    private static boolean isClass(JarEntry entry) {
        return entry.getName().endsWith(".class") && !entry.getName().endsWith("module-info.class");
    }
}
