package dev.meridian.routing.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"us-west-2", "a", "0", "a--b", "123456789012345678901234567890123456789012345678901234567890abc"
            })
    void labelsNameRegionsAndOrigins(String name) {
        assertThat(new RegionId(name)).hasToString(name);
        assertThat(OriginId.of(new RegionId(name))).isEqualTo(new OriginId(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a-", "A", "a.b", "a_b", "a b", "ü", "a\n", "a/b"})
    void anythingElseIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RegionId(name))
                .withMessageStartingWith("region");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OriginId(name))
                .withMessageStartingWith("origin");
    }

    @Test
    void refusalNamesWhatWhichAndTheLimit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RegionId("a".repeat(64)))
                .withMessage("region has 64 characters, the limit is 63");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RegionId("EU"))
                .withMessage("region \"EU\" may contain only a-z, 0-9 and inner hyphens");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RegionId("default"))
                .withMessage("region \"default\" is reserved for the shares of unlisted origins");
    }

    @Test
    void sendersAreRefusedByNameAndLimitAndNeverEchoed() {
        assertThat(new Sender("pod-1.ns_x:0", "b", 1).sequence()).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sender("a".repeat(254), "b", 1))
                .withMessage("sender name has 254 characters, the limit is 253");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sender("a", "b c", 1))
                .withMessage("boot id has a character at index 1 other than a-z, A-Z, 0-9, hyphen, dot, underscore and"
                        + " colon");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sender("a", "b", 0))
                .withMessage("sequence 0 must be at least 1");
    }
}
