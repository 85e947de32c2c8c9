-- The load of one bench round: one chat completion request, sent again and again. Arguments: its size in bytes, then
-- "Name: value" for each more header line.
-- Prints one line "round requests errors p50_micros p99_micros" at the end, for infra/bench/lib/unary.sh to read.

local head = '{"model":"gpt-4.1","messages":[{"role":"user","content":"'
local tail = '"}]}'

function init(args)
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["Authorization"] = "Bearer bench-key"
  wrk.body = head .. string.rep("a", tonumber(args[1]) - #head - #tail) .. tail
  for i = 2, #args do
    local name, value = args[i]:match("^([^:]+): (.*)$")
    wrk.headers[name] = value
  end
end

function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("round %d %d %d %d\n", summary.requests,
    e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(50), latency:percentile(99)))
end
