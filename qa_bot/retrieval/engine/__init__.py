"""An index that several machines hold: ClickHouse behind the boundary of `segment.SegmentReader`.

Only whole numbers and measured weights ever stand in a query. What comes back is checked before it is used.
"""
