"""What AWS asks for in Tokyo, in US dollars without tax: assumptions, to be looked up before anybody relies on them."""

from types import MappingProxyType

AS_OF = "2026-11-30"
MILLION = 1_000_000

# Of one unit each: what the usage is counted in, and its price. No free tier is taken off, and no discount.
PRICES = MappingProxyType(
    {
        "write units": 0.715 / MILLION,
        "read units": 0.1425 / MILLION,
        "GB stored in the table": 0.285,
        "GB kept restorable": 0.228,
        "gateway requests": 4.25 / MILLION,
        "function calls": 0.20 / MILLION,
        "GB-seconds": 0.0000166667,
        "mails": 0.10 / 1_000,
        "mail events": 0.50 / MILLION,
        "GB sent to browsers": 0.114,
        "GB logged": 0.76,
        "GB of logs kept": 0.033,
        "figures": 0.30,
        "alarms": 0.10,
        "dashboards": 3.00,
        "keys": 1.00,
        "uses of keys": 0.03 / 10_000,
        "secrets": 0.40,
        "firewalls": 5.00,
        "firewall rules": 1.00,
        "requests through the firewall": 0.60 / MILLION,
        "GB of packages kept": 0.025,
    }
)
