"""The drawn face from the patient's left front; from the right front it is the mirror of this drawing.

Laid out from the same measures as the front, turned by 38 degrees. Zones of the far side that this view hides
(temple, jawline) are not in it. Points are in units of a drawing 400 wide and 510 high.
"""

WIDTH, HEIGHT = 400, 510

EDGES = {
    "hairline_far": "101,124 118,106 146,97",
    "hairline": "146,97 180,99 212,109 238,132",
    "forehead_far": "101,124 93,148 89.5,176 90,199",
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
    "bridge": "130,228 129,244 123.5,262 117.5,278",
    "rim_low": "235,250 227,268 207,281 180,284 153,276",
    "far_rim_low": "91,252 96,270 106,280 117.5,278",
    "nose_cheek": "153,276 155,287 157,298",
    "tip": "117.5,278 111,290 106,299.5 105.5,308 111,315.5 117,318.5",
    "ala": "157,298 160.5,307 160,317 155,323",
    "nose_base": "155,323 149,321 142,317.5 136,319.5 132,325 125,327 117,318.5",
    "lip_top": "155,323 148,327.5 141,329.5 133,328.5 125,327",
    "far_lip_top": "125,327 119,324.5 112,316.5",
    "far_fold": "111,315.5 106.5,323 102,333 98.8,345",
    "ear_front": "291,240 294,264 294,292",
    "ear_lobe": "294,292 293,312 291,332",
    "cheekbone_low": "294,292 264,302 229,309 190,308 157,298",
    "far_cheekbone_far": "91,252 87.5,263 86.5,277 88,292",
    "far_cheekbone_low": "88,292 97,297 106,299.5",
    "far_cheek_far": "88,292 91,309 95,327 98.8,345",
    "fold": "155,323 167,338 178,357 185,380 184,404",
    "far_lower": "98.8,345 101,355 100.5,372 102.5,388 106,401",
    "jaw_upper": "291,332 263,354 234,373 209,390 184,404",
    "chin_side": "184,404 183,420 180,435 174,447",
    "mentolabial": "106,401 116,397.5 134,396 160,398 184,404",
    "jaw": "291,332 284,357 271,381 246,405 211,430 174,447",
    "chin_low": "106,401 105,413 108,430 118,446 138,455 157,453 174,447",
}

ZONES = {
    "forehead": "-hairline_far forehead_far far_brow_top frown_far frown -brow_top -temporal -hairline",
    "glabella": "frown_far frown brow_head root_side -root -far_root_side -far_brow_head",
    "nose": "root nose_side nose_cheek ala nose_base -tip -bridge",
    "perioral": "-far_fold_none",
    "chin": "mentolabial chin_side -chin_low",
    "temple_left": "temporal rim_side arch -hair_side",
    "periorbital_left": "brow_low root_side nose_side -rim_low -rim_side",
    "cheekbone_left": "arch ear_front cheekbone_low -nose_cheek -rim_low",
    "cheek_left": "cheekbone_low ala fold -jaw_upper -ear_lobe",
    "jawline_left": "jaw_upper chin_side -jaw",
    "periorbital_right": "far_brow_low far_root_side bridge -far_rim_low -far_rim_side",
    "cheekbone_right": "far_rim_low tip_upper -far_cheekbone_low -far_cheekbone_far",
    "cheek_right": "far_cheekbone_low tip_lower far_fold -far_cheek_far",
}
