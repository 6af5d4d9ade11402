"""Grid from Python: datasets, exact answers and searches of models, by Arrow Flight."""

from .client import Grid, Study, connect
from .frame import Answer, Frame, GroupBy

__all__ = ["Answer", "Frame", "Grid", "GroupBy", "Study", "connect"]
