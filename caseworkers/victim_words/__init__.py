"""What a caseworker could say to a victim: what happened and what comes next, in plain words.

English stands in `languages/words.pot`, each other language in a message file beside it.
"""
