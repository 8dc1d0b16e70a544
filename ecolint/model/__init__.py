"""Values: what a source, a finding, a rule and a language are. Standard library only."""
