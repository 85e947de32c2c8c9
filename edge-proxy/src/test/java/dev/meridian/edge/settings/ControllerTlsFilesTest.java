package dev.meridian.edge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.edge.settings.WatchedFile.Reload;
import dev.meridian.fixtures.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class ControllerTlsFilesTest {
    @TempDir
    private Path folder;

    @Test
    void renewedPairIsToldOfAndAKeyOfAnotherCertificateIsRefused() throws IOException {
        Certificates certificates = new Certificates();
        Certificates.Pair pair = certificates.issue(folder, "edge");
        ControllerTls tls = new ControllerTls(null, pair.certificate(), pair.key());
        List<WatchedFile> watched = tls.watched();
        assertThat(twoLooks(watched)).isEmpty();
        @Nullable SSLContext first = tls.get();

        certificates.issue(folder, "edge");
        assertThat(twoLooks(watched))
                .containsExactly(
                        new Reload(
                                true,
                                pair.certificate() + " is in use: it counts for new connections to the controller"),
                        new Reload(true, pair.key() + " is in use: it counts for new connections to the controller"));
        @Nullable SSLContext renewed = tls.get();
        assertThat(renewed).isNotSameAs(first);

        Path other = certificates.issue(folder, "other").key();
        Files.copy(other, pair.key(), StandardCopyOption.REPLACE_EXISTING);
        assertThat(twoLooks(watched)).singleElement().satisfies(reload -> {
            assertThat(reload.applied()).isFalse();
            assertThat(reload.sentence()).contains("controller-key-file");
        });
        assertThat(tls.get()).isSameAs(renewed);
    }

    private static List<Reload> twoLooks(List<WatchedFile> watched) {
        return Stream.of(1, 2)
                .flatMap(_ -> watched.stream())
                .map(WatchedFile::look)
                .filter(Objects::nonNull)
                .toList();
    }
}
