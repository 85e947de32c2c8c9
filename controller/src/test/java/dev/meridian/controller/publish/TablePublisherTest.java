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
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TablePublisherTest {
    private final Wire wire = new Wire();
    private final TablePublisher publisher = new TablePublisher(wire);

    @Test
    void newerTableReplacesAndWakesAndTheSameOneDoesNot() throws IOException {
        publisher.publish(table(1, 1));
        PublishedTable first = current();
        publisher.publish(table(1, 1));
        assertThat(current()).isSameAs(first);
        assertThat(first.replaced().getCount()).isOne();
        publisher.publish(table(2, 1));

        assertThat(first.replaced().getCount()).isZero();
        assertThat(current().etag()).isEqualTo("\"2.1\"");
    }

    @Test
    void olderTableIsABugThatIsRefused() throws IOException {
        publisher.publish(table(2, 1));

        assertThatThrownBy(() -> publisher.publish(table(1, 9))).isInstanceOf(IllegalStateException.class);
        assertThat(current().etag()).isEqualTo("\"2.1\"");
    }

    @Test
    void compressedFormIsTheSameTable() throws IOException {
        publisher.publish(table(1, 1));
        try (GZIPInputStream in =
                new GZIPInputStream(new ByteArrayInputStream(current().gzip()))) {
            assertThat(in.readAllBytes()).isEqualTo(current().json());
        }
        assertThat(wire.readTable(current().json())).isEqualTo(table(1, 1));
    }

    private PublishedTable current() {
        @Nullable PublishedTable current = publisher.current();
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
