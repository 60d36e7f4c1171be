-- Pages that lie ready (docs/architecture.md), for readers without a session, under plain addresses and
-- without a query of their own. What is not there Dateline makes. An ETag of its own, W/"…", and parts
-- are left to it, too. lighttpd must not remember what was there: server.stat-cache-engine = "disable".
local READY = "/run/dateline/paper-ready/current/" -- <-- where SITE/ready leads

local r = lighty.r
local method, head, answer = r.req_attr["request.method"], r.req_header, r.resp_header
local etags = head["If-None-Match"]
local cookies = ";" .. (head["Cookie"] or "")
if (method ~= "GET" and method ~= "HEAD") or head["Range"] or (etags and etags:find('W/"', 1, true)) or
    cookies:find("[; ]dateline=") or cookies:find("[; ]__Host%-dateline=") then
    return 0
end

-- Fields that say where readers came from.
local idle = { fbclid = 1, gclid = 1, dclid = 1, msclkid = 1, mc_cid = 1, mc_eid = 1, twclid = 1, igshid = 1 }
local path, query = r.req_attr["request.orig-uri"]:match("^([^?]*)%??(.*)$")
for name in query:gmatch("([^&=]*)[^&]*") do
    if name ~= "" and not idle[name] and not name:find("^utm_%l+$") then
        return 0
    end
end
local plain = path:gsub("%%[89A-Fa-f]%x", "x")
if not plain:find("^/[%w._~/-]*$") or plain:find("//", 1, true) or plain:find("/.", 1, true) then
    return 0
end
path = path:gsub("%%(%x%x)", function(hex) return string.char(tonumber(hex, 16)) end)

local types = { atom = "application/atom+xml", rss = "application/rss+xml", json = "application/feed+json",
                xml = "application/xml", txt = "text/plain" }
local kind = types[path:match("%.(%l+)$") or ""]
local name = kind and "f" .. path or path:sub(-1) == "/" and "p" .. path .. ",.html" or "p" .. path .. ".html"

local function accepts(coding)
    for one in (head["Accept-Encoding"] or ""):gmatch("[^,%s]+") do
        if one == coding then return true end
    end
end

-- The bytes are read at once: by the next line the folder may be another's.
local function try(coding, ending)
    local st = (not coding or accepts(coding)) and lighty.c.stat(READY .. name .. ending)
    local file = st and st.is_file and io.open(READY .. name .. ending, "rb")
    local bytes = file and file:read("*a")
    if file then file:close() end
    return bytes, coding, st
end
local bytes, coding, st = try("br", ".br")
if not bytes then bytes, coding, st = try("gzip", ".gz") end
if not bytes then bytes, coding, st = try(nil, "") end
if not bytes then
    return 0
end

local tag = string.format('"%x-%x', st.st_mtime, st.st_size)
local since = os.date("!%a, %d %b %Y %H:%M:%S GMT", st.st_mtime)
answer["Content-Type"] = (kind or "text/html") .. "; charset=utf-8"
answer["Content-Encoding"] = coding or ""
answer["ETag"] = tag .. '"'
answer["Last-Modified"] = since
answer["Vary"] = "Accept-Encoding"
answer["Cache-Control"] = "public, max-age=0, must-revalidate"
answer["Content-Security-Policy"] = "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
answer["X-Content-Type-Options"] = "nosniff"
answer["Referrer-Policy"] = "strict-origin-when-cross-origin"
answer["Cross-Origin-Opener-Policy"] = "same-origin"
answer["Cross-Origin-Resource-Policy"] = "same-origin"
answer["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
answer["Strict-Transport-Security"] = r.req_attr["uri.scheme"] == "https" and "max-age=63072000" or ""
answer["Access-Control-Allow-Origin"] = kind and path:find("/feed%.%l+$") and "*" or ""
answer["Speculation-Rules"] = kind and "" or '"/static/e24c515d/next-page.speculationrules"'
local story = path:find("^/%d%d%d%d/%d%d/[%l%d-]+$")
answer["Link"] = story and "<" .. path .. '.md>; rel="alternate"; type="text/markdown"' or ""
-- (What lighttpd compresses itself has -gzip behind the mark.)
if etags and (etags:find(tag, 1, true) or etags == "*") or not etags and head["If-Modified-Since"] == since then
    return 304
end
r.resp_body:set({ bytes })
return 200
