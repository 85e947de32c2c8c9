package dev.meridian.controller.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.controller.wire.Wire;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TablePublisherTest {
    private final Wire wire = new Wire();
    private final TablePublisher publisher = new TablePublisher(wire, System::nanoTime);

    @Test
    void newerTableReplacesAndWakesAndTheSameOneDoesNot() throws IOException {
        AtomicInteger news = new AtomicInteger();
        publisher.onNews(news::incrementAndGet);
        publisher.publish(table(1, 1), null);
        PublishedTable first = current();
        publisher.publish(table(1, 1), null);
        assertThat(current()).isSameAs(first);
        assertThat(news).hasValue(1);
        publisher.publish(table(2, 1), null);

        assertThat(news).hasValue(2);
        assertThat(current().etag()).isEqualTo("\"2.1\"");
    }

    @Test
    void olderTableIsABugThatIsRefused() throws IOException {
        publisher.publish(table(2, 1), null);

        assertThatThrownBy(() -> publisher.publish(table(1, 9), null)).isInstanceOf(IllegalStateException.class);
        assertThat(current().etag()).isEqualTo("\"2.1\"");
    }

    @Test
    void compressedFormIsTheSameTable() throws IOException {
        publisher.publish(table(1, 1), null);
        try (GZIPInputStream in =
                new GZIPInputStream(new ByteArrayInputStream(current().gzip()))) {
            assertThat(in.readAllBytes()).isEqualTo(current().json());
        }
        assertThat(wire.readTable(current().json())).isEqualTo(table(1, 1));
    }

    private PublishedTable current() {
        @Nullable PublishedTable current = publisher.current(null);
        return Objects.requireNonNull(current);
    }

    private RoutingTable table(long epoch, long version) throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/wire/table.json"))) {
            RoutingTable golden = wire.readTable(in.readAllBytes());
            return new RoutingTable(
                    new TableVersion(epoch, version), golden.decidedAt(), golden.origins(), golden.regions());
        }
    }
}
