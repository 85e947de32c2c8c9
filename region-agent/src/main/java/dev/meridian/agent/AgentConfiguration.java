package dev.meridian.agent;

import dev.meridian.agent.cluster.ClusterMeters;
import dev.meridian.agent.cluster.ClusterWatch;
import dev.meridian.agent.cluster.KubernetesApi;
import dev.meridian.agent.config.AgentSettings;
import dev.meridian.agent.config.ControllerTls;
import dev.meridian.agent.config.EndpointConverter;
import dev.meridian.agent.config.ServerSettings;
import dev.meridian.agent.http.Exchanges;
import dev.meridian.agent.http.Token;
import dev.meridian.agent.loop.Jitter;
import dev.meridian.agent.loop.Loop;
import dev.meridian.agent.loop.Pause;
import dev.meridian.agent.loop.Step;
import dev.meridian.agent.probe.EdgeDirectory;
import dev.meridian.agent.probe.RegionProbes;
import dev.meridian.agent.probe.UpstreamProbe;
import dev.meridian.agent.report.ReportSender;
import dev.meridian.agent.report.Reporter;
import dev.meridian.agent.serve.StatusServer;
import dev.meridian.agent.summary.MeteredFindings;
import dev.meridian.agent.summary.RegionSummary;
import dev.meridian.agent.summary.StateLifetimes;
import dev.meridian.agent.table.PeerView;
import dev.meridian.agent.table.TableFollower;
import dev.meridian.agent.table.TablePoller;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.ClusterReport;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * The whole agent, in the order data flows: table in, probes, summary, reports out; then its own pages, and last the loops
 * that set it all in motion, so that nothing moves if a part before them cannot be built.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableConfigurationProperties({AgentSettings.class, ServerSettings.class})
@Import(EndpointConverter.class)
class AgentConfiguration {
    private static final Logger log = LoggerFactory.getLogger(AgentConfiguration.class);

    @Bean
    PrometheusMeterRegistry meters() {
        return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    }

    @Bean
    Jitter jitter() {
        return new Jitter(new Random());
    }

    @Bean
    Exchanges exchanges() {
        return new Exchanges();
    }

    /** Apart from the probes, which meet other certificates. */
    @Bean
    Exchanges toController(AgentSettings settings) {
        return new Exchanges(new ControllerTls(
                settings.controllerCaFile(), settings.controllerCertificateFile(), settings.controllerKeyFile()));
    }

    @Bean
    @Conditional(InCluster.class)
    KubernetesApi kubernetesApi(AgentSettings settings) {
        return KubernetesApi.connect(settings.cluster());
    }

    @Bean
    @Conditional(InCluster.class)
    ClusterWatch clusterWatch(AgentSettings settings, KubernetesApi api, Jitter jitter, MeterRegistry meters) {
        ClusterWatch cluster = new ClusterWatch(api, settings.cluster(), settings.edges(), jitter, System::nanoTime);
        ClusterMeters.register(cluster, meters);
        return cluster;
    }

    @Bean
    RegionId region(AgentSettings settings, Optional<KubernetesApi> api) {
        @Nullable RegionId told = settings.region();
        return told != null ? told : api.orElseThrow().regionOfNode();
    }

    @Bean
    EdgeDirectory edgeDirectory(AgentSettings settings, Optional<ClusterWatch> cluster) {
        return cluster.<EdgeDirectory>map(watch -> watch::edges).orElse(settings::edges);
    }

    @Bean
    TableFollower tableFollower(
            RegionId region, AgentSettings settings, Exchanges toController, Jitter jitter, MeterRegistry meters) {
        return new TableFollower(
                new TablePoller(toController, settings.controllerUrl(), token(settings.controllerTokenFile())),
                new PeerView(region, settings.endpointOverrides()),
                jitter,
                meters);
    }

    @Bean
    RegionSummary summary(
            RegionId region,
            AgentSettings settings,
            EdgeDirectory edges,
            TableFollower peers,
            Optional<ClusterWatch> cluster) {
        StateLifetimes lifetimes = StateLifetimes.of(settings.schedule());
        Supplier<ClusterReport> facts =
                cluster.<Supplier<ClusterReport>>map(watch -> watch::report).orElse(() -> ClusterReport.OUTSIDE);
        return new RegionSummary(region, edges, peers, facts, lifetimes, System::nanoTime);
    }

    @Bean
    MeteredFindings findings(RegionSummary summary, RegionId region, MeterRegistry meters) {
        return new MeteredFindings(summary, region, meters);
    }

    @Bean
    RegionProbes regionProbes(
            EdgeDirectory edges,
            TableFollower peers,
            MeteredFindings findings,
            Exchanges exchanges,
            AgentSettings settings,
            Jitter jitter) {
        return new RegionProbes(edges, peers, findings, exchanges, settings.schedule(), jitter, System::nanoTime);
    }

    @Bean
    UpstreamProbe upstreamProbe(
            EdgeDirectory edges, MeteredFindings findings, Exchanges exchanges, AgentSettings settings, Jitter jitter) {
        Token peerToken = token(settings.peerTokenFile());
        return new UpstreamProbe(edges, findings, exchanges, peerToken, settings.probeTimeout(), jitter);
    }

    @Bean
    Reporter reporter(
            RegionSummary summary,
            AgentSettings settings,
            Exchanges toController,
            Jitter jitter,
            MeterRegistry meters) {
        return new Reporter(
                summary,
                settings.name(),
                UUID.randomUUID().toString(),
                new ReportSender(toController, settings.controllerUrl(), token(settings.controllerTokenFile())),
                settings.reportInterval(),
                jitter,
                meters);
    }

    @Bean
    StatusServer statusServer(
            ServerSettings server,
            RegionProbes probes,
            PrometheusMeterRegistry meters,
            AgentSettings settings,
            RegionId region) {
        StatusServer pages = StatusServer.start(server.socketAddress(), probes::running, meters);
        log.info(
                "region-agent {} of region {} serves /health, /ready and /metrics on port {}",
                settings.name(),
                region,
                pages.port());
        return pages;
    }

    @Bean
    @Conditional(InCluster.class)
    Loop clusterLoop(ClusterWatch cluster, MeterRegistry meters) {
        return loop("cluster", cluster, meters);
    }

    @Bean
    Loop tableLoop(TableFollower follower, MeterRegistry meters) {
        return loop("table", follower, meters);
    }

    @Bean
    Loop probeLoop(RegionProbes probes, MeterRegistry meters) {
        return loop("probes", probes, meters);
    }

    @Bean
    Loop upstreamLoop(UpstreamProbe probe, MeterRegistry meters) {
        return loop("upstream", probe, meters);
    }

    @Bean
    Loop intervalLoop(Reporter reporter, MeterRegistry meters) {
        return loop("interval", reporter::closeInterval, meters);
    }

    @Bean
    Loop sendLoop(Reporter reporter, MeterRegistry meters) {
        return loop("send", reporter::sendNewest, meters);
    }

    private static final class InCluster implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return context.getEnvironment()
                    .getProperty(AgentSettings.PREFIX + ".cluster.enabled", Boolean.class, false);
        }
    }

    private static Loop loop(String name, Step step, MeterRegistry meters) {
        Runnable onBug = meters.counter("meridian.agent.bugs", "loop", name)::increment;
        return Loop.start(name, step, Pause.SLEEP, onBug);
    }

    private static Token token(@Nullable Path file) {
        return file == null ? Token.none() : Token.ofFile(file);
    }
}
