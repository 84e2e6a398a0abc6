"""Charts: plain values in, frozen views out; the templates of `ui/charts/` draw them as SVG with the same in words.

Geometry stands in attributes, looks in `charts.css`. Templates that cite take `protocol_url` (or nothing).

| function | `{% drawing … %}`, with its variable |
|---|---|
| `face.face_chart(marks, texts, title=…, chosen=…, field=…, picked=…)` | `face.html` with `chart` |
| `depth_bars.depth_bars(zone_plan, texts)` | `depth_bars.html` with `bars` |
| `series.series_strip(sessions, texts, today=…, states=…, dates=…)` | `series.html` with `series` |
| `recovery.recovery_line(courses, texts, today=…, checkins=…, clocks=…, warnings=…)` | `recovery.html`, or \
`recovery_small.html` for a first page, with `line` |
| `icon_array.icon_array(outcome, texts, register)` | `icon_array.html` with `array` |
| `sun_day.sun_chart(day, texts, now=…)` | `sun_day.html` with `sun` |
| `clocks.clock_strip(aftercare, texts, now=…, with_tasks=…, register=…)` | `clocks.html` with `clocks` |
| `change.change_chart(name, grades, low, high, texts, better=…)` | `change.html` with `change` |
| `zone_change.zone_change(name, first, later, scale, texts)` | `zone_change.html` with `zone` |

A face is marked zone by zone: `{"cheek_left": Mark("planned", "1 mm", url, value="1")}`. With `field="zones"` it is a
set of checkboxes (or radio buttons) of that name, and what is ticked shows in the drawing without a script; with
`charts.js` a tap on the drawing ticks.
"""
