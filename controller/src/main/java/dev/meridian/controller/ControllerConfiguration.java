package dev.meridian.controller;

import dev.meridian.controller.admin.Alarms;
import dev.meridian.controller.admin.AuditEndpoint;
import dev.meridian.controller.admin.BackupEndpoint;
import dev.meridian.controller.admin.DecisionsEndpoint;
import dev.meridian.controller.admin.DrainsEndpoint;
import dev.meridian.controller.admin.ExplainEndpoint;
import dev.meridian.controller.admin.Gauges;
import dev.meridian.controller.admin.HoldsEndpoint;
import dev.meridian.controller.admin.Overview;
import dev.meridian.controller.admin.ProbesEndpoint;
import dev.meridian.controller.admin.RegionsEndpoint;
import dev.meridian.controller.admin.SendersEndpoint;
import dev.meridian.controller.admin.TablesEndpoint;
import dev.meridian.controller.audit.Retention;
import dev.meridian.controller.bounds.Rates;
import dev.meridian.controller.change.Changes;
import dev.meridian.controller.change.DryRunView;
import dev.meridian.controller.change.Safety;
import dev.meridian.controller.decision.DecisionClock;
import dev.meridian.controller.decision.DecisionFunction;
import dev.meridian.controller.decision.DecisionThread;
import dev.meridian.controller.decision.Decisions;
import dev.meridian.controller.decision.Evidence;
import dev.meridian.controller.decision.Foresight;
import dev.meridian.controller.decision.Wakeups;
import dev.meridian.controller.description.ApiDescription;
import dev.meridian.controller.intent.Holds;
import dev.meridian.controller.intent.Intents;
import dev.meridian.controller.intent.Regions;
import dev.meridian.controller.intent.RegionsFile;
import dev.meridian.controller.intent.RegionsReload;
import dev.meridian.controller.publish.EdgeTables;
import dev.meridian.controller.publish.TableEndpoint;
import dev.meridian.controller.publish.TablePublisher;
import dev.meridian.controller.report.LatestMessages;
import dev.meridian.controller.report.RecentClusters;
import dev.meridian.controller.report.ReportEndpoint;
import dev.meridian.controller.report.Streams;
import dev.meridian.controller.security.BindRule;
import dev.meridian.controller.security.Credentials;
import dev.meridian.controller.settings.ControllerSettings;
import dev.meridian.controller.settings.PolicyKeys;
import dev.meridian.controller.store.ControlStore;
import dev.meridian.controller.store.HistoryBounds;
import dev.meridian.controller.store.SqliteControlStore;
import dev.meridian.controller.wire.Wire;
import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.RoutingPolicy;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.report.RegionReport;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ContextClosedEvent;
import tools.jackson.databind.json.JsonMapper;

