package dev.meridian.controller;

import dev.meridian.controller.settings.ConfigurationError;
import dev.meridian.controller.settings.MeridianKeys;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.jetty.autoconfigure.metrics.JettyMetricsAutoConfiguration;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The controller as a program. */
@SpringBootConfiguration
// What is counted is counted by ourselves (docs/metrics.md).
@EnableAutoConfiguration(
        exclude = {
            ErrorMvcAutoConfiguration.class,
            JettyMetricsAutoConfiguration.class,
            WebMvcObservationAutoConfiguration.class
        })
@Import(ControllerConfiguration.class)
public class ControllerApplication {
    /** The exit code of a start that failed. */
    private static final int FAILED = 1;

    public static void main(String[] args) {
        int code = args.length > 0 && args[0].equals(RestoreCommand.NAME)
                ? RestoreCommand.main(List.of(args))
                : run(System.err, args);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Starts; a broken configuration is one sentence on {@code err} and a code other than 0. */
    static int run(PrintStream err, String... args) {
        try {
            application().run(args);
            return 0;
        } catch (RuntimeException e) {
            @Nullable String sentence = sentence(e);
            if (sentence == null) {
                e.printStackTrace(err);
            } else {
                err.println("meridian controller cannot start: " + sentence);
            }
            return FAILED;
        }
    }

    /** The program before its start. */
    static SpringApplication application() {
        SpringApplication application = new SpringApplication(ControllerApplication.class);
        application.setMainApplicationClass(ControllerApplication.class);
        application.addInitializers(context -> MeridianKeys.requireKnown(context.getEnvironment()));
        return application;
    }

    /** What the person who starts it did wrong; null if the program is to blame. */
    private static @Nullable String sentence(Throwable failure) {
        @Nullable String outer = null;
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case ConfigurationError wrong -> {
                    return wrong.getMessage();
                }
                case PortInUseException inUse ->
                    outer = "port " + inUse.getPort() + " is in use, choose another with --server.port";
                case java.net.BindException address ->
                    outer = outer == null ? "server.address is not one of this machine" : outer;
                case InvalidConfigurationPropertyValueException wrong ->
                    outer = wrong.getName() + " is not valid: " + wrong.getReason();
                case BindException wrong -> outer = outer == null ? wrongValue(wrong) : outer;
                default -> {}
            }
        }
        return outer;
    }

    private static String wrongValue(BindException wrong) {
        String type = wrong.getTarget().getType().toClass().getSimpleName().toLowerCase(Locale.ROOT);
        return wrong.getName() + " is not a valid " + type;
    }
}
