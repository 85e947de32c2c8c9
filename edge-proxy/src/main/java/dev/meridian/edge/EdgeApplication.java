package dev.meridian.edge;

import dev.meridian.edge.server.PortUnavailableException;
import dev.meridian.edge.settings.EdgeKeys;
import dev.meridian.edge.settings.InvalidSettingException;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.bind.BindException;

/** Starts the edge-proxy; a broken configuration ends it with one sentence and exit code 1. */
public final class EdgeApplication {
    private EdgeApplication() {}

    /** Takes {@code --key=value} for every setting. */
    public static void main(String[] args) {
        Termination.exitsWithZero();
        if (!run(System.err, args)) {
            System.exit(1); // threads that were started must not keep a half-started edge alive
        }
    }

    /** Starts; where that is not possible, says why on {@code err} and returns false. */
    static boolean run(PrintStream err, String... args) {
        try {
            application().run(args);
            return true;
        } catch (SpringApplication.AbandonedRunException e) {
            throw e; // a training run for an AOT cache ends here, as it should
        } catch (RuntimeException e) {
            String sentence = sentence(e);
            if (sentence == null) {
                e.printStackTrace(err);
            } else {
                err.println("edge-proxy cannot start: " + sentence);
            }
            return false;
        }
    }

    static SpringApplication application() {
        SpringApplication application = new SpringApplication(EdgeConfiguration.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.addInitializers(context -> EdgeKeys.requireKnown(context.getEnvironment()));
        return application;
    }

    /** What the person who starts it did wrong; null if the program is to blame. */
    private static @Nullable String sentence(Throwable failure) {
        String setting = "";
        String reason = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidSettingException || cause instanceof PortUnavailableException) {
                return cause.getMessage();
            }
            if (cause instanceof BindException bind && bind.getProperty() != null) {
                setting = bind.getProperty().getName() + ": ";
            }
            if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
                reason = cause.getMessage();
            }
        }
        return reason == null ? null : setting + reason.replaceAll("\\s+", " ").strip();
    }
}
