"""Names for invented homes, people and authorities; none is taken from a real home or person."""

from __future__ import annotations

HOMES = (
    "Birch House", "Rowan Lodge", "Elder Cottage", "Hazel View", "Willow Bank", "Alder Court", "Maple House",
    "Juniper Lodge", "Linden House", "Aspen Cottage", "Hawthorn House", "Larch Lodge", "Chestnut Corner",
    "Sycamore House", "Bramble Cottage", "Heather Lodge", "Fern House", "Holly Bank", "Ivy Cottage", "Cedar Place",
    "Poplar House", "Beech Lodge", "Oakfield", "Ashdown House", "Spindle Cottage", "Whitebeam House", "Medlar Lodge",
    "Quince Cottage", "Orchard House", "Meadow View", "Brook House", "Mill Cottage", "Kingfisher House",
    "Skylark Lodge", "Wren Cottage", "Lapwing House", "Swift House", "Curlew Lodge", "Heron Court", "Plover House",
    "Harbour House", "Lighthouse Cottage", "Anchor Lodge", "Tern Cottage", "Pebble House", "Compass House",
    "Clover Lodge", "Foxglove House",
)  # fmt: skip

GIVEN = (
    "Aaliyah", "Abel", "Adaeze", "Aidan", "Alfie", "Amara", "Anya", "Arlo", "Ayaan", "Bea", "Callum", "Chidi", "Chloé",
    "Dalia", "Darnell", "Dev", "Elif", "Ellis", "Esme", "Ewan", "Farah", "Finn", "Freya", "Gethin", "Grace", "Hamza",
    "Hana", "Harley", "Ibrahim", "Imani", "Isla", "Jaden", "Jasmin", "Jordan", "Kai", "Kayleigh", "Keziah", "Kofi",
    "Layla", "Leon", "Lacey", "Mabel", "Malik", "Mei", "Mina", "Mollie", "Nadia", "Niamh", "Noah", "Olamide", "Oscar",
    "Poppy", "Priya", "Rafael", "Rhys", "Roisin", "Ruby", "Samir", "Sanaa", "Seren", "Shay", "Skye", "Tariq", "Teddy",
    "Tia", "Tomasz", "Umar", "Violet", "Wiktoria", "Yusuf", "Zainab", "Zoë",
)  # fmt: skip

FAMILY = (
    "Abara", "Ackroyd", "Adeyemi", "Ahmadi", "Asare", "Barlow", "Begum", "Bello", "Bexley", "Brightwell", "Carrow",
    "Chandra", "Coker", "Dalgarno", "Danso", "Dunmore", "Ekwueme", "Fairley", "Farrant", "Gill", "Goodlad", "Hallam",
    "Haque", "Hartnoll", "Idowu", "Ingleby", "Jaskolski", "Joseph", "Kaminski", "Kaur", "Kettley", "Lacey", "Lindqvist",
    "Lockyer", "Mahmoud", "Mapleton", "Mensah", "Moreau", "Nkemelu", "Norbury", "O'Dowd", "Okafor", "Osei", "Pallister",
    "Patel", "Penhale", "Quartey", "Quigley", "Rahman", "Redfern", "Rowntree", "Sandhu", "Scarfe", "Sesay", "Tamplin",
    "Thorley", "Uddin", "Vasey", "Villiers", "Wainman", "Whitlock", "Yardley", "Yilmaz", "Zaman",
)  # fmt: skip

ETHNICITIES = ("White British", "White other", "Black African", "Black Caribbean", "Asian Bangladeshi", "Asian Indian",
               "Asian Pakistani", "Mixed White and Black Caribbean", "Mixed other", "Arab")  # fmt: skip

AUTHORITIES = ("Ashmere", "Ashmere", "Ashmere", "Northwold", "Calderbridge", "Eastmarsh", "Thornhaven")


def home_name(index: int) -> str:
    """The name of the home at this position; every position has its own."""
    round_number, position = divmod(index, len(HOMES))
    return HOMES[position] if round_number == 0 else f"{HOMES[position]} {round_number + 1}"
