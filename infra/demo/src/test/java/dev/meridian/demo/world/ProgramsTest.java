package dev.meridian.demo.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.demo.geography.Geography;
import dev.meridian.demo.process.Program;
import dev.meridian.routing.region.RegionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
    private final Credentials credentials = new Credentials();

    @TempDir
    Path root;

    private final Folder folder = new Folder();

    @SuppressWarnings("NullAway.Init")
    private PortBlock ports;

    @SuppressWarnings("NullAway.Init")
    private Programs programs;

    @BeforeEach
    void create() throws IOException {
        for (String jar : List.of(
                "infra/simulator/target/simulator-exec",
                "controller/target/controller",
                "edge-proxy/target/edge-proxy",
                "region-agent/target/region-agent")) {
            Path file = root.resolve(jar + ".jar");
            Files.createDirectories(file.resolveSibling(""));
            Files.createFile(file);
        }
        folder.create();
        ports = PortBlock.claim();
        programs = new Programs(new Jars(root, Path.of("java")), folder, ports, credentials);
        programs.writeFiles();
    }

    @AfterEach
    void delete() throws IOException {
        ports.close();
        folder.delete();
    }

    @Test
    void noCommandLineCarriesASecret() throws IOException {
        List<String> secrets = new ArrayList<>(
                List.of(credentials.operator(), credentials.edges(), credentials.peers(), credentials.upstreamKey()));
        Geography.REGIONS.forEach(region -> secrets.add(credentials.agent(region)));
        for (Program program : all()) {
            assertThat(program.command()).noneMatch(argument -> secrets.stream().anyMatch(argument::contains));
        }
    }

    @Test
    void theFolderIsItsUsersAlone() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.root())))
                .isEqualTo("rwx------");
    }

    @Test
    void theTokensFileHoldsHashesAndNoToken() throws IOException {
        String tokens = Files.readString(folder.root().resolve("tokens.yaml"));
        assertThat(tokens)
                .contains(Credentials.sha256(credentials.operator()))
                .contains("{name: agent-eu-west-1, role: agent, region: eu-west-1, sha256: ")
                .doesNotContain(credentials.operator())
                .doesNotContain(credentials.edges());
        assertThat(Credentials.sha256("meridian"))
                .isEqualTo("b6c4ac412ac8822355239dd717c11ca5b07373e4db550d0423c1b6aeceef8493");
    }

    @Test
    void regionsAreReachedOverTheRelayExceptTheOwnOne() throws IOException {
        assertThat(programs.edge(Geography.US).command())
                .contains("--meridian.edge.endpoint-overrides.eu-west-1=http://127.0.0.1:"
                        + ports.relay(Geography.US, Geography.EU))
                .noneMatch(argument -> argument.contains("endpoint-overrides.us-west-2"));
        assertThat(programs.agent(Geography.AP).command())
                .contains("--meridian.agent.endpoint-overrides.us-west-2=http://127.0.0.1:"
                        + ports.relay(Geography.AP, Geography.US));
    }

    @Test
    void everyRegionCallsHolySheepByTheSimulatorsPortOfItsOwn() throws IOException {
        for (RegionId region : Geography.REGIONS) {
            assertThat(programs.edge(region).environment())
                    .containsEntry("HOLYSHEEP_BASE_URL", "http://127.0.0.1:" + ports.upstream(region) + "/v1");
            assertThat(programs.simulator().command())
                    .contains("--region-port." + region + "=" + ports.upstream(region));
        }
    }

    @Test
    void theSimulatorIsShownWhereItIsControlled() {
        assertThat(programs.simulator().command())
                .contains("--control-port="
                        + Addresses.of(ports, folder).simulatorControl().getPort());
    }

    @Test
    void deletingLeavesNothingOrOnlyTheLogs() throws IOException {
        Path log = Files.writeString(folder.logs().resolve("edge.log"), "last words");
        folder.deleteButLogs();
        assertThat(folder.root()).isDirectoryContaining(path -> path.equals(folder.logs()));
        assertThat(folder.root()).isDirectoryNotContaining("glob:**.token");
        assertThat(log).exists();
        folder.delete();
        assertThat(folder.root()).doesNotExist();
        folder.delete();
    }

    @Test
    void aDeletedFolderDoesNotComeBack() {
        folder.delete();
        assertThatThrownBy(() -> folder.write("late.token", "secret")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> folder.directory("late")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(folder::create).isInstanceOf(IllegalStateException.class);
        assertThat(folder.root()).doesNotExist();
    }

    private List<Program> all() throws IOException {
        List<Program> all = new ArrayList<>(List.of(programs.simulator(), programs.controller()));
        for (RegionId region : Geography.REGIONS) {
            all.add(programs.edge(region));
            all.add(programs.agent(region));
        }
        return all;
    }
}
