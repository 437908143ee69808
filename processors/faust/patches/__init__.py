"""What is changed in Faust, mode and aiokafka: one module for each concern.

Each patch says in its docstring what upstream does and where, the upstream issue, what the patch
prevents, and the test that shows both upstream's behaviour and the patch's. The list is in
docs/explanation/faust-patches.md. Other modules read no private attribute of Faust.
"""

from processors.faust.patches.tried_versions import refuse_untried_versions

refuse_untried_versions()  # at the import: another version may lack what the patches import
