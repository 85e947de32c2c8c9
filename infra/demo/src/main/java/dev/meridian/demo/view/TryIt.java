package dev.meridian.demo.view;

import dev.meridian.demo.geography.Geography;
import dev.meridian.demo.world.Addresses;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The addresses and the calls that a person can try, ready to be copied. */
public final class TryIt {
    private TryIt() {}

    /**
     * The lines; none is wider than the picture unless a path of this machine is very long.
     *
     * @param expiry when the drain of the curl call ends by itself
     */
    public static List<String> lines(Addresses at, Instant expiry) {
        String addresses = """
                TRY IT   edges: us %s  eu %s  ap %s
                         controller: %s  simulator: %s/_sim/stats
                export KEY=$(cat %s)
                export MERIDIAN_URL=%s
                export MERIDIAN_TOKEN_FILE=%s
                """.formatted(
                        at.edges().get(Geography.US),
                        at.edges().get(Geography.EU),
                        at.edges().get(Geography.AP),
                        at.controller(),
                        at.simulatorControl(),
                        at.clientKeyFile(),
                        at.controller(),
                        at.operatorTokenFile());
        String calls = """
                1  curl -i %s/v1/chat/completions -H "Authorization: Bearer $KEY" \\
                     -H 'Content-Type: application/json' \\
                     -d '{"model": "gpt-4.1", "messages": [{"role": "user", "content": "hello"}]}'
                2  from openai import OpenAI; import os   # python3, pip install openai
                   client = OpenAI(base_url="%s/v1", api_key=os.environ["KEY"])
                   print(client.chat.completions.create(model="gpt-4.1", stream=False,
                     messages=[{"role": "user", "content": "hello"}]).choices[0].message.content)
                3  infra/bin/meridian drain start us-west-2 --reason "trying it out" --expires 10m
                   # or: curl -X POST $MERIDIAN_URL/v1/drains -H 'Content-Type: application/json' \\
                     -H "Authorization: Bearer $(cat $MERIDIAN_TOKEN_FILE)" \\
                     -d '{"region": "us-west-2", "reason": "trying it out", "expiresAt": "%s"}'
                """.formatted(
                at.edges().get(Geography.EU), at.edges().get(Geography.EU), expiry.truncatedTo(ChronoUnit.SECONDS));
        return (addresses + calls).lines().toList();
    }
}
