"""The one mapping between rows and the core: files of the public format out of rows, decisions out of files.

Nothing here decides. Every file passes the same reader as a file on the command line.
"""
