package dev.meridian.controller.problem;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What speaks against a change though it could be made. The first one refuses it, unless they are overridden or only asked for. */
public final class Objections {
    private final boolean binding;
    private final @Nullable AdminOverride override;
    private final Set<String> raised = new LinkedHashSet<>();

    private Objections(boolean binding, @Nullable AdminOverride override) {
        this.binding = binding;
        this.override = override;
    }

    /** Each one refuses; with an override none does. */
    public static Objections to(@Nullable AdminOverride override) {
        return new Objections(override == null, override);
    }

    /** Each one refuses. */
    public static Objections binding() {
        return to(null);
    }

    /** None refuses: for those who want to know all of them. */
    public static Objections listed() {
        return new Objections(false, null);
    }

    /**
     * Objects.
     *
     * @throws Refused the objection, if it binds
     */
    public void raise(Refused objection) {
        if (binding) {
            throw objection;
        }
        raised.add(String.valueOf(objection.getMessage()));
    }

    /** The objections that did not refuse, each once, as sentences. */
    public List<String> raised() {
        return List.copyOf(raised);
    }

    /** Why they do not refuse; null where nobody has said. */
    public @Nullable AdminOverride override() {
        return override;
    }
}
