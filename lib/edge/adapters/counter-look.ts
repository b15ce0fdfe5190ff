import type { RedisClient, Script } from "@/lib/redis/client";
import type { Lack } from "./held-quota";
import type { Part } from "./held-scopes";

/**
 * What is left of each limit, without taking from any and without changing a key. `ARGV[1]`: `{run, scopes}`; what of it is
 * this instance's own is told by each scope. Answers two values for each: status, as `TAKE` has them for a quota, and what is left, in the
 * unit of the limit.
 */
const LUA = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local ask = cjson.decode(ARGV[1])
local epoch, began, isSuspect = '', 0, false
local raw = redis.call('GET', KEYS[1])
if raw then
  local id, since, suspect, run = string.match(raw, '^([^|]*)|(%d+)|(%d)|(.*)$')
  if ask.run == '' or run == '' or run == ask.run then
    epoch, began = id, tonumber(since)
    isSuspect = suspect == '1' and math.floor(now / 1000) - began < 1000
  end
end
local key = 2

local function window(s)
  local log, sum = KEYS[key], KEYS[key + 1]
  key = key + 2
  local total = tonumber(string.match(redis.call('GET', sum) or '0:0', '^%d+'))
  if total > 0 and redis.call('EXISTS', log) == 0 then total = 0 end
  for _, member in ipairs(redis.call('ZRANGEBYSCORE', log, '-inf', string.format('%.0f', now - 1000000))) do
    total = total - tonumber(string.match(member, '^%d+'))
  end
  return 0, s.limit - total + s.held
end

local function places(s)
  local others = 0
  local all = redis.call('HGETALL', KEYS[key])
  key = key + 1
  for i = 1, #all, 2 do
    local count, heard = string.match(all[i + 1], '^(%d+):(%d+)$')
    if all[i] ~= ask.me and math.floor(now / 1000) - tonumber(heard) < 10000 then others = others + tonumber(count) end
  end
  return 0, s.limit - others - s.mine
end

local function quota(s)
  local all = redis.call('HGETALL', KEYS[key])
  local fields = {}
  for i = 1, #all, 2 do fields[all[i]] = all[i + 1] end
  key = key + 1
  local isMade = fields['e'] ~= nil and fields['e'] == epoch
  if s.epoch ~= '' and s.epoch ~= epoch and not (isMade and fields['u:' .. ask.me .. ':' .. s.class]) then return 3, 0 end
  if not isMade and (epoch == '' or s.isWhole == 0 or began > s.start) then return 1, 0 end
  if isSuspect then return 2, 0 end
  local counts, weights = {[s.class] = 0}, {}
  if isMade then
    for name, value in pairs(fields) do
      local kind, class = string.sub(name, 1, 2), string.sub(name, 3)
      if kind == 'c:' then counts[class] = tonumber(value) end
      if kind == 'w:' then weights[class] = value end
    end
  end
  if s.weight ~= '' then weights[s.class] = s.weight end
  counts[s.class] = counts[s.class] - s.held + s.debt
  local used = 0
  for class, count in pairs(counts) do
    local per, worth = string.match(weights[class] or '1/1', '^(%d+)/(%d+)$')
    used = used + math.ceil(math.max(0, count) * tonumber(worth) / tonumber(per))
  end
  return 0, s.limit - used
end

local answer = {}
for _, s in ipairs(ask.scopes) do
  local status, left
  if s.kind == 'w' then status, left = window(s)
  elseif s.kind == 'c' then status, left = places(s)
  else status, left = quota(s) end
  answer[#answer + 1] = status
  answer[#answer + 1] = math.max(0, math.min(s.limit, left))
end
return answer
`;

export const LOOK = { name: "keywardLook", lua: LUA, keys: "any" } as const satisfies Script;

/** What was seen of a limit: how much is left, or why a quota cannot be told now. */
export type Sight = { readonly part: Part; readonly left: number; readonly lack: Lack };

const LACKS: readonly Lack[] = ["", "past", "others", "own"];

/**
 * Looks at the limits of a claim in one step.
 * @param header Who looks, and the Redis it believes to talk to.
 * @throws When Redis does not answer in time.
 */
export async function lookAt(
  redis: RedisClient,
  epochKey: string,
  parts: readonly Part[],
  header: { readonly me: string; readonly run: string },
): Promise<Sight[]> {
  const keys = [epochKey, ...parts.flatMap(({ scope }) => scope.keys)];
  const scopes = parts.map(({ scope }) => scope.glance());
  const answer: unknown = await redis.run(LOOK, keys, JSON.stringify({ ...header, scopes }));
  if (!Array.isArray(answer)) throw new Error("Redis answered a look with something else.");
  const values = answer.map(Number);
  return parts.map((part, index) => ({
    part,
    left: values[2 * index + 1] ?? 0,
    lack: LACKS[values[2 * index] ?? 0] ?? "",
  }));
}
