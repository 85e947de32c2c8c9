package dev.meridian.controller;

import dev.meridian.controller.audit.Refusals;
import dev.meridian.controller.bounds.Calls;
import dev.meridian.controller.bounds.Rates;
import dev.meridian.controller.decision.DecisionClock;
import dev.meridian.controller.problem.ProblemAdvice;
import dev.meridian.controller.security.BearerFilter;
import dev.meridian.controller.security.BindRule;
import dev.meridian.controller.security.Caller;
import dev.meridian.controller.security.Credentials;
import dev.meridian.controller.settings.ControllerSettings;
import dev.meridian.controller.store.ControlStore;
import dev.meridian.controller.webserver.UnreadBodies;
import dev.meridian.controller.webserver.WebServer;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Who comes in, and what is said to those who do not. */
@Configuration(proxyBeanMethods = false)
class CallersConfiguration {
    /** Every agent and edge of the largest installation keeps one. */
    private static final int MAX_CONNECTIONS = 8192;

    @Bean
    Rates rates(ControllerSettings settings, MeterRegistry meters) {
        return new Rates(settings.limits(), meters);
    }

    @Bean
    FilterRegistrationBean<BearerFilter> bearerFilter(Credentials credentials, Rates rates) {
        return filter(new BearerFilter(credentials, rates), 2);
    }

    /** After the filter that lets in. */
    @Bean
    FilterRegistrationBean<Calls> calls(ControllerSettings settings, MeterRegistry meters) {
        return filter(new Calls(settings.limits(), meters, Caller::nameOf), 3);
    }

    @Bean
    ProblemAdvice problemAdvice(MeterRegistry meters) {
        return new ProblemAdvice(meters);
    }

    @Bean
    WebServer webServer(ServerProperties server, ObjectProvider<SslBundles> certificates) {
        BindRule.requirePort(server.getPort());
        return new WebServer(MAX_CONNECTIONS, certificates.getIfAvailable());
    }

    /** Outermost, since any of the others refuses before a body is read. */
    @Bean
    FilterRegistrationBean<UnreadBodies> unreadBodies() {
        return filter(new UnreadBodies(System::nanoTime), 0);
    }

    /** Before the filter that refuses. */
    @Bean
    FilterRegistrationBean<Refusals> refusals(ControlStore store, DecisionClock clock, MeterRegistry meters) {
        return filter(new Refusals(store, clock, System::nanoTime, meters), 1);
    }

    private static <T extends Filter> FilterRegistrationBean<T> filter(T filter, int place) {
        FilterRegistrationBean<T> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + place);
        return registration;
    }
}
