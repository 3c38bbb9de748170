"""How much a request may hold: the same for the form and for machines."""

TITLE = 60
NAME = 60
EMAIL = 254
TEXT = 2_000
VENDORS = 20

# Every day of the longest month, morning and afternoon.
HALF_DAYS_A_MONTH = 62
HALF_DAYS_IN_ALL = 248
MONTHS_AHEAD = 12
PLACES = 5

# UTF-8 bytes of a whole draft as typed; the store takes 400 KB for the request in all.
DRAFT = 200_000
