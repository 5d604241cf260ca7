"""Made-up exports to try Hearth with: no home, child or member of staff in them is real."""

from sample_data.exports import write_attendance_workbook, write_exports
from sample_data.plan import TurningPoint, turning_points

__all__ = ["TurningPoint", "turning_points", "write_attendance_workbook", "write_exports"]
