-- Puts each request to Keyward: `http-request lua.keyward`. HAProxy 2.6 or newer.
-- A call that may go on leaves what the backend adds in txn.keyward_*; a refused one ends here with Keyward's answer.

local CHECK = "http://" .. (os.getenv("KEYWARD") or "127.0.0.1:3000") .. "/edge/check"
local SECRET = os.getenv("GATEWAY_SECRET") or ""
local TIMEOUT_MS = 5000

-- Say something of a connection or of a gateway, not of the call.
local NOT_PASSED_ON = {
  ["connection"] = true, ["content-length"] = true, ["expect"] = true, ["host"] = true, ["keep-alive"] = true,
  ["te"] = true, ["trailer"] = true, ["transfer-encoding"] = true, ["upgrade"] = true,
  ["x-forwarded-for"] = true, ["x-forwarded-method"] = true, ["x-forwarded-proto"] = true, ["x-forwarded-uri"] = true,
}

local VARIABLES = {
  ["x-upstream-uri"] = "txn.keyward_uri",
  ["x-keyward-key-id"] = "txn.keyward_key_id",
  ["x-keyward-org-id"] = "txn.keyward_org_id",
  ["x-keyward-product"] = "txn.keyward_product",
  ["x-keyward-assertion"] = "txn.keyward_assertion",
  ["x-request-id"] = "txn.keyward_request_id",
  ["ratelimit"] = "txn.keyward_limit",
  ["ratelimit-policy"] = "txn.keyward_policy",
  ["access-control-allow-origin"] = "txn.keyward_origin",
}

-- HAProxy counts the values of a field from 0, its HTTP client from 1.
local function values_of(field)
  local values = {}
  local at = 0
  while field[at] ~= nil do
    values[#values + 1] = field[at]
    at = at + 1
  end
  return values
end

local function question(txn)
  local headers = {}
  for name, field in pairs(txn.http:req_get_headers()) do
    if not NOT_PASSED_ON[name] and string.sub(name, 1, 10) ~= "x-keyward-" then
      headers[name] = values_of(field)
    end
  end
  headers["x-keyward-gateway"] = { SECRET }
  headers["x-forwarded-method"] = { txn.sf:method() }
  headers["x-forwarded-uri"] = { txn.sf:pathq() }
  headers["x-forwarded-for"] = { txn.sf:src() }
  headers["x-forwarded-proto"] = { txn.sf:ssl_fc() == 1 and "https" or "http" }
  return { url = CHECK, headers = headers, timeout = TIMEOUT_MS }
end

local function finish(txn, status, reason, headers, body)
  local reply = txn:reply({ status = status, reason = reason, body = body })
  for name, values in pairs(headers) do
    reply:add_header(name, values)
  end
  txn:done(reply)
end

local function refuse(txn, answer)
  local headers = {}
  for name, field in pairs(answer.headers) do
    if not NOT_PASSED_ON[name] and name ~= "date" then
      headers[name] = values_of(field)[1]
    end
  end
  finish(txn, answer.status, answer.reason, headers, answer.body)
end

core.register_action("keyward", { "http-req" }, function(txn)
  local answer = core.httpclient():get(question(txn))
  if answer == nil or answer.status == nil or answer.status == 0 or answer.status == 500 then
    -- No verdict, no call.
    local problem = '{"type":"about:blank","title":"No verdict","status":503,'
      .. '"detail":"The key could not be checked right now. Try again in a moment."}'
    return finish(txn, 503, "Service Unavailable", {
      ["content-type"] = "application/problem+json", ["retry-after"] = "1",
    }, problem)
  end
  if answer.status ~= 200 then return refuse(txn, answer) end
  for name, variable in pairs(VARIABLES) do
    local field = answer.headers[name]
    if field ~= nil then txn:set_var(variable, field[0]) end
  end
end, 0)
