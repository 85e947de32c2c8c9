package dev.meridian.controller.audit;

/** What can be done to an installation, as the audit calls it. */
public final class Actions {
    public static final String SET_INTENT = "intent.set";
    public static final String START_DRAIN = "drain.start";
    public static final String END_DRAIN = "drain.end";
    public static final String EXTEND_DRAIN = "drain.extend";
    public static final String OVERRIDE = "override";
    public static final String FREEZE = "freeze.set";
    public static final String UNFREEZE = "freeze.end";
    public static final String PIN = "pin.set";
    public static final String UNPIN = "pin.end";
    public static final String SET_RULES = "safety.set";
    public static final String ROLL_BACK = "table.rollback";
    public static final String WITHDRAW = "table.withdraw";

    private Actions() {}
}
