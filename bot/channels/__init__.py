"""The doors: each turns what comes from outside into `Incoming` and replies into its own form."""
