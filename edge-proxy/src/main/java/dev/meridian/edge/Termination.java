package dev.meridian.edge;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What SIGTERM does to the process. */
final class Termination {
    private static final Logger LOG = LoggerFactory.getLogger(Termination.class);

    private Termination() {}

    /**
     * Makes SIGTERM end the process with 0 once the shutdown hooks have run. Java's own answer is 143, which Kubernetes
     * shows as an error of a pod that did all it should. Reached by reflection, since the compiler warns of the class and
     * offers no way to say that it is meant.
     */
    static void exitsWithZero() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object exit = Proxy.newProxyInstance(
                    Termination.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        System.exit(0);
                        return null;
                    });
            Object term = signal.getConstructor(String.class).newInstance("TERM");
            signal.getMethod("handle", signal, handler).invoke(null, term, exit);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            LOG.debug("SIGTERM ends this process with 143: {}", e.toString());
        }
    }
}
