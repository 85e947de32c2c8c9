package dev.meridian.controller.store;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every store does. A store passes by extending this with how it is opened. */
abstract class ControlStoreContract implements StateContract, AuditContract, LeadershipContract {
    @SuppressWarnings("NullAway.Init") // opened before each test
    private ControlStore store;

    @BeforeEach
    final void openFirst() {
        store = open();
    }

    @AfterEach
    final void close() {
        store.close();
    }

    @Override
    public final ControlStore store() {
        return store;
    }

    @Override
    public final void reopen() {
        ControlStore killed = store;
        store = open();
        killed.close();
    }
}