/** All parts of the controller, in the order in which data flows through them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ControllerSettings.class)
@Import(CallersConfiguration.class)
class ControllerConfiguration {
    // What it is told at the start.

    @Bean
    Regions regions(ControllerSettings settings) {
        return RegionsFile.read(settings.regionsFile());
    }

    @Bean
    PolicySettings policySettings(ControllerSettings settings) {
        return PolicyKeys.read(settings.policy(), settings.decisionInterval());
    }

    @Bean
    Credentials credentials(ControllerSettings settings, ServerProperties server, MeterRegistry meters) {
        return BindRule.credentials(settings, server.getAddress(), System::nanoTime, meters);
    }

    // Reports and observations come in.

    @Bean
    Wire wire() {
        return new Wire();
    }

    @Bean
    JsonMapper jsonMapper(Wire wire) {
        return wire.mapper();
    }

    @Bean
    LatestMessages<RegionReport> reports() {
        return new LatestMessages<>(
                report -> report.region().value(), RegionReport::sender, System::nanoTime, LatestMessages.MAX_SENDERS);
    }

    @Bean
    LatestMessages<EdgeObservation> observations() {
        return new LatestMessages<>(
                observation -> observation.origin().value(),
                EdgeObservation::sender,
                System::nanoTime,
                LatestMessages.MAX_SENDERS);
    }

    @Bean
    ReportEndpoint reportEndpoint(
            Wire wire,
            Regions regions,
            LatestMessages<RegionReport> reports,
            LatestMessages<EdgeObservation> observations,
            Rates rates,
            MeterRegistry meters) {
        return new ReportEndpoint(wire, regions, reports, observations, rates, meters);
    }

    // Intents come in.

    @Bean
    SqliteControlStore store(ControllerSettings settings, Wire wire) {
        return SqliteControlStore.open(settings.dataDir(), wire);
    }

    @Bean
    Wakeups wakeups() {
        return new Wakeups();
    }

    @Bean
    DecisionClock clock(ControlStore store) {
        Decision last = store.latestDecision();
        return new DecisionClock(InstantSource.system(), System::nanoTime, last == null ? null : last.decidedAt());
    }

    @Bean
    Intents intents(Regions regions, ControlStore store, DecisionClock clock, Wakeups wakeups) {
        return new Intents(regions, store, clock, wakeups::wake);
    }

    @Bean
    Holds holds(Regions regions, Intents intents, ControlStore store, DecisionClock clock) {
        return new Holds(regions, intents, store, clock);
    }

    // One thread decides.

    @Bean
    DecisionFunction policy() {
        return RoutingPolicy::decide;
    }

    @Bean
    Evidence evidence(
            Regions regions,
            Intents intents,
            Holds holds,
            LatestMessages<RegionReport> reports,
            LatestMessages<EdgeObservation> observations) {
        return new Evidence(regions, intents, holds, reports, observations);
    }

    @Bean
    Decisions decisions(
            DecisionFunction policy,
            PolicySettings settings,
            Evidence evidence,
            ControlStore store,
            ControllerSettings all,
            TablePublisher publisher,
            DecisionClock clock,
            MeterRegistry meters) {
        HistoryBounds history =
                new HistoryBounds(all.tableHistory(), all.tableHistorySize().toBytes());
        return new Decisions(policy, settings, evidence, store, history, publisher, clock, meters);
    }

    @Bean
    RegionsReload regionsReload(ControllerSettings settings, Regions regions, MeterRegistry meters) {
        return new RegionsReload(settings.regionsFile(), regions, meters);
    }

    @Bean
    Retention retention(ControlStore store, ControllerSettings settings, DecisionClock clock) {
        return new Retention(store, settings.auditRetention(), clock);
    }

    @Bean
    DecisionThread decisionThread(
            Decisions decisions,
            RegionsReload regions,
            Retention retention,
            EdgeTables edges,
            Wakeups wakeups,
            ControllerSettings settings) {
        Runnable before = () -> {
            regions.look();
            edges.look();
            retention.look();
        };
        return new DecisionThread(decisions, before, wakeups, settings.decisionInterval(), System::nanoTime);
    }

    // Changes are looked at before they are made.

    @Bean
    Changes changes(
            Wire wire,
            Intents intents,
            DecisionFunction policy,
            PolicySettings settings,
            Evidence evidence,
            Decisions decisions,
            ControlStore store,
            DecisionClock clock) {
        Foresight foresight = new Foresight(policy, settings, evidence, decisions, store, clock);
        return new Changes(wire, intents, evidence::endExpired, store, foresight, new Safety(settings), clock);
    }

    // Tables go out, and what people ask for.

    @Bean
    TablePublisher publisher(Wire wire) {
        return new TablePublisher(wire, System::nanoTime);
    }

    @Bean
    EdgeTables edgeTables(
            LatestMessages<EdgeObservation> observations, TablePublisher publisher, PolicySettings settings) {
        return new EdgeTables(observations, publisher, settings.trust().trustGone(), System::nanoTime);
    }

    @Bean
    TableEndpoint tableEndpoint(TablePublisher publisher, ControllerSettings settings, MeterRegistry meters) {
        return new TableEndpoint(publisher, settings.limits().tableWaits(), meters);
    }

    /** Waiting callers would hold the end up for as long as they wait. */
    @Bean
    ApplicationListener<ContextClosedEvent> lettingGoAtTheEnd(TablePublisher publisher) {
        return closed -> publisher.release();
    }

    @Bean
    Overview overview(
            Regions regions,
            Intents intents,
            Decisions decisions,
            LatestMessages<RegionReport> reports,
            LatestMessages<EdgeObservation> observations,
            Streams streams,
            PolicySettings settings) {
        return new Overview(regions, intents, decisions, reports, observations, streams, settings);
    }

    @Bean
    Streams streams(LatestMessages<EdgeObservation> observations, PolicySettings settings) {
        return new Streams(observations, settings.trust().trustFull());
    }

    @Bean
    Gauges gauges(
            Regions regions,
            Intents intents,
            Holds holds,
            Decisions decisions,
            LatestMessages<RegionReport> reports,
            LatestMessages<EdgeObservation> observations,
            PolicySettings settings,
            EdgeTables edges,
            Alarms alarms,
            ControlStore store) {
        RecentClusters clusters = new RecentClusters(reports, settings.trust().trustGone(), System::nanoTime);
        return new Gauges(regions, intents, holds, decisions, reports, observations, edges, alarms, clusters, store);
    }

    @Bean
    RegionsEndpoint regionsEndpoint(Wire wire, Regions regions, Intents intents, Overview overview, Changes changes) {
        return new RegionsEndpoint(wire, regions, intents, overview, changes);
    }

    @Bean
    DrainsEndpoint drainsEndpoint(Wire wire, Regions regions, Intents intents, Changes changes, Streams streams) {
        return new DrainsEndpoint(wire, regions, intents, changes, streams);
    }

    @Bean
    HoldsEndpoint holdsEndpoint(Wire wire, Holds holds, Changes changes) {
        return new HoldsEndpoint(wire, holds, changes);
    }

    @Bean
    TablesEndpoint tablesEndpoint(Wire wire, ControlStore store, Holds holds, Changes changes) {
        return new TablesEndpoint(wire, store, holds, changes);
    }

    @Bean
    Alarms alarms(Decisions decisions, EdgeTables edges) {
        return new Alarms(decisions, edges);
    }

    @Bean
    ExplainEndpoint explainEndpoint(Decisions decisions, Intents intents, Holds holds, Streams streams, Alarms alarms) {
        return new ExplainEndpoint(decisions, intents, holds, streams, alarms);
    }

    @Bean
    SendersEndpoint sendersEndpoint(
            LatestMessages<RegionReport> reports,
            LatestMessages<EdgeObservation> observations,
            TablePublisher publisher,
            EdgeTables edges,
            PolicySettings settings) {
        return new SendersEndpoint(reports, observations, publisher, edges, settings.trust());
    }

    @Bean
    AuditEndpoint auditEndpoint(ControlStore store) {
        return new AuditEndpoint(store);
    }

    @Bean
    BackupEndpoint backupEndpoint(SqliteControlStore store) {
        return new BackupEndpoint(store);
    }

    @Bean
    DecisionsEndpoint decisionsEndpoint(Decisions decisions, Alarms alarms, Wire wire) {
        return new DecisionsEndpoint(decisions, alarms, wire);
    }

    @Bean
    ProbesEndpoint probesEndpoint(ControlStore store, TablePublisher publisher, PrometheusMeterRegistry meters) {
        return new ProbesEndpoint(store, publisher, meters);
    }

    // What all of that looks like.

    @Bean
    ApiDescription apiDescription(JsonMapper mapper) {
        return new ApiDescription(mapper, DryRunView.class);
    }

    @Bean
    GlobalOperationCustomizer describedOperations(ApiDescription description) {
        return description.operations();
    }
}
