/**
 * What runs inside Redis, in its own time, one step at a time. All keys of a step share the hash tag of one org, so they
 * lie on one node of a cluster.
 *
 * A window is a sorted set of `<count>:<instance>:<number>` by microsecond, and the sum of its counts with its latest time. What an instance holds
 * ahead stands in it at the end of its hold, so it counts from the moment it is given out. A quota is a hash of counts by
 * class. Calls under way are a hash of counts by instance, each with the time it was last heard of.
 *
 * Scores are written out in full: Lua would round them to 14 digits.
 */
const COMMON = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local nowMs = math.floor(now / 1000)
local ask = cjson.decode(ARGV[1])
local function int(x) return string.format('%.0f', x) end
`;

/** The epoch of an org's quotas: ID, when it began (ms), whether counts may still be missing, and Redis' run ID. */
const EPOCH = `
local epoch, began, isSuspect = '', 0, false
local function readEpoch()
  local raw = redis.call('GET', KEYS[1])
  if raw then
    local id, since, suspect, run = string.match(raw, '^([^|]*)|(%d+)|(%d)|(.*)$')
    if ask.run == '' or run == '' or run == ask.run then
      epoch, began, isSuspect = id, tonumber(since), suspect == '1' and nowMs - tonumber(since) < 1000
      return
    end
  end
  epoch, began, isSuspect = ask.me .. ':' .. ask.n, nowMs, ask.epoch ~= ''
  redis.call('SET', KEYS[1], epoch .. '|' .. int(nowMs) .. '|' .. (isSuspect and 1 or 0) .. '|' .. ask.run)
end
`;

/**
 * Looks at all limits of each call and takes from all or none, call by call.
 *
 * `ARGV[1]`: `{me, n, run, epoch, hasQuota, scopes, calls}`. Answers the epoch, five values for each scope (status, left, wait in
 * microseconds or used, granted ahead, lease), then for each call 0 or a mask of the scopes, by their place in its list, that refused.
 */
export const TAKE = `${COMMON}${EPOCH}
if ask.hasQuota == 1 then readEpoch() end
local states, key = {}, 2

local function openWindow(s)
  local w = {s = s, log = KEYS[key], sum = KEYS[key + 1], taken = 0, isDirty = false}
  key = key + 2
  local total, latest = string.match(redis.call('GET', w.sum) or '0:0', '^(%d+):(%d+)$')
  total = tonumber(total)
  if total > 0 and redis.call('EXISTS', w.log) == 0 then total = 0 end
  if tonumber(latest) > now + 1000 then
    -- The clock was set back: what was counted counts as of now, or it would count for as long as that.
    redis.call('DEL', w.log)
    if total > 0 then redis.call('ZADD', w.log, int(now), int(total) .. ':clock:' .. ask.n) end
    w.isDirty = true
  end
  local gone = redis.call('ZRANGEBYSCORE', w.log, '-inf', int(now - 1000000))
  if #gone > 0 then
    for _, member in ipairs(gone) do total = total - tonumber(string.match(member, '^%d+')) end
    redis.call('ZREMRANGEBYSCORE', w.log, '-inf', int(now - 1000000))
    w.isDirty = true
  end
  if s.lease ~= '' then
    local ends = redis.call('ZSCORE', w.log, s.lease)
    if ends then
      ends = tonumber(ends)
      total = total - tonumber(string.match(s.lease, '^%d+'))
      redis.call('ZREM', w.log, s.lease)
      if s.used > 0 then
        redis.call('ZADD', w.log, int(math.min(ends, now)), s.used .. ':' .. ask.me .. ':' .. ask.n .. 'u')
        total = total + s.used
      end
      if ends <= now then s.held = 0 end
      total = total + s.held
      w.isDirty = true
    else
      s.held = 0
    end
  end
  w.total = total
  w.left = s.limit - total
  return w
end

local function closeWindow(w)
  local s = w.s
  if w.taken > 0 then
    redis.call('ZADD', w.log, int(now), w.taken .. ':' .. ask.me .. ':' .. ask.n)
    w.total = w.total + w.taken
  end
  local ahead = math.max(0, math.min(s.ahead, math.floor(w.left / 10)))
  local lease = ''
  if s.held + ahead > 0 then
    lease = (s.held + ahead) .. ':' .. ask.me .. ':' .. ask.n .. 'l'
    redis.call('ZADD', w.log, int(now + s.holdUs), lease)
    w.total = w.total + ahead
    w.left = w.left - ahead
  end
  if w.taken > 0 or lease ~= '' or w.isDirty then
    redis.call('SET', w.sum, int(w.total) .. ':' .. int(now), 'PX', 13000)
    redis.call('PEXPIRE', w.log, 13000)
  end
  local wait = 1000000
  if w.left < 1 and s.limit > 0 then
    local first = redis.call('ZRANGE', w.log, 0, 0, 'WITHSCORES')
    if #first > 0 then wait = tonumber(first[2]) + 1000000 - now end
  end
  return {0, w.left, math.max(1, wait), s.held + ahead, lease}
end

local function openPlaces(s)
  local p = {s = s, key = KEYS[key], taken = 0}
  key = key + 1
  local others = 0
  local all = redis.call('HGETALL', p.key)
  for i = 1, #all, 2 do
    local count, heard = string.match(all[i + 1], '^(%d+):(%d+)$')
    if all[i] ~= ask.me then
      if nowMs - tonumber(heard) < 10000 then others = others + tonumber(count) else redis.call('HDEL', p.key, all[i]) end
    end
  end
  p.left = s.limit - others - s.mine
  return p
end

