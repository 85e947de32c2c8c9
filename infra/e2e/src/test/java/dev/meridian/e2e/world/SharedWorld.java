package dev.meridian.e2e.world;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Gives tests the one world of a run, for eight JVMs take half a minute of a small machine to start. It is settled before
 * each test and ends with the run, whatever the tests do. After a failed test, what the programs printed last is shown.
 */
public final class SharedWorld implements ParameterResolver, BeforeEachCallback, TestWatcher {
    private static final Namespace NAMESPACE = Namespace.create(SharedWorld.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == World.class;
    }

    @Override
    public World resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return world(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        world(context).settle();
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        World world = context.getRoot().getStore(NAMESPACE).get(World.class, World.class);
        if (world != null) {
            System.err.println("After " + context.getDisplayName() + ":\n" + world.lastLines());
        }
    }

    /** The root store closes what it holds when the run ends. */
    private static World world(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).computeIfAbsent(World.class, _ -> World.start(), World.class);
    }
}
