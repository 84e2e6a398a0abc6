"""Photographs that measure: arrays in, findings with their uncertainty out. Only `reading` opens files.

A picture is read, its face is found, its zones are drawn, and its quality is judged; two pictures are brought to the
same light and the same place and compared zone by zone. Camera numbers are proxies and never a diagnosis.
"""
