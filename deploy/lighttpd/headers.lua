-- What lighttpd answers by itself, for want of Dateline or a sound request, is as closed as Dateline's
-- own answers, which all bring a policy. (The hash is that of the style in deploy/pages/.)
local r = lighty.r
local headers = r.resp_header
if not headers["Content-Security-Policy"] then
    headers["Content-Security-Policy"] = "default-src 'none'; style-src 'sha256-cobnfdEAO8wmTEq96iiJy1pO5RZuRSd8L9h9+vCSs5g='; base-uri 'none'; frame-ancestors 'none'"
    headers["Cache-Control"] = "no-store"
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    headers["Strict-Transport-Security"] = "max-age=63072000"
    if r.req_item.http_status >= 500 then
        headers["Retry-After"] = "5"
    end
end
return 0
