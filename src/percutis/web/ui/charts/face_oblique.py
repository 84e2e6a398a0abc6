"""The drawn face from the patient's left front; from the right front it is the mirror of this drawing.

Laid out from the same measures as the front, turned by 38 degrees. Zones of the far side that this view hides
(temple, jawline) are not in it. Points are in units of a drawing 400 wide and 510 high.
"""

EDGES = {
    "hairline_far": "101,124 118,106 146,97",
    "hairline": "146,97 180,99 212,109 238,132",
    "forehead_far": "101,124 93.5,148 90,176 90,199",
    "temporal": "238,132 244,158 241,184 230,204",
    "hair_side": "238,132 256,152 271,180 282,212 291,240",
    "arch": "235,250 263,247 291,240",
    "rim_side": "230,204 238,222 239,238 235,250",
    "brow_top": "230,204 210,192.5 184,187.5 163,190.5 152,195",
    "brow_head": "152,195 149,200 151,206.5",
    "brow_low": "230,204 209,199 184,196.5 161,201 151,206.5",
    "far_brow_top": "90,199 99,191 110,189.5 119,195",
    "far_brow_head": "119,195 122,200 120,206",
    "far_brow_low": "90,199 100,196.5 111,198.5 120,206",
    "frown_far": "119,195 124,184 134,179",
    "frown": "134,179 145,184 152,195",
    "root_side": "151,206.5 150,217 149,228",
    "far_root_side": "120,206 126,217 130,228",
    "root": "130,228 139,232 149,228",
    "far_rim_side": "90,199 91,214 94.5,228 94,241 91,252",
    "nose_side": "149,228 151,245 152,262 153,276",
    "bridge": "130,228 128.5,244 123.5,262 117.5,278",
    "rim_low": "235,250 227,268 207,281 180,284 153,276",
    "far_rim_low": "91,252 96,270 106,280 117.5,278",
    "nose_cheek": "153,276 155,287 157,298",
    "tip_upper": "117.5,278 112,289 106,299.5",
    "tip_lower": "106,299.5 103.5,306 105.5,312.5 111,316.5",
    "ala": "157,298 160.5,307 160,317 155,323",
    "nose_base": "155,323 149,321 142,317.5 136,319.5 131,325 123,325.5 111,316.5",
    "lip_top": "155,323 148,327.5 141,329.5 133,329.5 123,328.5 116,323 111,316.5",
    "far_fold": "111,316.5 106.5,324 102,334 98.8,345",
    "ear_front": "291,240 294,264 294,292",
    "ear_lobe": "294,292 293,312 291,332",
    "cheekbone_low": "294,292 264,302 229,309 190,308 157,298",
    "far_cheekbone_far": "91,252 87.5,263 86.5,277 88,292",
    "far_cheekbone_low": "88,292 97,297 106,299.5",
    "far_cheek_far": "88,292 91,309 95,327 98.8,345",
    "fold": "155,323 167,338 178,357 185,380 184,404",
    "far_lower": "98.8,345 101,358 100.8,373 102.5,388 106,401",
    "jaw_upper": "291,332 263,354 234,373 209,390 184,404",
    "chin_side": "184,404 183,420 180,435 174,447",
    "mentolabial": "106,401 116,397.5 134,396 160,398 184,404",
    "jaw": "291,332 287,357 274,381 248,407 213,431 174,447",
    "chin_low": "106,401 105,414 108,430 118,446 138,455 157,453 174,447",
}
OUTLINE = (
    "forehead_far far_rim_side far_cheekbone_far far_cheek_far far_lower chin_low -jaw -ear_lobe -ear_front "
    "-hair_side -hairline -hairline_far"
)
ZONES = {
    "forehead": "-hairline_far forehead_far far_brow_top frown_far frown -brow_top -temporal -hairline",
    "glabella": "frown_far frown brow_head root_side -root -far_root_side -far_brow_head",
    "temple_left": "temporal rim_side arch -hair_side",
    "periorbital_left": "brow_low root_side nose_side -rim_low -rim_side",
    "periorbital_right": "far_brow_low far_root_side bridge -far_rim_low -far_rim_side",
    "nose": "root nose_side nose_cheek ala nose_base -tip_lower -tip_upper -bridge",
    "cheekbone_left": "arch ear_front cheekbone_low -nose_cheek -rim_low",
    "cheekbone_right": "far_rim_low tip_upper -far_cheekbone_low -far_cheekbone_far",
    "cheek_left": "cheekbone_low ala fold -jaw_upper -ear_lobe",
    "cheek_right": "far_cheekbone_low tip_lower far_fold -far_cheek_far",
    "perioral": "lip_top far_fold far_lower mentolabial -fold",
    "chin": "mentolabial chin_side -chin_low",
    "jawline_left": "jaw_upper chin_side -jaw",
}
LIPS = (
    "105,363.5 110,357 116,351 120,349.8 126,352.5 133,349.8 140,350.5 152,356.5 167,364 "
    "157,372.5 145,380.5 132,385 122,384 113,378 108,371"
)
HOLES = {
    "periorbital_left": ("226,245 219,225.5 195,213.5 168,224 159,246 170,261.5 191,268 216,261"),
    "periorbital_right": ("97,246 99,224.5 110,214 120.5,221 125.5,246 119,261 108,267 99.5,259"),
    "perioral": LIPS,
}
BEHIND = (
    (
        "hair",
        "101,124 103,104 118,74 153,45 205,33 263,44 311,82 335,140 335,198 328,248 322,286 317,314 309,324 302,314 "
        "298,278 291,240 282,212 271,180 256,152 238,132 212,109 180,99 146,97 118,106",
        True,
    ),
    ("strand", "160,94 182,72 216,58", False),
    ("strand", "196,100 226,84 262,84", False),
    ("strand", "226,116 256,108 286,118", False),
    ("strand", "249,140 278,138 304,154", False),
    ("strand", "266,166 290,170 312,188", False),
    ("strand", "278,198 298,206 318,224", False),
    ("neck", "312,322 306,356 308,410 322,452 350,478 394,498", False),
    ("neck", "212,429 221,458 217,486 206,508", False),
    ("faint", "262,398 256,440 238,480 224,506", False),
    ("ear", "293,248 299,232 312,227 323,238 322,262 315,286 306,309 298,323 291,320", False),
    ("faint", "301,247 309,240 315,248 313,268 304,288", False),
)
EYES = (
    (
        "166,250.5 172,242.5 181,236.8 193,235.8 206,239 218,247.5",
        "218,247.5 210,254 195,257.8 181,256.3 172,253.3 166,250.5",
        "171,240 181,231 193,228.5 207,231.5 217,239",
    ),
    (
        "123,250 119.5,243.5 113.5,237.5 106.5,236.5 101.5,239.5 98.5,246.5",
        "98.5,246.5 102,253 108.5,257 115.5,256 120,253 123,250",
        "121,240 115,231.5 107,229.5 100.5,235",
    ),
)
IRISES = ((186.5, 246.3, 8.8), (108, 246.3, 7.2))
BROWS = ("brow_top brow_head -brow_low", "far_brow_top far_brow_head -far_brow_low")
BEFORE = (
    ("line", "130,228 128.5,244 123.5,262 117.5,278 112,289 106,299.5 103.5,306 105.5,312.5 111,316.5 118,320", False),
    ("line", "153,300.5 158.5,307 158.5,316.5 154,323", False),
    ("nostril", "150,323.5 145.5,320 140,320.5 136.5,325 141.5,327.5", True),
    ("faint", "146,303 143.5,309 144,315", False),
    ("faint", "122,331 120.5,341 121,347", False),
    ("lips", LIPS, True),
    ("line", "105,363.5 114,362.5 120,365.5 126,363.5 135,365.5 150,363 167,364", False),
    ("faint", "116,399.5 126,396.5 138,396 151,399.5", False),
)
MARKS = {
    "forehead": "160,142",
    "glabella": "136,206",
    "temple_left": "258,208",
    "periorbital_left": "196,276",
    "periorbital_right": "105,273",
    "nose": "134,288",
    "cheekbone_left": "240,282",
    "cheekbone_right": "95,284",
    "cheek_left": "222,338",
    "cheek_right": "99,314",
    "perioral": "150,339",
    "chin": "142,424",
    "jawline_left": "248,386",
}
