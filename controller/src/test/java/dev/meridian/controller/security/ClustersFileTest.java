package dev.meridian.controller.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.controller.settings.ConfigurationError;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClustersFileTest {
    private static final String ONE = """
            {name: eu, issuer: "https://issuer", jwks-url: "https://api/jwks", ca-file: /ca.crt, token-file: /token,
              accounts: [{namespace: ai, name: agent, role: agent, region: eu-west-1}]}""";

    @TempDir
    Path dir;

    @Test
    void clusterHasItsAccountsAndTheDefaultAudience() throws IOException {
        List<ClusterSpec> clusters = read(ONE);

        assertThat(clusters).hasSize(1).first().satisfies(cluster -> {
            assertThat(cluster.name()).isEqualTo("eu");
            assertThat(cluster.issuer()).isEqualTo("https://issuer");
            assertThat(cluster.audience()).isEqualTo("meridian");
            assertThat(cluster.source())
                    .isEqualTo(new KeysUrl(URI.create("https://api/jwks"), Path.of("/ca.crt"), Path.of("/token")));
            assertThat(cluster.accounts())
                    .containsOnlyKeys("system:serviceaccount:ai:agent")
                    .containsValue(new Caller("eu/ai/agent", Set.of(Role.AGENT), "eu-west-1"));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "name: eu            | nmae: eu                  | clusters[0] has an unknown key \"nmae\", did you mean \"name\"?",
                "name: eu            | name: E U                 | clusters.yaml: clusters[0].name must be 1 to 63 characters",
                "\"https://issuer\"  | 'a b'                     | clusters[0].issuer must be 1 to 500 characters without spaces",
                "issuer: \"https://issuer\", | audience: a,      | clusters[0].issuer is missing",
                "https://api/jwks    | http://api/jwks           | clusters[0].jwks-url must be a https URL without a user (http on loopback only)",
                "https://api/jwks    | https://u:topsecret@api/  | clusters[0].jwks-url must be a https URL without a user",
                "https://api/jwks    | file:///etc/passwd        | clusters[0].jwks-url must be a https URL",
                "https://api/jwks    | https://a b               | clusters[0].jwks-url must be a URL",
                "jwks-url            | jwks-file                 | clusters[0] has a ca-file or a token-file, which go with jwks-url only",
                "ca-file: /ca.crt,   | jwks-file: a,             | clusters[0] must have either jwks-url or jwks-file",
                "role: agent         | role: operator            | clusters[0].accounts[0].role must be agent or edge",
                "region: eu-west-1   | region: EU                | clusters[0].accounts[0].region must be the name of a region",
                ", region: eu-west-1 | ``                        | clusters[0].accounts[0].region is missing",
                "region: eu-west-1   | regoin: eu-west-1         | accounts[0] has an unknown key \"regoin\", did you mean \"region\"?",
                "namespace: ai       | namespace: \"ai:x\"       | clusters[0].accounts[0].namespace must be the name of a namespace",
                "name: agent         | name: \"a:b\"             | clusters[0].accounts[0].name must be the name of a service account",
            })
    void badClusterIsRefusedByItsKey(String part, String bad, String complaint) {
        assertThat(ONE).contains(part);
        assertThatThrownBy(() -> read(ONE.replace(part, bad)))
                .isInstanceOf(ConfigurationError.class)
                .hasMessageContaining(complaint)
                .hasMessageNotContaining("topsecret");
    }

    @Test
    void clustersAndAccountsStandOnce() {
        assertThatThrownBy(() -> read(ONE, ONE))
                .hasMessageContaining("clusters[1].name is the name of another cluster");
        assertThatThrownBy(() -> read(ONE, ONE.replace("name: eu", "name: us")))
                .hasMessageContaining("clusters[1].issuer and its audience are another cluster's too");
        String account = "{namespace: ai, name: agent, role: agent, region: eu-west-1}";
        assertThatThrownBy(() -> read(ONE.replace(account, account + ", " + account)))
                .hasMessageContaining("clusters[0].accounts[1] is an account that stands there before");
        assertThatThrownBy(() -> read(ONE.replace(account, "")))
                .hasMessageContaining("clusters[0].accounts has no account, there must be 1 to 1000");
        assertThatThrownBy(this::read).hasMessageContaining("clusters must be a list");
    }

    private List<ClusterSpec> read(String... clusters) throws IOException {
        StringBuilder text = new StringBuilder("clusters:" + (clusters.length == 0 ? " {}\n" : "\n"));
        for (String cluster : clusters) {
            text.append("  - ").append(cluster).append('\n');
        }
        return ClustersFile.read(Files.writeString(dir.resolve("clusters.yaml"), text));
    }
}
