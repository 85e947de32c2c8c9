package dev.meridian.edge;

import dev.meridian.edge.access.AccessLog;
import dev.meridian.edge.admission.Credentials;
import dev.meridian.edge.admission.RateLimits;
import dev.meridian.edge.call.ControllerAccess;
import dev.meridian.edge.catalog.ModelCatalog;
import dev.meridian.edge.failover.ExchangeSettings;
import dev.meridian.edge.failover.Exchanges;
import dev.meridian.edge.observe.EdgeMetrics;
import dev.meridian.edge.observe.ObservationSender;
import dev.meridian.edge.observe.TrafficRecorder;
import dev.meridian.edge.route.BreakerGauges;
import dev.meridian.edge.route.EdgePlace;
import dev.meridian.edge.route.RegionGates;
import dev.meridian.edge.server.EdgeServer;
import dev.meridian.edge.settings.ClientKeysFile;
import dev.meridian.edge.settings.ControllerTls;
import dev.meridian.edge.settings.CurrentApiKey;
import dev.meridian.edge.settings.CurrentClientKeys;
import dev.meridian.edge.settings.CurrentFallback;
import dev.meridian.edge.settings.CurrentPrices;
import dev.meridian.edge.settings.EdgeSettings;
import dev.meridian.edge.settings.EdgeTokens;
import dev.meridian.edge.settings.EndpointConverter;
import dev.meridian.edge.settings.FallbackFiles;
import dev.meridian.edge.settings.FileReloads;
import dev.meridian.edge.settings.PricesFile;
import dev.meridian.edge.settings.UpstreamSettings;
import dev.meridian.edge.table.CurrentTable;
import dev.meridian.edge.table.TableClient;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.RegionId;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** The whole edge, in the order data flows: settings, the table in, requests in and out, observations out. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EdgeSettings.class)
@Import(EndpointConverter.class)
class EdgeConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeConfiguration.class);

    @Bean
    UpstreamSettings upstreamSettings(Environment environment, EdgeSettings settings) {
        return UpstreamSettings.from(environment, settings.secretDir());
    }

    @Bean
    EdgeTokens tokens(EdgeSettings settings) {
        return EdgeTokens.read(settings);
    }

    @Bean
    ControllerTls controllerTls(EdgeSettings settings) {
        return ControllerTls.read(settings);
    }

    @Bean
    FallbackFiles fallbackFiles(EdgeSettings settings, UpstreamSettings upstream) {
        return new FallbackFiles(settings, upstream.maxRetries());
    }

    @Bean
    CurrentFallback fallback(FallbackFiles files, UpstreamSettings upstream) {
        LOG.info("{}; upstream {}", String.join("; ", files.current().get().parts()), upstream.endpoint());
        return files.current();
    }

    @Bean
    CurrentApiKey apiKey(UpstreamSettings upstream) {
        return new CurrentApiKey(upstream.apiKey());
    }

    @Bean
    CurrentClientKeys clientKeys(EdgeSettings settings, CurrentApiKey apiKey) {
        return new CurrentClientKeys(ClientKeysFile.read(settings.clientKeysFile(), apiKey));
    }

    @Bean
    CurrentPrices prices(EdgeSettings settings) {
        CurrentPrices prices = new CurrentPrices(PricesFile.read(settings.pricesFile()));
        LOG.info("{}", prices.get());
        return prices;
    }

    @Bean
    PrometheusMeterRegistry registry() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        return registry;
    }

    @Bean
    FileReloads reloads(
            EdgeSettings settings,
            EdgeTokens tokens,
            ControllerTls tls,
            CurrentApiKey apiKey,
            FallbackFiles fallback,
            CurrentClientKeys clientKeys,
            CurrentPrices prices,
            PrometheusMeterRegistry registry) {
        return new FileReloads(settings, tokens, tls, apiKey, fallback, clientKeys, prices, registry);
    }

    @Bean
    JvmGcMetrics gcMetrics(PrometheusMeterRegistry registry) {
        JvmGcMetrics metrics = new JvmGcMetrics();
        metrics.bindTo(registry);
        return metrics;
    }

    @Bean
    EdgeMetrics metrics(PrometheusMeterRegistry registry) {
        return new EdgeMetrics(registry);
    }

    /** Closed when what feeds it has stopped. */
    @Bean
    AccessLog access(EdgeSettings settings, PrometheusMeterRegistry registry) {
        return AccessLog.open(settings.accessLog(), settings.accessLogFile(), registry);
    }

    @Bean
    RegionGates gates(CurrentFallback fallback) {
        return new RegionGates(fallback);
    }

    @Bean
    CurrentTable table(EdgeSettings settings, UpstreamSettings upstream, RegionGates gates, EdgeMetrics metrics) {
        EdgePlace place =
                new EdgePlace(settings.originId(), settings.regionId(), upstream.endpoint(), settings.overrides());
        return new CurrentTable(place, gates, metrics, settings.tableFile());
    }

    @Bean
    TableClient tableClient(EdgeSettings settings, EdgeTokens tokens, ControllerTls tls, CurrentTable table) {
        return new TableClient(
                table, controller(settings, tokens, tls), settings.tableWait(), settings.originId(), name(settings));
    }

    @Bean(destroyMethod = "shutdownNow")
    ExecutorService workers() {
        return Executors.newVirtualThreadPerTaskExecutor();
    }

    @Bean
    ModelCatalog catalog(
            UpstreamSettings upstream, CurrentApiKey apiKey, CurrentFallback fallback, ExecutorService workers) {
        return new ModelCatalog(upstream, apiKey, fallback, workers);
    }

    @Bean
    Exchanges exchanges(
            EdgeSettings settings,
            EdgeTokens tokens,
            UpstreamSettings upstream,
            CurrentApiKey apiKey,
            CurrentFallback fallback,
            CurrentPrices prices,
            EdgeMetrics metrics,
            AccessLog access) {
        ExchangeSettings exchange = new ExchangeSettings(
                fallback,
                prices,
                upstream,
                apiKey,
                tokens.peer(),
                settings.contextFallback(),
                settings.modelFirstContent(),
                settings.limits());
        return new Exchanges(exchange, metrics, access);
    }

    @Bean
    BreakerGauges breakerGauges(RegionGates gates, Exchanges exchanges, PrometheusMeterRegistry registry) {
        BreakerGauges gauges = new BreakerGauges(gates, exchanges::modelLabel);
        registry.getPrometheusRegistry().register(gauges);
        return gauges;
    }

    @Bean
    Credentials credentials(CurrentApiKey apiKey, CurrentClientKeys clientKeys, EdgeTokens tokens) {
        return new Credentials(apiKey, clientKeys, tokens.peer());
    }

    @Bean
    RateLimits rates(CurrentFallback fallback, PrometheusMeterRegistry registry) {
        return new RateLimits(() -> fallback.get().rates(), registry);
    }

    @Bean
    EdgeServer server(
            EdgeSettings settings,
            Credentials credentials,
            RateLimits rates,
            CurrentTable table,
            ModelCatalog catalog,
            Exchanges exchanges,
            EdgeMetrics metrics,
            AccessLog access,
            PrometheusMeterRegistry registry,
            ExecutorService workers) {
        return new EdgeServer(
                settings, credentials, rates, table, catalog, exchanges, metrics, access, registry, workers);
    }

    @Bean
    ObservationSender observations(
            EdgeSettings settings,
            EdgeTokens tokens,
            ControllerTls tls,
            CurrentTable table,
            RegionGates gates,
            EdgeMetrics metrics) {
        return new ObservationSender(
                name(settings),
                settings.originId(),
                settings.observationInterval(),
                controller(settings, tokens, tls),
                table::version,
                metrics::drainShed,
                () -> traffic(gates));
    }

    private static @Nullable ControllerAccess controller(EdgeSettings settings, EdgeTokens tokens, ControllerTls tls) {
        @Nullable Endpoint url = settings.controllerUrl();
        return url == null ? null : new ControllerAccess(url, tokens.controller(), tls);
    }

    private static Map<RegionId, TrafficRecorder> traffic(RegionGates gates) {
        Map<RegionId, TrafficRecorder> traffic = new TreeMap<>();
        gates.all().forEach((region, gate) -> traffic.put(region, gate.traffic()));
        return traffic;
    }

    private static String name(EdgeSettings settings) {
        return settings.name() == null ? hostName() : settings.name();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "edge";
        }
    }
}
