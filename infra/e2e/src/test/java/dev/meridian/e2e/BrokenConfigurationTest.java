package dev.meridian.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.e2e.world.Program;
import dev.meridian.e2e.world.Regions;
import dev.meridian.e2e.world.RunningProgram;
import dev.meridian.e2e.world.SharedWorld;
import dev.meridian.e2e.world.World;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A broken configuration ends a program's start with one sentence for a person. */
@Order(9)
@ExtendWith(SharedWorld.class)
final class BrokenConfigurationTest {
    @Test
    void startEndsWithExitCode1AndOneSentence(World world) {
        List<Case> cases = List.of(
                new Case(
                        world.controllerProgram().with("--meridian.controller.decision-intervall=1s"),
                        "meridian.controller.decision-intervall",
                        "meridian.controller.decision-interval"),
                new Case(
                        world.controllerProgram().without("--meridian.controller.regions-file"),
                        "meridian.controller.regions-file"),
                new Case(
                        world.edge("edge-broken", Regions.EU).without("--meridian.edge.origin"),
                        "meridian.edge.origin"),
                new Case(
                        world.edge("edge-broken", Regions.EU).with("--meridian.edge.limits.conect=1s"),
                        "meridian.edge.limits.conect",
                        "meridian.edge.limits.connect"),
                new Case(
                        world.agentProgram(Regions.EU).with("--meridian.agent.region=Not A Region"),
                        "meridian.agent.region"),
                new Case(
                        world.agentProgram(Regions.EU).with("--meridian.agent.edge=http://127.0.0.1:1"),
                        "meridian.agent.edge",
                        "meridian.agent.edges"),
                new Case(world.simulatorProgram().with("--prot=1"), "prot", "port"));
        List<RunningProgram> started =
                cases.stream().map(each -> world.launch(each.named())).toList();

        for (int i = 0; i < started.size(); i++) {
            RunningProgram program = started.get(i);
            assertThat(program.exitCode()).as(program.output()).isEqualTo(1);
            List<String> lines =
                    program.errors().lines().filter(line -> !line.isBlank()).toList();
            assertThat(lines).as(cases.get(i).toString()).hasSize(1);
            assertThat(lines.getFirst()).contains(cases.get(i).words());
            assertThat(program.output()).doesNotContain("\tat ", "Exception", "ERROR");
        }
    }

    /** A program that must not start, and words of the sentence that says why. */
    private record Case(Program program, List<String> words) {
        Case(Program program, String... words) {
            this(program, List.of(words));
        }

        /** Its own log files, apart from those of the program that works. */
        Program named() {
            return program.named(
                    "broken-" + program.name() + "-" + words.getFirst().replaceAll("[^a-z]+", "-"));
        }
    }
}