local function closePlaces(p)
  local mine = p.s.mine + p.taken
  if mine > 0 then
    redis.call('HSET', p.key, ask.me, mine .. ':' .. int(nowMs))
    redis.call('PEXPIRE', p.key, 60000)
  else
    redis.call('HDEL', p.key, ask.me)
  end
  return {0, p.left, 0, 0, ''}
end

local function openQuota(s)
  local q = {s = s, key = KEYS[key], taken = 0, status = 0, used = 0}
  key = key + 1
  local made = redis.call('HGET', q.key, 'e')
  if made and made ~= epoch then
    redis.call('DEL', q.key)
    made = false
  end
  if s.epoch ~= '' and s.epoch ~= epoch and redis.call('HEXISTS', q.key, 'u:' .. ask.me .. ':' .. s.class) == 0 then
    q.status = 3
  elseif not made and (s.isWhole == 0 or began > s.start) then
    q.status = 1
  elseif isSuspect then
    q.status = 2
  end
  if q.status ~= 0 then
    q.left = s.isSoft == 1 and 1000000000 or 0
    return q
  end
  if not made then
    redis.call('HSET', q.key, 'e', epoch)
    redis.call('PEXPIREAT', q.key, int(s.ends + 3600000))
  end
  if s.weight ~= '' then redis.call('HSET', q.key, 'w:' .. s.class, s.weight) end
  local change = s.debt - s.back
  if change ~= 0 then redis.call('HINCRBY', q.key, 'c:' .. s.class, int(change)) end
  local counts, weights = {}, {}
  local all = redis.call('HGETALL', q.key)
  for i = 1, #all, 2 do
    local kind, class = string.sub(all[i], 1, 2), string.sub(all[i], 3)
    if kind == 'c:' then counts[class] = tonumber(all[i + 1]) end
    if kind == 'w:' then weights[class] = all[i + 1] end
  end
  local others, per, worth = 0, 1, 1
  for class, count in pairs(counts) do
    local p, t = string.match(weights[class] or '1/1', '^(%d+)/(%d+)$')
    local cost = math.ceil(math.max(0, count) * tonumber(t) / tonumber(p))
    q.used = q.used + cost
    if class ~= s.class then others = others + cost end
  end
  if s.weight ~= '' then
    per, worth = string.match(s.weight, '^(%d+)/(%d+)$')
  end
  q.left = math.floor((s.limit - others) * tonumber(per) / tonumber(worth)) - math.max(0, counts[s.class] or 0)
  return q
end

local function closeQuota(q)
  local s = q.s
  if q.status ~= 0 then return {q.status, q.left, 0, 0, ''} end
  local ahead = 0
  if s.ahead == 1 and q.left > 0 then
    ahead = math.floor(q.left / 100)
    if s.isBytes == 1 then ahead = math.min(q.left, math.max(65536, ahead)) end
  end
  if q.taken + ahead > 0 then
    redis.call('HINCRBY', q.key, 'c:' .. s.class, int(q.taken + ahead))
    q.left = q.left - ahead
  end
  return {0, q.left, q.used, ahead, ''}
end

for i, s in ipairs(ask.scopes) do
  if s.kind == 'w' then states[i] = openWindow(s)
  elseif s.kind == 'c' then states[i] = openPlaces(s)
  else states[i] = openQuota(s) end
end
local verdicts = {}
for i, wanted in ipairs(ask.calls) do
  local mask = 0
  for place, index in ipairs(wanted) do
    if states[index + 1].left < 1 then mask = mask + 2 ^ (place - 1) end
  end
  if mask == 0 then
    for _, index in ipairs(wanted) do
      local state = states[index + 1]
      if state.s.isBytes ~= 1 and (state.status or 0) == 0 then
        state.left = state.left - 1
        state.taken = state.taken + 1
      end
    end
  end
  verdicts[i] = mask
end
local answer = {epoch}
for i, state in ipairs(states) do
  local kind = state.s.kind
  local five = kind == 'w' and closeWindow(state) or kind == 'c' and closePlaces(state) or closeQuota(state)
  for _, value in ipairs(five) do answer[#answer + 1] = value end
end
for _, mask in ipairs(verdicts) do answer[#answer + 1] = mask end
return answer
`;

/**
 * Brings what was counted elsewhere into a quota: what the rollups hold (`counted`; of several reports the highest counts) and
 * what one instance knows beside them: what `waiting` in its journals, and its `own`, each added once for each instance and
 * class. `ARGV[1]`: `{me, n, run, epoch, ends, counted, waiting, own, weights}`.
 */
export const SEED = `${COMMON}${EPOCH}
readEpoch()
local made = redis.call('HGET', KEYS[2], 'e')
if made and made ~= epoch then redis.call('DEL', KEYS[2]) end
redis.call('HSET', KEYS[2], 'e', epoch)
redis.call('PEXPIREAT', KEYS[2], int(ask.ends + 3600000))
for class, weight in pairs(ask.weights) do redis.call('HSET', KEYS[2], 'w:' .. class, weight) end
for class, count in pairs(ask.counted) do
  local known = tonumber(redis.call('HGET', KEYS[2], 'r:' .. class) or '0')
  if count > known then
    redis.call('HINCRBY', KEYS[2], 'c:' .. class, int(count - known))
    redis.call('HSET', KEYS[2], 'r:' .. class, int(count))
  end
end
for kind, own in pairs({j = ask.waiting, u = ask.own}) do
  for class, count in pairs(own) do
    if redis.call('HSETNX', KEYS[2], kind .. ':' .. ask.me .. ':' .. class, 1) == 1 then
      redis.call('HINCRBY', KEYS[2], 'c:' .. class, int(count))
    end
  end
end
return epoch
`;

/** Says that an instance lives, and counts those that do. */
export const BEAT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - 2500)
redis.call('PEXPIRE', KEYS[1], 60000)
return redis.call('ZCARD', KEYS[1])
`;
