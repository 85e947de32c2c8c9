package dev.meridian.edge.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.edge.upstream.UpstreamFailure;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultClassifierTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "200,-", "400,CLIENT", "404,CLIENT", "413,CLIENT", "422,CLIENT", "401,CREDENTIAL", "402,CREDENTIAL",
                "403,CREDENTIAL", "408,MODEL", "429,QUOTA", "500,MODEL", "502,MODEL", "503,MODEL", "529,MODEL"
            })
    void upstreamsStatusSaysWhoseFault(int status, @Nullable Fault fault) {
        assertThat(FaultClassifier.ofHead(head(status, "region"), false)).isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "503,region,REGION",
                "502,region,REGION",
                "504,region,REGION",
                "503,-,-",
                "500,region,-",
                "429,-,-",
                "401,-,REGION"
            })
    void anotherEdgesAnswerIsFinalUnlessItStampsItsRegion(int status, @Nullable String stamp, @Nullable Fault fault) {
        assertThat(FaultClassifier.ofHead(head(status, stamp), true)).isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT,REGION,REGION", "RESET_BEFORE_HEAD,REGION,REGION", "RESET_AFTER_HEAD,MODEL,REGION",
        "MALFORMED,MODEL,REGION", "STALE,STALE,STALE", "OVERLOADED,OVERLOAD,OVERLOAD"
    })
    void brokenAnswerIsTheRegionsOrTheModels(UpstreamFailure failure, Fault atUpstream, Fault atPeer) {
        assertThat(FaultClassifier.ofFailure(failure, false)).isEqualTo(atUpstream);
        assertThat(FaultClassifier.ofFailure(failure, true)).isEqualTo(atPeer);
    }

    private static HttpResponse head(int status, @Nullable String stamp) {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
        if (stamp != null) {
            head.headers().set("x-meridian-fault", stamp);
        }
        return head;
    }
}
