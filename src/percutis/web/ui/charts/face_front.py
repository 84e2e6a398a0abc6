"""The drawn face from the front: an adult, calm, of neither sex. Its right half is written down, the left is its mirror.

Edges are written once and shared by the zones on both sides of them, so that the zones tile the face without a gap.
Points are in units of a drawing 400 wide and 510 high; `right` is the patient's, which the viewer sees on the left.
"""

WIDTH, HEIGHT = 400, 510

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
    "forehead": "hairline <-hairline <temporal <brow_top <frown -frown -brow_top -temporal",
    "glabella": "frown <-frown <brow_head <root_side <root -root -root_side -brow_head",
    "nose": "root <-root <nose_side <nose_cheek <ala <nose_base -nose_base -ala -nose_cheek -nose_side",
    "perioral": "lip_top <-lip_top <fold <mentolabial -mentolabial -fold",
    "chin": "mentolabial <-mentolabial <chin_side <chin_low -chin_low -chin_side",
}
SIDE_ZONES = {
    "temple": "temporal rim_side -arch -hair_side",
    "periorbital": "brow_low root_side nose_side -rim_low -rim_side",
    "cheekbone": "arch rim_low nose_cheek -cheekbone_low -ear_front",
    "cheek": "cheekbone_low ala fold -jaw_upper -ear_lobe",
    "jawline": "jaw_upper chin_side -jaw",
}

# Holes inside a zone, where nothing is ever needled: the eyelids inside the orbital rim, and the lips.
HALF_HOLES = {
    "periorbital": "117,246 121,230 133,218 149,213.5 165,218 175,231 178,246 171,259 158,266.5 146,268 131,264 121,256",
}
MIDDLE_HOLES = {
    "perioral": (
        "159,364 170,358 182,352.5 191,349.5 196,350.5 200,352.5 204,350.5 209,349.5 218,352.5 230,358 241,364 "
        "233,372 222,379.5 210,384 200,385 190,384 178,379.5 167,372"
    ),
}

# What is drawn and never touched: (class, points, closed?). `half` is drawn twice, mirrored.
HALF_LINES = (
    (
        "hair",
        "200,34 160,38 116,58 80,98 62,150 60,196 66,232 77,240 82,212 89,182 99,152 113,132 138,109 168,99 200,96",
        False,
    ),
    ("skin", "78,238 72,227 63,228 58.5,242 60,266 65,292 70,313 77,323 82,318", False),
    ("faint", "73,243 66.5,244 65,258 68,276 72,290", False),
    ("strand", "150,104 136,84 122,76", False),
    ("strand", "180,97 170,70 158,54", False),
    ("strand", "122,121 103,108 92,104", False),
    ("strand", "104,142 86,136 76,140", False),
    ("strand", "90,176 76,172 68,178", False),
    ("neck", "106,396 111,424 110,456 98,478 66,494 30,504", False),
    ("faint", "134,444 148,476 166,500", False),
    ("brow", "112,204 128,192 150,187 170,190 181,194 183.5,199 182,206 172,201 152,196 130,199", True),
    ("lid", "124,247 134,239.5 147,236 159,238 168,244 174.5,250.5", False),
    ("line", "124,247 134,254.5 147,257.5 160,256.5 169,253.5 174.5,250.5", False),
    ("faint", "124,238 134,231.5 148,229 160,231.5 170,239", False),
    ("line", "176,301 171,308 171,317 175.5,323", False),
    ("nostril", "179.5,323.5 184,320 190,321 194,326 188,327", True),
    ("faint", "190,264 188.5,280 185,294", False),
    ("faint", "195,333 194.5,341 193,347", False),
)
LINES = (
    ("lips", MIDDLE_HOLES["perioral"], True),
    ("line", "159,364 174,363 189,365.5 200,363.5 211,365.5 226,363 241,364", False),
    ("faint", "181,399.5 191,396.5 200,395.5 209,396.5 219,399.5", False),
    ("faint", "187,391 200,393 213,391", False),
)
IRISES = ((149.5, 246.3, 10.3),)

# Where the sign of a zone stands, and how the whole face is outlined beneath the zones.
HALF_MARKS = {
    "temple": "95,212",
    "periorbital": "146,276",
    "cheekbone": "112,284",
    "cheek": "116,338",
    "jawline": "110,386",
}
MIDDLE_MARKS = {
    "forehead": "200,140",
    "glabella": "200,206",
    "nose": "200,288",
    "perioral": "200,339",
    "chin": "200,424",
}
