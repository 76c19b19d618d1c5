"""What everybody may read: figures, snapshots, open data and its dictionary, the closed days.

dictionary    The dictionary of the open data (kamus data): every column and what it holds, and the words in the
              cells
dispute_data  Open data on disputes: a row per dispute, without names, without texts, without the commission's
              own number
icalendar     The closed days as iCalendar (RFC 5545): all-day events with identifiers that never change, lines
              folded
opendata      Open data: the rows behind every figure, without names and free text; the closed days; the figures
              themselves
reporting     Figures of bodies and units: computed live from the projections, and kept per data version
snapshots     Snapshots: the figures of the last twelve months as they stood on a day, written once and never
              changed

    dictionary    The dictionary of the open data (kamus data): every column and what it holds
    dispute_data  Open data on disputes: a row per dispute, without names, without texts, without the commission's
                  own number
    icalendar     The closed days as iCalendar (RFC 5545): all-day events with identifiers that never change, lines
                  folded
    opendata      Open data: the rows behind every figure, without names and free text; the closed days; the figures
                  themselves
    reporting     Figures of bodies and units: computed live from the projections, and kept per data version
    snapshots     Snapshots: the figures of the last twelve months as they stood on a day, written once and never
                  changed
"""
