"""Charts: plain values in, frozen views out; the templates of `ui/charts/` draw them as SVG with a table beside.

`face.face_chart` → `ui/charts/face.html` (chart) · `depth_bars.depth_bars` → `depth_bars.html` (bars) ·
`series.series_strip` → `series.html` (series) · `recovery.recovery_line` → `recovery.html` (line) ·
`icon_array.icon_array` → `icon_array.html` (array) · `sun_day.sun_chart` → `sun_day.html` (sun) ·
`change.change_chart` → `change.html` (change).
"""
