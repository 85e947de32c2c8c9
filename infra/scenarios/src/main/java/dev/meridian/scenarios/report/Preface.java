package dev.meridian.scenarios.report;

/** What stands above the numbers. */
final class Preface {
    static final String TEXT = """
            # Scenarios

            What Meridian does when things go wrong, in numbers. The real decision (`RoutingPolicy`) and the real `RegionPicker` live
            in virtual time in a model world; `infra/bin/scenarios` runs all of it and writes this page and its pictures
            (`--seeds 20` is the default; `--only 7` plays one scenario and prints it). A number that changes here is a change of the
            decision, or of the world.

            **The world.** Three regions of 160, 200 and 200 requests/s, 130 to 180 ms apart, each with a queue of two seconds, three
            agents and two edges; they are also the three origins. Time goes in steps of a second. Requests come by Poisson's law and
            every one is sent by the picker, one by one. An edge tries a region fault once more in another region, within the product's
            retry budget (500 tokens, 5 a retry), and leaves a region for 30 s after five faults in a row. A request takes the round
            trip, 300 ms to the first content (10 % more or less), and what it waits. An edge stands by itself: a dead region serves
            nothing, while the edges of its origin go on. Agents and edges speak every five seconds; a table reaches the edges in the
            second of its publication.

            **The rivals** have the same world, seeds, edges and tables. *Static weights*: the operators' weights, whatever happens.
            *Waterfall*: each origin fills its nearest region to the stated capacity, then the next one. *Latency blend*: shares in
            proportion to one over the median time to the first content. The last two leave a region after three cycles in which most
            probes failed. All obey drains at once, and none of them refuses requests.

            **Words.** *Unserved* requests failed, or were refused because the table says so. The *utilisation error* is how far the
            living regions' utilisation is from that of all together, weighted by capacity, over minutes. *The optimum* is the least mean
            latency that anybody could reach who knows demand and true capacities of each second and fills no region above 85 % without need. A *move* is a swing of a region's share
            by two points or more in one direction. Each scenario is also run once with its mechanism switched off; a claim that *breaks*
            then shows that it can fail.
            """;

    private Preface() {}
}
