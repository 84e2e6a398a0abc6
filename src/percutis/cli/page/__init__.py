"""Answers as pages in a terminal, in the order in which a doctor reads them: the verdict, then why."""
