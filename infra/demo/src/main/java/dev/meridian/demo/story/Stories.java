package dev.meridian.demo.story;

import dev.meridian.demo.traffic.TrafficLog;
import dev.meridian.demo.world.World;
import java.util.List;
import java.util.function.Consumer;

/** The one story there is. */
public final class Stories {
    private Stories() {}

    /**
     * A region dies and comes back, one is drained and undrained, the controller dies and comes back.
     *
     * @param perSecond requests of all clients together
     * @param teller gets the story line by line
     */
    public static Story ofThreeRegions(World world, TrafficLog traffic, double perSecond, Consumer<String> teller) {
        Watch watch = new Watch(world, traffic, perSecond);
        ControllerKilled killed = new ControllerKilled(watch);
        List<Step> steps = List.of(
                new Steady(watch),
                new EdgeKilled(watch),
                new TrafficMoved(watch),
                new EdgeBack(watch),
                new Drained(watch),
                new Undrained(watch),
                killed,
                new ControllerBack(watch, killed));
        return new Story(steps, traffic, teller);
    }
}
