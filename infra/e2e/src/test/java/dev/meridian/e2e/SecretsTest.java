package dev.meridian.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.e2e.client.Http;
import dev.meridian.e2e.client.Reply;
import dev.meridian.e2e.world.RunningProgram;
import dev.meridian.e2e.world.SharedWorld;
import dev.meridian.e2e.world.World;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** After everything else: nothing that is secret has come out of a program. */
@Order(100)
@ExtendWith(SharedWorld.class)
final class SecretsTest {
    @Test
    void noKeyTokenOrPromptIsInAnyProgramsOutputOrMetrics(World world) {
        for (RunningProgram program : world.everStarted()) {
            assertThat(program.output() + program.errors())
                    .as("output of %s", program.program().name())
                    .doesNotContain(world.secrets().all());
            if (program.alive() && !program.program().name().equals("simulator")) {
                Reply metrics = Http.send(
                        Http.request(program.base().resolve("/metrics")).build());
                assertThat(metrics.status()).isEqualTo(200);
                assertThat(metrics.body())
                        .as("metrics of %s", program.program().name())
                        .contains("meridian_")
                        .doesNotContain(world.secrets().all());
            }
        }
    }
}
