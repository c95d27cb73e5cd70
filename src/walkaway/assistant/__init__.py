"""The questions as tools for assistants (Model Context Protocol); it computes nothing."""
