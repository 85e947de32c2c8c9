package dev.meridian.controller.change;

import dev.meridian.controller.audit.Actions;
import dev.meridian.controller.audit.Actor;
import dev.meridian.controller.change.Change.Reply;
import dev.meridian.controller.decision.Foresight;
import dev.meridian.controller.decision.Outlook;
import dev.meridian.controller.intent.Intents;
import dev.meridian.controller.problem.AdminOverride;
import dev.meridian.controller.problem.Objections;
import dev.meridian.controller.problem.Refused;
import dev.meridian.controller.report.RegionStreams;
import dev.meridian.controller.store.ControlStore;
import dev.meridian.controller.store.KeptAnswer;
import dev.meridian.controller.store.StoreFailure;
import dev.meridian.controller.wire.Wire;
import dev.meridian.routing.region.RegionId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Makes changes, or says what they would do. One at a time: what a change was looked at with holds when it is made.
 *
 * @param endExpired ends what has expired
 * @param safety what speaks against changes
 */
public record Changes(
        Wire wire,
        Intents intents,
        Runnable endExpired,
        ControlStore store,
        Foresight foresight,
        Safety safety,
        InstantSource clock) {
    private static final Logger log = LoggerFactory.getLogger(Changes.class);

    /**
     * Makes a change, or answers a repeated one as it was answered before, or says what it would do.
     *
     * @param wanted the change; not looked at where it was answered before
     * @throws Refused with 409 if something speaks against it, 412 or 428 if the caller has not seen the state that it
     *     replaces, 422 if the key was used for another change
     */
    public ResponseEntity<byte[]> answer(Asked asked, Supplier<Change> wanted) {
        if (asked.isDryRun()) {
            Change change = wanted.get();
            requireSeen(asked.precondition(), change);
            Objections objections = asked.objections();
            return tried(change, change.check(objections), objections);
        }
        return intents.alone(() -> {
            endExpired.run();
            @Nullable KeptAnswer kept = kept(asked);
            if (kept != null) {
                return again(kept);
            }
            Change change = wanted.get();
            requireSeen(asked.precondition(), change);
            Objections objections = asked.objections();
            change.check(objections);
            review(change, objections);
            return made(asked, change, objections);
        });
    }

    /** A state that can be changed, with its entity tag. */
    public ResponseEntity<byte[]> show(Object state) {
        byte[] body = json(state);
        return response(HttpStatus.OK.value(), ETags.of(body), null, body);
    }

    /** What a drain would lead to, whatever speaks against it. */
    public DrainPreview preview(Change change, RegionId region, RegionStreams streams) {
        Objections objections = Objections.listed();
        change.check(objections);
        Outlook outlook = foresight.of(change::applied);
        safety.review(change.what(), afterHolds(change, outlook), objections);
        int limit = safety.settings().allocate().loadLimit();
        return new DrainPreview(
                region,
                objections.raised(),
                OutlookView.of(outlook, limit),
                new OneMore(foresight, limit).worst(outlook),
                streams);
    }

    private @Nullable KeptAnswer kept(Asked asked) {
        @Nullable String key = asked.key();
        @Nullable KeptAnswer kept = key == null ? null : store.answer(asked.by().who(), key, clock.instant());
        if (kept != null && !kept.fingerprint().equals(asked.fingerprint())) {
            throw new Refused(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "Another change",
                    IdempotencyKey.HEADER + " was used for another path or body at " + kept.at()
                            + ", a new change needs a new one");
        }
        return kept;
    }

    private void requireSeen(Precondition precondition, Change change) {
        @Nullable Object before = change.before();
        if (before == null) {
            if (change.replaces()) {
                precondition.requireNone();
            }
            return;
        }
        String etag = ETags.of(json(before));
        if (change.replaces()) {
            precondition.requireGiven(before, etag);
        }
        precondition.requireMet(before, etag);
    }

    private ResponseEntity<byte[]> tried(Change change, @Nullable Object after, Objections objections) {
        Outlook outlook = foresight.of(change::applied);
        if (change.takesAway()) {
            safety.review(change.what(), afterHolds(change, outlook), objections);
        }
        OutlookView view = OutlookView.of(outlook, safety.settings().allocate().loadLimit());
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(json(new DryRunView(true, change.before(), after, objections.raised(), view)));
    }

    /** What is to be judged; decided ahead once more only where something is held. */
    private Outlook afterHolds(Change change, Outlook outlook) {
        return outlook.before().steering().isHeld() ? foresight.afterHolds(change::applied) : outlook;
    }

    /** Where no decision can be made there are no numbers to refuse by, and operators must still be able to steer. */
    private void review(Change change, Objections objections) {
        if (!change.takesAway()) {
            return;
        }
        Outlook outlook;
        try {
            outlook = foresight.afterHolds(change::applied);
        } catch (StoreFailure e) {
            throw e;
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("{} is not looked at before it is done: no decision", change.what());
            return;
        }
        safety.review(change.what(), outlook, objections);
    }

    private ResponseEntity<byte[]> made(Asked asked, Change change, Objections objections) {
        return intents.together(() -> {
            Reply reply = change.make(objections);
            tellOfOverride(asked.by(), change, objections);
            @Nullable Object state = reply.state();
            byte[] body = state == null ? new byte[0] : json(state);
            @Nullable String etag = state == null ? null : ETags.of(body);
            keep(asked, reply, etag, body);
            return response(reply.status().value(), etag, reply.location(), body);
        });
    }

    private void keep(Asked asked, Reply reply, @Nullable String etag, byte[] body) {
        @Nullable String key = asked.key();
        if (key != null) {
            store.keepAnswer(new KeptAnswer(
                    asked.by().who(),
                    key,
                    asked.fingerprint(),
                    clock.instant(),
                    reply.status().value(),
                    etag,
                    reply.location() == null ? null : reply.location().toString(),
                    new String(body, StandardCharsets.UTF_8)));
        }
    }

    private void tellOfOverride(Actor by, Change change, Objections objections) {
        @Nullable AdminOverride override = objections.override();
        if (override != null) {
            objections
                    .raised()
                    .forEach(objection -> store.audit(by.did(
                            clock.instant(), Actions.OVERRIDE, change.target(), null, objection, override.reason())));
        }
    }

    private static ResponseEntity<byte[]> again(KeptAnswer kept) {
        return response(
                kept.status(),
                kept.etag(),
                kept.location() == null ? null : URI.create(kept.location()),
                kept.body().getBytes(StandardCharsets.UTF_8),
                IdempotencyKey.REPLAYED);
    }

    private static ResponseEntity<byte[]> response(
            int status, @Nullable String etag, @Nullable URI location, byte[] body, String... flags) {
        ResponseEntity.BodyBuilder response = ResponseEntity.status(status);
        if (etag != null) {
            response.eTag(etag);
        }
        if (location != null) {
            response.location(location);
        }
        for (String flag : flags) {
            response.header(flag, "true");
        }
        return body.length == 0
                ? response.build()
                : response.contentType(MediaType.APPLICATION_JSON).body(body);
    }

    private byte[] json(Object state) {
        return wire.mapper().writeValueAsBytes(state);
    }
}
