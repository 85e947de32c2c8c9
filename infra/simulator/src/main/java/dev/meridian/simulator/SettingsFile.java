package dev.meridian.simulator;

import dev.meridian.simulator.catalog.ModelCatalog;
import dev.meridian.simulator.catalog.ModelChange;
import dev.meridian.simulator.json.Formats;
import dev.meridian.simulator.script.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The settings as a file and the command line say them; what they do not say is the default. The components are those of
 * {@link SimulatorSettings}; models change the defaults, or add to them.
 */
record SettingsFile(
        @Nullable String address,
        @Nullable Integer port,
        @Nullable String region,
        @Nullable Map<String, Integer> regionPorts,
        @Nullable Integer controlPort,
        @Nullable Set<String> keys,
        @Nullable List<ModelChange> models,
        @Nullable Integer threads,
        @Nullable Integer logEntries,
        @Nullable Integer logBodyBytes,
        @Nullable Script script) {

    /** @throws IllegalArgumentException if the tree is no settings; the message says what is wrong */
    static SimulatorSettings read(JsonNode tree, Set<String> defaultKeys) {
        return Formats.read(tree, SettingsFile.class).orElse(SimulatorSettings.defaults(), defaultKeys);
    }

    private SimulatorSettings orElse(SimulatorSettings otherwise, Set<String> defaultKeys) {
        ModelCatalog catalog = new ModelCatalog(otherwise.models());
        if (models != null) {
            models.forEach(model -> model.applyTo(catalog));
        }
        return new SimulatorSettings(
                Objects.requireNonNullElse(address, otherwise.address()),
                Objects.requireNonNullElse(port, otherwise.port()),
                Objects.requireNonNullElse(region, otherwise.region()),
                Objects.requireNonNullElse(regionPorts, otherwise.regionPorts()),
                controlPort,
                Objects.requireNonNullElse(keys, defaultKeys),
                new ArrayList<>(catalog.all()),
                Objects.requireNonNullElse(threads, otherwise.threads()),
                Objects.requireNonNullElse(logEntries, otherwise.logEntries()),
                Objects.requireNonNullElse(logBodyBytes, otherwise.logBodyBytes()),
                script);
    }
}
