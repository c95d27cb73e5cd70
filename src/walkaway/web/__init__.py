"""The workbench: a case in the browser, its judgements moved, the answers beside them."""
