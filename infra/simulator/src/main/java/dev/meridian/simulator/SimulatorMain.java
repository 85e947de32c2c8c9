package dev.meridian.simulator;

import java.util.concurrent.CountDownLatch;

/** Runs a simulator as a program, until it is told to stop. */
public final class SimulatorMain {
    private SimulatorMain() {}

    /** Starts with {@code --key=value} arguments; what is wrong with them is said in one sentence, with exit code 1. */
    public static void main(String[] arguments) throws InterruptedException {
        Simulator simulator = start(arguments);
        Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "simulator-stop"));
        System.out.println("simulator: API at " + simulator.baseUrl() + ", control at port " + simulator.controlPort());
        for (String region : simulator.regions().names()) {
            System.out.println("simulator: region " + region + " at " + simulator.baseUrl(region));
        }
        new CountDownLatch(1).await();
    }

    private static Simulator start(String[] arguments) {
        try {
            return Simulator.start(CommandLine.read(arguments, System.getenv()));
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println("simulator: " + e.getMessage());
            System.exit(1);
            throw e;
        }
    }
}
