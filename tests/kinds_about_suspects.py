"""As what each fact about a suspect counts: a second list, beside those in the code.

A new fact is entered here by whoever reads what it means, and then in the module of each mark.
"""

ALL = "processors/case/suspects/case_suspects.py: _JOINT"
"""Without a suspect it is about all suspects of its case."""
CRIME = "processors/case/offences/own_offences.py: _BEFORE_CHARGE"
"""It is about a suspect of the crime, whatever the charge becomes."""
SENTENCE = "processors/case/offences/own_offences.py: _AFTER_SENTENCE"
"""It is about somebody who serves a sentence."""
PLACE = "processors/case/custody/offender_whereabouts.py: MOVES"
"""It says where an offender is from then on."""
NAMED = "web/fact_sentences.py: _NAMING"
"""Its sentence names the suspect itself."""
TOLD = "processors/case/suspects/case_suspects.py: PASSING_ON"
"""It passes news on, and makes no suspect known."""

COUNTS_AS: dict[str, tuple[str, ...]] = {
    "suspect-identified": (CRIME, NAMED),
    "suspect-arrested": (CRIME, NAMED),
    "suspect-interviewed": (CRIME, NAMED),
    "suspect-bailed-or-released": (CRIME, NAMED),
    "bail-conditions-changed": (CRIME, NAMED),
    "police-outcome-recorded": (CRIME,),
    "early-advice-sought": (ALL, CRIME),
    "referred-to-cps": (ALL, CRIME),
    "returned-to-police": (ALL, CRIME),
    "charging-decision-made": (CRIME, NAMED),
    "suspect-charged": (NAMED,),
    "victim-of-offences": (NAMED,),
    "review-requested": (),
    "review-acknowledged": (),
    "review-answered": (),
    "prosecution-altered": (),
    "case-reopened": (ALL,),
    "case-remitted": (ALL,),
    "case-joined": (ALL,),
    "case-severed": (ALL,),
    "first-hearing-listed": (ALL,),
    "hearing-listed": (ALL,),
    "trial-listed": (ALL,),
    "hearing-held": (ALL,),
    "case-concluded": (),
    "sentence-passed": (),
    "sentence-deferred": (),
    "hearing-cancelled": (ALL,),
    "hearing-adjourned": (ALL,),
    "hearing-marked-duplicate": (ALL,),
    "plea-entered": (NAMED,),
    "mode-of-trial-decided": (ALL,),
    "sent-to-crown-court": (ALL,),
    "warrant-issued": (NAMED,),
    "warrant-ended": (NAMED,),
    "trial-vacated": (ALL,),
    "remand-decided": (NAMED,),
    "remand-appealed": (),
    "remand-ended": (NAMED,),
    "verdict-given": (NAMED,),
    "appeal-lodged": (),
    "appeal-decided": (),
    "sentence-review-requested": (),
    "sentence-review-answered": (),
    "compensation-ordered": (),
    "compensation-refused": (),
    "contact-scheme-referred": (),
    "contact-scheme-offered": (),
    "contact-scheme-answered": (),
    "licence-conditions-set": (SENTENCE,),
    "licence-conditions-ended": (SENTENCE,),
    "parole-hearing-listed": (SENTENCE,),
    "parole-decided": (SENTENCE,),
    "prisoner-released": (SENTENCE, PLACE),
    "prisoner-recalled": (SENTENCE, PLACE),
    "offender-discharged-from-hospital": (SENTENCE, PLACE),
    "prisoner-received": (SENTENCE, PLACE),
    "prisoner-returned-to-custody": (SENTENCE, PLACE),
    "prisoner-transferred": (SENTENCE, PLACE),
    "prisoner-absconded": (SENTENCE, PLACE),
    "offender-died": (PLACE,),
    "offender-linked": (),
    "offender-unlinked": (),
    "victim-informed": (TOLD,),
    "notice-sent": (TOLD,),
    "notice-received": (TOLD,),
    "protective-order-made": (NAMED,),
    "protective-order-changed": (NAMED,),
    "protective-order-ended": (NAMED,),
    "reporting-restriction-made": (ALL,),
    "court-result-recorded": (),
}
"""By kind: the marks of a fact, each with the list in the code that has it."""
