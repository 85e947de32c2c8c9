package dev.meridian.cli.start;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Writes a library's classes anew in the class file format of today. picocli's are of Java 5, which an AOT cache does not
 * take: the JVM would read, link and verify them at every start.
 */
public final class NewerClasses {
    private NewerClasses() {}

    /** Replaces the jar that is named by the only argument, unless that was done; several may do it at the same time. */
    public static void main(String[] arguments) throws IOException {
        replace(Path.of(arguments[0]));
    }

    static void replace(Path jar) throws IOException {
        if (isNew(jar)) {
            return;
        }
        Path part = jar.resolveSibling(
                jar.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            rewrite(jar, part);
            Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** By its first class; a description of its module may be newer than its classes. */
    private static boolean isNew(Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (entry.getName().endsWith(".class") && !entry.getName().endsWith("module-info.class")) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        return ClassFile.of().parse(in.readAllBytes()).majorVersion() == ClassFile.latestMajorVersion();
                    }
                }
            }
            return true;
        }
    }

    static void rewrite(Path from, Path to) throws IOException {
        try (JarFile jar = new JarFile(from.toFile());
                URLClassLoader types =
                        new URLClassLoader(new URL[] {from.toUri().toURL()}, null);
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(to))) {
            ClassFile format = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(
                    ClassHierarchyResolver.ofResourceParsing(types).orElse(ClassHierarchyResolver.defaultResolver())));
            for (JarEntry entry : Collections.list(jar.entries())) {
                try (InputStream in = jar.getInputStream(entry)) {
                    byte[] bytes = in.readAllBytes();
                    out.putNextEntry(new JarEntry(entry.getName()));
                    out.write(entry.getName().endsWith(".class") ? newer(format, bytes) : bytes);
                }
            }
        }
    }

    /** The code is written anew too, with the maps of its stack that newer classes must have. */
    private static byte[] newer(ClassFile format, byte[] bytes) {
        return format.transformClass(
                format.parse(bytes),
                ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
                        .andThen(ClassTransform.endHandler(
                                type -> type.withVersion(ClassFile.latestMajorVersion(), 0))));
    }
}
