package dev.meridian.edge.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiPathTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "/v1/models,/v1/models,''",
                "/v1/models/,/v1/models,''",
                "/v1/files/a.b?x=../y&z=//,/v1/files/a.b,?x=../y&z=//",
                "/v1/files/%20a,/v1/files/%20a,''",
                "/,/,''",
            })
    void plainPathIsRead(String target, String path, String query) {
        assertThat(ApiPath.parse(target)).isEqualTo(new ApiPath(path, query));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1/models",
                "*",
                "http://x/v1/models",
                "//v1/models",
                "/v1//models",
                "/v1/./models",
                "/v1/..",
                "/v1/../health",
                "/v1/%2e%2e/health",
                "/v1/%2E./health",
                "/v1%2fmodels",
                "/v1/a%5cb",
                "/v1/a\\b",
                "/v1/a%252fb",
                "/v1/%",
                "/v1/%zz",
                "/v1/%00",
                "/v1/models#x"
            })
    void otherSpellingsAreRefused(String target) {
        assertThat(ApiPath.parse(target)).isNull();
    }
}
