package dev.meridian.controller.webserver;

import org.eclipse.jetty.ee11.webapp.AbstractConfiguration;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/** Sets up Jetty where Spring Boot has no property for it. */
public final class WebServer implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {
    private static final Logger log = LoggerFactory.getLogger(WebServer.class);

    /** Connections that wait to be accepted: after a restart all edges and agents come at once. */
    private static final int ACCEPT_QUEUE = 1024;

    private final int maxConnections;
    private final @Nullable SslBundles certificates;

    /**
     * What is to be set up.
     *
     * @param maxConnections at once, at least 1
     * @param certificates those that {@code server.ssl.bundle} may name; null if none are set
     */
    public WebServer(int maxConnections, @Nullable SslBundles certificates) {
        this.maxConnections = maxConnections;
        this.certificates = certificates;
    }

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        factory.setThreadPool(threads());
        factory.addConfigurations(new ContextProblems());
        factory.addServerCustomizers(server -> {
            server.setErrorHandler(new WebServerProblems(true));
            for (Connector connector : server.getConnectors()) {
                connector.getConnectionFactories().forEach(WebServer::setUp);
                if (connector instanceof ServerConnector socket) {
                    socket.setAcceptQueueSize(ACCEPT_QUEUE);
                }
            }
            // Spring Boot's own limit is that of connectors which TLS replaces.
            server.addBean(new NetworkConnectionLimit(maxConnections, server.getConnectors()));
            renew(server, factory.getSsl());
        });
    }

    /** Accepting and reading on threads of the system, calls on virtual ones, of which there are as many as connections. */
    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("http");
        threads.setVirtualThreadsExecutor(Thread::startVirtualThread);
        return threads;
    }

    /** What is refused within the servlet context, too: Spring Boot would have pages there. */
    private static final class ContextProblems extends AbstractConfiguration {
        ContextProblems() {
            super(new Builder());
        }

        @Override
        public void configure(WebAppContext context) {
            context.setErrorHandler(new WebServerProblems(false));
        }
    }

    private static void setUp(ConnectionFactory connections) {
        if (connections instanceof HttpConfiguration.ConnectionFactory http) {
            HttpConfiguration configuration = http.getHttpConfiguration();
            // The fields that a connection has seen before: 100 KB for each of them, for thousands that wait.
            configuration.setHeaderCacheSize(0);
            @Nullable SecureRequestCustomizer secure = configuration.getCustomizer(SecureRequestCustomizer.class);
            if (secure != null) {
                // It is the client that checks whose certificate it is: a kubelet's probe, for one, names no host.
                secure.setSniHostCheck(false);
            }
        }
    }

    /** Spring Boot renews the certificates of other servers only. */
    private void renew(Server server, @Nullable Ssl ssl) {
        @Nullable String name = ssl == null || !Ssl.isEnabled(ssl) ? null : ssl.getBundle();
        if (certificates == null || name == null) {
            return;
        }
        for (Connector connector : server.getConnectors()) {
            @Nullable SslConnectionFactory tls = connector.getConnectionFactory(SslConnectionFactory.class);
            if (tls != null) {
                certificates.addBundleUpdateHandler(name, bundle -> renew(tls.getSslContextFactory(), bundle));
            }
        }
    }

    private static void renew(SslContextFactory.Server tls, SslBundle bundle) {
        try {
            // What is not valid is found here: a reload that fails leaves no certificates at all.
            bundle.createSslContext();
            tls.reload(factory -> {
                factory.setKeyStore(bundle.getStores().getKeyStore());
                factory.setTrustStore(bundle.getStores().getTrustStore());
            });
            log.info("new certificates count for new connections");
        } catch (Exception e) { // as Jetty declares it
            log.atError().setCause(e).log("new certificates are not valid, those of before still count");
        }
    }
}
