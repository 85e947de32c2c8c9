package dev.meridian.conformance.chaos;

import dev.meridian.conformance.wire.Answer;
import dev.meridian.conformance.wire.Events;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what is wrong with what a client heard, whatever was broken behind the gateway. Pure. */
final class Judge {
    /** The smallest of {@code max_attempts} 5, {@code retry_attempts} 3 + 1 and {@code MAX_RETRIES} 3 + 1. */
    static final int MOST_ATTEMPTS = 4;

    /** A gateway looks at its clock several times a second; the rest is for a machine that does other things too. */
    private static final Duration SLACK = Duration.ofSeconds(4);

    /** Who reads slowly, or sends slowly what is passed through, gets the time that this takes. */
    private static final Duration SLOW = Duration.ofSeconds(10);

    private static final int SHOWN = 120;

    private static final Pattern MODEL = Pattern.compile("\"model\":\"([^\"]*)\"");

    private Judge() {}

    /** What was heard that must not be; empty where all is well. */
    static List<String> faults(Wish wish, Heard heard) {
        List<String> faults = new ArrayList<>();
        switch (heard.end()) {
            case LEFT -> {
                return faults;
            }
            case NOT_CONNECTED -> faults.add("no connection to the edge");
            case NO_ANSWER -> faults.add("the connection ended before a head");
            case HUNG -> faults.add("hung");
            case ANSWERED -> {}
        }
        if (heard.end() != Heard.End.HUNG && heard.took().compareTo(longest(wish)) > 0) {
            faults.add("took " + heard.took().toMillis() + " ms, its deadline was "
                    + wish.deadline().toMillis() + " ms");
        }
        Answer answer = heard.answer();
        if (answer != null) {
            answer(wish, answer, faults);
        }
        return faults;
    }

    /** Whether an upstream's answer was passed on, rather than an error of the edge's own. */
    static boolean isUpstreams(Answer answer) {
        return answer.head().has("x-meridian-region")
                || (isStream(answer) && answer.events().errors() == 0);
    }

    private static Duration longest(Wish wish) {
        boolean slow = wish.manner() == Wish.Manner.READS_SLOWLY || wish.manner() == Wish.Manner.PASSES_THROUGH;
        return wish.deadline().plus(SLACK).plus(slow ? SLOW : Duration.ZERO);
    }

    private static void answer(Wish wish, Answer answer, List<String> faults) {
        if (!answer.header("x-request-id").equals(wish.id())) {
            faults.add("the answer of another request: " + answer.header("x-request-id"));
        }
        if (attempts(answer) > MOST_ATTEMPTS) {
            faults.add(attempts(answer) + " attempts");
        }
        if (!answer.whole() && !isPassedOnAsItComes(wish, answer)) {
            faults.add("a body that is not whole after HTTP " + answer.status());
        }
        if (!isUpstreams(answer) && !isStream(answer) && answer.error("message").isEmpty()) {
            faults.add("HTTP " + answer.status() + " without an error in OpenAI's form");
        }
        if (wish.ask().stream() && answer.status() == 200 && wish.manner() != Wish.Manner.PASSES_THROUGH) {
            stream(answer, faults);
        }
    }

    /** What an edge has no need to understand is passed on at once, and ends as it ends: files, and events nobody asked for. */
    private static boolean isPassedOnAsItComes(Wish wish, Answer answer) {
        return wish.manner() == Wish.Manner.PASSES_THROUGH || (isStream(answer) && !wish.ask().stream());
    }

    /** As the edge tells; 0 where it does not. */
    static int attempts(Answer answer) {
        String told = answer.header("x-meridian-attempts");
        return told.isEmpty() ? 0 : Integer.parseInt(told);
    }

    private static boolean isStream(Answer answer) {
        return answer.header("content-type").startsWith("text/event-stream");
    }

    /** A stream says how it ended, once, and is of one model from its beginning to its end. */
    private static void stream(Answer answer, List<String> faults) {
        Events events = Events.ofText(answer.text().replace("\r\n", "\n").replace('\r', '\n'));
        boolean finished = events.data().stream().anyMatch(event -> event.contains("\"finish_reason\":\""));
        if (!events.done() && events.errors() == 0 && !finished) {
            faults.add("a stream that ends silently after " + events.data().size() + " events: " + last(events));
        }
        if (events.errors() > 1 || (events.errors() == 1 && !events.endsInError())) {
            faults.add("something after the error event: " + last(events));
        }
        if (events.done() && !Events.DONE.equals(events.data().getLast())) {
            faults.add("something after [DONE]: " + last(events));
        }
        List<String> models = events.data().stream()
                .map(MODEL::matcher)
                .filter(Matcher::find)
                .map(model -> model.group(1))
                .distinct()
                .toList();
        if (models.size() > 1) {
            faults.add("a stream of several models: " + models);
        }
        String told = answer.header("x-meridian-model");
        if (models.size() == 1 && !told.isEmpty() && !models.getFirst().equals(told)) {
            faults.add("a stream of " + models.getFirst() + " that is said to be of " + told);
        }
    }

    /** The last two events, as far as a line has room. */
    private static String last(Events events) {
        List<String> all = events.data();
        return all.subList(Math.max(0, all.size() - 2), all.size()).stream()
                .map(event -> event.length() <= SHOWN ? event : event.substring(0, SHOWN) + "...")
                .toList()
                .toString();
    }
}
