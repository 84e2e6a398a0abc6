"""The drawn face from the front: an adult, calm, of neither sex. The right half is written down, the left mirrors it.

Edges are written once and shared by the zones on both sides of them, so that the zones tile the face without a gap.
Points are in units of a drawing 400 wide and 510 high; `right` is the patient's, which the viewer sees on the left.
"""

# The right half of every edge, from the top down or from the outside in.
HALF_EDGES = {
    "hairline": "113,132 138,109 168,99 200,96",
    "temporal": "113,132 107,158 106,184 112,204",
    "hair_side": "113,132 99,152 89,182 82,212 77,240",
    "arch": "77,240 92,247 108,250",
    "rim_side": "112,204 105,222 104,238 108,250",
    "brow_top": "112,204 128,192 150,187 170,190 181,194",
    "brow_head": "181,194 183.5,199 182,206",
    "brow_low": "112,204 130,199 152,196 172,201 182,206",
    "frown": "181,194 186,183 200,178",
    "root_side": "182,206 186,217 188,228",
    "root": "188,228 194,231 200,232",
    "nose_side": "188,228 185,245 181,262 176,276",
    "rim_low": "108,250 115,268 132,281 155,284 176,276",
    "nose_cheek": "176,276 174,287 172,298",
    "ala": "172,298 169,308 169.5,317 174,323",
    "nose_base": "174,323 179,321 185,317.5 191,319 195,325 200,328.5",
    "lip_top": "174,323 181,327 189,329.5 195,329 200,328.5",
    "ear_front": "77,240 75,264 76,292",
    "ear_lobe": "76,292 78,312 82,332",
    "cheekbone_low": "76,292 100,302 128,309 152,307 172,298",
    "fold": "174,323 161,339 150,358 144,380 147,404",
    "jaw_upper": "82,332 99,354 114,373 130,390 147,404",
    "chin_side": "147,404 148,420 152,435 160,446",
    "mentolabial": "147,404 164,400 184,397 200,396",
    "jaw": "82,332 88,357 98,381 114,406 136,430 160,446",
    "chin_low": "160,446 179,453 200,455",
}

# Each zone as the edges around it. A minus sign runs an edge backwards; `<` takes the other half of the face.
# Zones with a side are written for the right one.
MIDDLE_ZONES = {
    "forehead": "hairline -<hairline <temporal <brow_top <frown -frown -brow_top -temporal",
    "glabella": "frown -<frown <brow_head <root_side <root -root -root_side -brow_head",
    "nose": "root -<root <nose_side <nose_cheek <ala <nose_base -nose_base -ala -nose_cheek -nose_side",
    "perioral": "lip_top -<lip_top <fold <mentolabial -mentolabial -fold",
    "chin": "mentolabial -<mentolabial <chin_side <chin_low -chin_low -chin_side",
}
SIDE_ZONES = {
    "temple_right": "temporal rim_side -arch -hair_side",
    "periorbital_right": "brow_low root_side nose_side -rim_low -rim_side",
    "cheekbone_right": "arch rim_low nose_cheek -cheekbone_low -ear_front",
    "cheek_right": "cheekbone_low ala fold -jaw_upper -ear_lobe",
    "jawline_right": "jaw_upper chin_side -jaw",
}

# Holes inside a zone, where nothing is ever needled: the eyelids inside the orbital rim, and the lips.
LIPS = (
    "159,364 170,358 182,352.5 191,349.5 196,350.5 200,352.5 204,350.5 209,349.5 218,352.5 230,358 241,364 "
    "233,372 222,379.5 210,384 200,385 190,384 178,379.5 167,372"
)
HOLES = {
    "periorbital_right": ("117,245 124,225.5 147,213.5 171,224 178,246 168,261.5 149,268 126,261"),
    "perioral": LIPS,
}
OUTLINE = (
    "hairline -<hairline <hair_side <ear_front <ear_lobe <jaw <chin_low -chin_low -jaw -ear_lobe -ear_front -hair_side"
)
HALF_BEHIND = (
    ("strand", "150,104 137,84 123,75", False),
    ("strand", "181,97 171,70 159,55", False),
    ("strand", "122,121 103,108 93,104", False),
    ("strand", "104,142 87,135 77,138", False),
    ("strand", "90,176 76,172 68,177", False),
    ("neck", "107,398 112,426 110,458 97,479 66,494 30,504", False),
    ("faint", "135,442 148,474 165,500", False),
    ("ear", "79,240 73,229 64,227 57.5,238 58,262 64,290 70,312 76,322 83,319", False),
    ("faint", "73,246 67,242 63.5,252 66,272 73,290", False),
)
BEHIND = (
    (
        "hair",
        "77,240 66,230 60,196 62,150 80,98 116,58 160,38 200,33 240,38 284,58 320,98 338,150 340,196 334,230 323,240 "
        "318,212 311,182 301,152 287,132 262,109 232,99 200,96 168,99 138,109 113,132 99,152 89,182 82,212",
        True,
    ),
)
# Each eye as its upper lid, its lower lid back to the start, and the crease above.
HALF_EYES = (
    (
        "124,247.5 134,240 147,236.5 159,238.5 168,244.5 174.5,250.5",
        "174.5,250.5 169,253.5 160,256.5 147,257.5 134,254.5 124,247.5",
        "124,239 134,232 148,229.5 160,232 170,240",
    ),
)
HALF_IRISES = ((149.5, 246, 10.2),)
# The brows fill what forehead, glabella and periorbital leave between them.
HALF_BROWS = ("brow_top brow_head -brow_low",)
HALF_BEFORE = (
    ("line", "177,300 171.5,307.5 171,316.5 175.5,323", False),
    ("nostril", "180.5,323.5 185,320.5 190.5,321.5 193.5,325.5 188,326.5", True),
    ("faint", "190,262 189,279 186,292", False),
    ("faint", "195.5,333 195,341 193.5,347", False),
)
BEFORE = (
    ("line", "191.5,323 195.5,327 200,328.5 204.5,327 208.5,323", False),
    ("lips", LIPS, True),
    ("line", "159,364 174,363 189,365.5 200,363.5 211,365.5 226,363 241,364", False),
    ("faint", "182,399.5 191,396.5 200,395.5 209,396.5 218,399.5", False),
)
# Where the sign of each zone stands.
MARKS = {
    "forehead": "200,140",
    "glabella": "200,206",
    "temple_right": "95,212",
    "periorbital_right": "146,276",
    "nose": "200,288",
    "cheekbone_right": "112,284",
    "cheek_right": "116,338",
    "perioral": "200,339",
    "chin": "200,424",
    "jawline_right": "110,386",
}
