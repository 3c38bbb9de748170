"""The JSON form of a question to the engine, read strictly: an unknown member is a Fault, not a surprise.

    {
      "need": {
        "fields": [{"code": "field-13", "level": 3, "weight": 5, "mandatory": true}],
        "months": {"2026-12": 4, "2027-01": 4},
        "mode": "either",
        "place": "992011",
        "unwanted": ["expert-04"],
        "waived": [["expert-02", "conflict"]]
      },
      "candidates": [
        {
          "id": "expert-01",
          "levels": {"field-13": 4},
          "free": {"2026-12": 6, "2027-01": 3},
          "minutes": 50,
          "base": "992020",
          "areas": ["992011"],
          "online": true,
          "active_from": "2026-04",
          "active_to": null,
          "known": 2,
          "conflicts": [],
          "engaged": 12,
          "cap_left": {"2026-12": 8}
        }
      ],
      "parameters": {
        "version": "2026-11",
        "weights": {"skill": 70, "avail": 15, "place": 10, "known": 5},
        "same_municipality": 1000,
        "travel": [[15, 950], [30, 900], [45, 800], [60, 700], [90, 500], [120, 350], [180, 200]],
        "online": 600
      },
      "words": {"field-13": "自治体システム調達", "992011": "見本町"}
    }

`unwanted`, `waived`, `mandatory`, `cap_left`, `parameters` and `words` may be left out, and so may every number of the
parameters. What each member means stands with Need, Candidate and Parameters. A receipt is such a document, too.
"""
