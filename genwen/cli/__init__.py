"""The command line: parse, call, print, exit. Subcommands are imported only when called."""
