"""Sums with lineage (汇总): what a unit and its direct children reported, added up; where every figure comes from."""
