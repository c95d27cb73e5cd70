"""Who said what: names, cues, attribution in ordinary and stripped text, copies and conflicts."""
