-- The load of one bench round: a chat completion request of 1 KB, sent again and again.
-- Prints one line "requests errors p50_micros p99_micros" at the end, for edge.sh to read.

local head = '{"model":"gpt-4o-mini","messages":[{"role":"user","content":"'
local tail = '"}]}'

wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer bench-key"
wrk.body = head .. string.rep("a", 1024 - #head - #tail) .. tail

function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("round %d %d %d %d\n", summary.requests,
    e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(50), latency:percentile(99)))
end
