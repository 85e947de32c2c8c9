package dev.meridian.edge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.edge.settings.WatchedFile.Reload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class WatchedFileTest {
    @TempDir
    private Path folder;

    private Path file;
    private WatchedFile watched;
    private String inUse = "one";
    private List<String> refused = List.of("bad", "later");

    @BeforeEach
    void startWithVersionOne() throws IOException {
        file = Files.writeString(folder.resolve("file"), "one");
        watched = new WatchedFile("file", file, content -> take(new String(content, StandardCharsets.UTF_8)));
        assertThat(twoLooks()).isNull();
    }

    @Test
    void sameVersionIsNotTakenAgain() throws IOException {
        Files.writeString(file, "one");
        assertThat(twoLooks()).isNull();
    }

    @Test
    void versionIsTakenOnceItStays() throws IOException {
        Files.writeString(file, "tw");
        assertThat(watched.look()).isNull();
        Files.writeString(file, "two");
        assertThat(watched.look()).isNull();
        assertThat(watched.look()).isEqualTo(new Reload(true, file + " is in use: two for one"));
        assertThat(inUse).isEqualTo("two");
        assertThat(twoLooks()).isNull();
    }

    @Test
    void badVersionIsToldOfOnceAndTheOneBeforeComesBackWithAWord() throws IOException {
        Files.writeString(file, "bad");
        assertThat(twoLooks())
                .isEqualTo(new Reload(false, "refused, and what was in use goes on serving: it says bad"));
        assertThat(twoLooks()).isNull();
        assertThat(inUse).isEqualTo("one");
        Files.writeString(file, "one");
        assertThat(twoLooks()).isEqualTo(new Reload(true, file + " is in use: it changes nothing"));
    }

    @Test
    void goneFileIsToldOfOnceAndItsLastVersionServes() throws IOException {
        Files.delete(file);
        assertThat(twoLooks())
                .isEqualTo(new Reload(
                        false,
                        "refused, and what was in use goes on serving: " + file
                                + " cannot be read: NoSuchFileException"));
        assertThat(twoLooks()).isNull();
        Files.writeString(file, "two");
        assertThat(twoLooks()).isNotNull().extracting(Reload::applied).isEqualTo(true);
    }

    @Test
    void versionThatCameBetweenTheStartAndTheFirstLookIsTaken() throws IOException {
        Files.writeString(file, "two");
        watched = new WatchedFile("file", file, content -> take(new String(content, StandardCharsets.UTF_8)));
        assertThat(twoLooks()).isEqualTo(new Reload(true, file + " is in use: two for one"));
    }

    @Test
    void refusedVersionIsReconsideredOnDemandAndToldOfOnlyWhereItIsTaken() throws IOException {
        Files.writeString(file, "later");
        assertThat(twoLooks()).isNotNull().extracting(Reload::applied).isEqualTo(false);
        watched.reconsider();
        assertThat(twoLooks()).as("refused as before").isNull();
        refused = List.of("bad");
        assertThat(twoLooks()).as("nobody asked").isNull();
        watched.reconsider();
        assertThat(watched.look()).isEqualTo(new Reload(true, file + " is in use: later for one"));
        watched.reconsider();
        assertThat(twoLooks()).as("in use").isNull();
    }

    @Test
    void anotherVersionThatIsRefusedAlikeIsToldOf() throws IOException {
        Files.writeString(file, "bad");
        assertThat(twoLooks()).isNotNull();
        Files.writeString(file, "later");
        assertThat(twoLooks()).isNotNull();
        Files.writeString(file, "bad");
        watched.reconsider();
        assertThat(twoLooks()).isNotNull();
    }

    private @Nullable Reload twoLooks() {
        Reload first = watched.look();
        return first == null ? watched.look() : first;
    }

    private String take(String version) {
        if (refused.contains(version)) {
            throw new InvalidSettingException("it says bad");
        }
        String changes = version.equals(inUse) ? "" : version + " for " + inUse;
        inUse = version;
        return changes;
    }
}
