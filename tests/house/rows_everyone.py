"""Rows of the doors that everyone may open, and of one's own account."""

from tests.house.matrix import Row

NOBODY = "00000000-0000-7000-8000-000000000000"
SIGNED = "in 200 200 200 200 200 200 200 200 200"
ACTS = "in 303 303 303 303 303 303 303 303 303"
WRONG = "in 422 422 422 422 422 422 422 422 422"

ROWS = (
    Row("GET", "/healthz", "200"),
    Row("GET", "/readyz", "200"),
    Row("GET", "/metrics", "200"),
    Row("POST", "/theme", "303"),
    Row("GET", "/sign-in", "200 303 303 303 303 303 303 303 303 303"),
    Row("POST", "/sign-in", "422"),
    Row("GET", "/sign-in/by-link", "200 303 303 303 303 303 303 303 303 303"),
    Row("POST", "/sign-in/by-link", "422"),
    Row("GET", "/sign-in/by-link/{token}", "404"),
    Row("POST", "/sign-in/by-link/{token}", "404"),
    Row("GET", "/reminders/{token}", "404"),
    Row("POST", "/reminders/{token}", "404"),
    Row("POST", "/sign-out", "303"),
    Row("GET", "/home", "303"),
    Row("GET", "/sign-up", "200"),
    Row("POST", "/sign-up", "422"),
    Row("GET", "/confirm/{token}", "200", note="a button, whatever the token"),
    Row("POST", "/confirm/{token}", "404"),
    Row("GET", "/forgotten", "200"),
    Row("POST", "/forgotten", "422"),
    Row("GET", "/reset/{token}", "200", note="a form, whatever the token"),
    Row("POST", "/reset/{token}", "422"),
    Row("GET", "/account", SIGNED),
    Row("POST", "/account/profile", WRONG),
    Row("POST", "/account/password", WRONG),
    Row("POST", "/account/sessions/{session}/revoke", ACTS, {"session": NOBODY}),
    Row("POST", "/account/tokens", WRONG),
    Row("POST", "/account/tokens/{token}/revoke", ACTS, {"token": NOBODY}),
)
