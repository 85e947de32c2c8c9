package dev.meridian.edge.settings;

import dev.meridian.routing.region.Label;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code keys: [{name, sha256, requests_per_minute, burst_size, residency, priority}]}, all but the first two optional. */
public final class ClientKeysFile {
    private static final String RATE = "requests_per_minute";
    private static final String BURST = "burst_size";
    private static final String RESIDENCY = "residency";
    private static final String PRIORITY = "priority";

    private ClientKeysFile() {}

    /**
     * Reads the file.
     *
     * @param file null for no keys
     * @param apiKey the upstream API's key, which is always accepted and therefore may not stand in the file
     * @throws InvalidSettingException naming file, key and limit, never a hash
     */
    public static ClientKeys read(@Nullable Path file, CurrentApiKey apiKey) {
        return file == null ? ClientKeys.NONE : keys(YamlSection.read(file), apiKey.get());
    }

    /** The file, whose new versions {@code current} gets. */
    static WatchedFile watched(Path file, CurrentApiKey apiKey, CurrentClientKeys current) {
        return new WatchedFile("client-keys-file", file, content -> {
            ClientKeys next = parse(file, content, apiKey.get());
            String changes = next.changesSince(current.get());
            current.set(next);
            return changes;
        });
    }

    /** Reads what stands in a file. */
    static ClientKeys parse(Path file, byte[] content, String apiKey) {
        return keys(YamlSection.parse(file, content), apiKey);
    }

    private static ClientKeys keys(YamlSection file, String apiKey) {
        file.onlyKeys("keys");
        List<YamlSection> entries = file.sections("keys", ClientKeys.MAX_KEYS);
        Map<Sha256, ClientKey> byDigest = new HashMap<>();
        Set<String> names = new HashSet<>(Set.of(ClientKey.HOLYSHEEP.name()));
        Sha256 own = Sha256.of(apiKey.getBytes(StandardCharsets.UTF_8));
        for (YamlSection entry : entries) {
            ClientKey key = key(entry.onlyKeys("name", "sha256", RATE, BURST, RESIDENCY, PRIORITY));
            if (!names.add(key.name())) {
                throw entry.wrong("name", "is \"" + key.name() + "\", which another key has");
            }
            Sha256 digest = digest(entry);
            if (digest.equals(own)) {
                throw entry.wrong("sha256", "is that of the upstream API's key, which is accepted without being named");
            }
            if (byDigest.put(digest, key) != null) {
                throw entry.wrong("sha256", "of \"" + key.name() + "\" stands in the file twice");
            }
        }
        return new ClientKeys(byDigest);
    }

    private static ClientKey key(YamlSection entry) {
        try {
            return new ClientKey(entry.text("name"), limits(entry), residency(entry), priority(entry));
        } catch (IllegalArgumentException e) {
            throw entry.wrong("name", "must be " + ClientKey.NAME_RULE);
        }
    }

    private static @Nullable RateSettings limits(YamlSection entry) {
        boolean own = entry.keys().contains(RATE) || entry.keys().contains(BURST);
        return own ? RateSettings.read(entry) : null;
    }

    /** One label as text, or a list of them. */
    private static SortedSet<Label> residency(YamlSection entry) {
        if (!entry.keys().contains(RESIDENCY)) {
            return Collections.emptySortedSet();
        }
        List<String> texts =
                entry.isList(RESIDENCY) ? entry.texts(RESIDENCY, List.of()) : List.of(entry.text(RESIDENCY));
        if (texts.isEmpty() || texts.size() > Label.MAX_LABELS) {
            throw entry.wrong(RESIDENCY, "must be 1 to " + Label.MAX_LABELS + " labels");
        }
        SortedSet<Label> labels = new TreeSet<>();
        for (String text : texts) {
            labels.add(label(entry, text));
        }
        return labels;
    }

    private static Label label(YamlSection entry, String text) {
        try {
            return new Label(text);
        } catch (IllegalArgumentException e) {
            throw entry.wrong(RESIDENCY, "must be labels of a-z, 0-9 and -, at most 63 characters each");
        }
    }

    private static Priority priority(YamlSection entry) {
        Priority priority = entry.keys().contains(PRIORITY) ? Priority.named(entry.text(PRIORITY)) : Priority.NORMAL;
        if (priority == null) {
            throw entry.wrong(PRIORITY, "must be high, normal or low");
        }
        return priority;
    }

    private static Sha256 digest(YamlSection entry) {
        try {
            return Sha256.parse(entry.text("sha256"));
        } catch (IllegalArgumentException e) {
            throw entry.wrong("sha256", "must be the 64 hex digits of the key's SHA-256");
        }
    }
}
