package dev.meridian.controller.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.meridian.controller.settings.ConfigurationError;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.Label;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionKind;
import dev.meridian.routing.region.RegionSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RegionsFileTest {
    private static final String GOOD = """
            regions:
              - name: us-west-2
                endpoint: internal-ai-proxy-us.ai-services.svc.cluster.local
                weight: 100
                enabled: true
              - name: eu-west-1
                endpoint: internal-ai-proxy-eu.ai-services.svc.cluster.local
                weight: 80
                enabled: false
                capacity_rps: 12.5
                capacity_tokens_per_second: 9000
                residency: eu
                price_multiplier: 1.1
              - name: direct
                endpoint: unused.example
                upstream: https://api.holysheep.ai/v1
                weight: 1
                residency: [eu, gdpr]
            origins:
              - name: fra-office
                residency: eu
              - name: clinic
                residency: [eu, gdpr]
            """;

    @TempDir
    Path dir;

    @Test
    void filesThatPeopleHaveAreRead() throws IOException {
        Regions regions = read(GOOD);

        assertThat(regions.specs()).hasSize(3);
        assertThat(spec(regions, "us-west-2").endpoint())
                .hasToString("http://internal-ai-proxy-us.ai-services.svc.cluster.local:8080");
        assertThat(spec(regions, "direct").kind()).isEqualTo(RegionKind.UPSTREAM);
        assertThat(spec(regions, "direct").endpoint()).hasToString("https://api.holysheep.ai:443/v1");
        assertThat(regions.defaults())
                .containsEntry(new RegionId("us-west-2"), new RegionIntent(100, true))
                .containsEntry(new RegionId("eu-west-1"), new RegionIntent(80, false))
                .containsEntry(new RegionId("direct"), new RegionIntent(1, true));
    }

    @Test
    void whatRegionsCarryAndOriginsDemandIsRead() throws IOException {
        Regions regions = read(GOOD);

        assertThat(spec(regions, "eu-west-1"))
                .isEqualTo(new RegionSpec(
                        Endpoint.parse("internal-ai-proxy-eu.ai-services.svc.cluster.local"),
                        RegionKind.EDGE,
                        13,
                        labels("eu"),
                        11_000));
        assertThat(spec(regions, "us-west-2").labels()).isEmpty();
        assertThat(spec(regions, "us-west-2").capacityRps()).isNull();
        assertThat(spec(regions, "us-west-2").price()).isEqualTo(RegionSpec.USUAL_PRICE);
        assertThat(regions.residency())
                .containsOnly(
                        entry(new OriginId("clinic"), labels("eu", "gdpr")),
                        entry(new OriginId("fra-office"), labels("eu")));
    }

    @Test
    void laterVersionMayChangeWhatOriginsDemand() throws IOException {
        Regions regions = read(GOOD);

        assertThat(regions.replaceBy(read(GOOD.replace("name: clinic", "name: clinic-2"))))
                .containsExactly("origin clinic", "origin clinic-2");
        assertThat(regions.residency()).containsOnlyKeys(new OriginId("clinic-2"), new OriginId("fra-office"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "regions:           | region:            | regions.yaml has an unknown key \"region\", did you mean \"regions\"?",
                "weight: 100        | wieght: 100        | regions.yaml: regions[0] has an unknown key \"wieght\", did you mean \"weight\"?",
                "weight: 100        | weight: 1001       | regions.yaml: regions[0].weight: weight 1001 must be 0 to 1000",
                "weight: 100        | weight: heavy      | regions.yaml: regions[0].weight must be a whole number",
                "weight: 100        | residency: us      | regions.yaml: regions[0].weight is missing, it must be a whole number",
                "enabled: true      | enabled: maybe     | regions.yaml: regions[0].enabled must be true or false",
                "name: us-west-2    | name: US           | regions.yaml: regions[0].name: region \"US\" may contain only",
                "name: us-west-2    | name: default      | regions.yaml: regions[0].name: region \"default\" is reserved",
                "name: us-west-2    | name: eu-west-1    | regions.yaml: regions[1].name repeats region eu-west-1",
                "name: us-west-2    | name: 7            | regions.yaml: regions[0].name must be text",
                "endpoint: unused.example | endpoint: 'a b' | ``",
                "upstream: https:// | upstream: ftp://   | regions.yaml: regions[2].upstream: endpoint scheme \"ftp\" must be http or https",
                "capacity_rps: 12.5 | capacity_rps: 0    | regions.yaml: regions[1].capacity_rps must be more than 0",
                "capacity_rps: 12.5 | capacity_rps: 2e9  | regions.yaml: regions[1].capacity_rps is out of range: it must come to 1 to 1000000000",
                "price_multiplier: 1.1 | price_multiplier: 0.00001 | regions.yaml: regions[1].price_multiplier is out of range",
                "price_multiplier: 1.1 | price_multiplier: 101 | it must come to 1 to 1000000 basis points",
                "residency: eu      | residency: 7       | regions.yaml: regions[1].residency must be text",
                "residency: eu      | residency: [EU]    | regions.yaml: regions[1].residency[0]: label",
                "residency: eu      | residency: 'eu,gdpr' | regions.yaml: regions[1].residency: label",
                "residency: [eu, gdpr] | residency: gdpr | regions.yaml: origins[1].residency: origin clinic demands [eu, gdpr], and no region carries all of that",
                "residency: [eu, gdpr] | residencies: eu | regions.yaml: regions[2] has an unknown key",
                "name: fra-office   | nome: fra-office   | regions.yaml: origins[0] has an unknown key \"nome\", did you mean \"name\"?",
                "name: fra-office   | name: clinic       | regions.yaml: origins[1].name repeats origin clinic",
                "name: fra-office   | name: default      | regions.yaml: origins[0].name must not be default",
                "origins:           | origin:            | regions.yaml has an unknown key \"origin\", did you mean \"origins\"?",
                "enabled: true      | weight: 3          | is not valid YAML at line 5",
                "regions:           | regions: {         | is not valid YAML at line",
                "enabled: true      | !!int ca: 1        | is not valid YAML",
            })
    void whatIsWrongIsNamedInOneSentence(String good, String bad, String complaint) throws IOException {
        assertThat(GOOD).contains(good);
        String file = GOOD.replaceFirst(java.util.regex.Pattern.quote(good), bad);
        if (complaint.isEmpty()) {
            assertThat(read(file).specs()).hasSize(3);
            return;
        }
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(ConfigurationError.class)
                .hasMessageContaining(complaint)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void fileWithoutRegionsIsRefused() {
        assertThatThrownBy(() -> read("regions: []")).hasMessageContaining("names no region, there must be 1 to 64");
        assertThatThrownBy(() -> read("")).hasMessageContaining("must be a mapping");
        assertThatThrownBy(() -> RegionsFile.read(dir.resolve("none.yaml"))).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> RegionsFile.read(dir)).hasMessageContaining("cannot be read");
    }

    @Test
    void tooManyRegionsAndTooLargeFilesAreRefused() {
        StringBuilder many = new StringBuilder("regions:\n");
        for (int i = 0; i < 65; i++) {
            many.append("  - {name: r%d, endpoint: e, weight: 1}%n".formatted(i));
        }

        assertThatThrownBy(() -> read(many.toString())).hasMessageContaining("has 65 entries, the limit is 64");
        assertThatThrownBy(() -> read("#".repeat(2_000_000))).hasMessageContaining("the limit is 1048576");
    }

    private Regions read(String text) throws IOException {
        return RegionsFile.read(Files.writeString(dir.resolve("regions.yaml"), text));
    }

    private static SortedSet<Label> labels(String... values) {
        return Arrays.stream(values).map(Label::new).collect(Collectors.toCollection(TreeSet::new));
    }

    private static RegionSpec spec(Regions regions, String name) {
        return Objects.requireNonNull(regions.specs().get(new RegionId(name)));
    }
}
