"""Times: how each format is written, and read back."""

import datetime
import re

LARGEST = 2 ** 63 - 1
EPOCH = datetime.datetime(1970, 1, 1)
MILLISECOND = datetime.timedelta(milliseconds=1)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
UNITS_MS = {"unix-seconds": 1000, "unix-milliseconds": 1}
PARTS = {
    "YYYY": r"(?P<year>[0-9]{4})", "MM": r"(?P<month>[0-9]{2})", "Mmm": f"(?P<name>{'|'.join(MONTHS)})",
    "DD": r"(?P<day>[0-9]{2})", "Www": f"(?P<weekday>{'|'.join(WEEKDAYS)})", "hh": r"(?P<hour>[0-9]{2})",
    "mm": r"(?P<minute>[0-9]{2})", "ss": r"(?P<second>[0-9]{2})", "sss": r"(?P<milli>[0-9]{3})",
}
LOCAL = "YYYY-MM-DDThh:mm:ss"
WITH_OFFSET = LOCAL + "+hh:mm"
PATTERN = re.compile("|".join(sorted(PARTS, key=len, reverse=True)))


def written(format_name, now_ms):
    """The time as text; ValueError where the format has no room for it."""
    if format_name in UNITS_MS:
        return str(now_ms // UNITS_MS[format_name])
    if format_name == WITH_OFFSET:
        return written(LOCAL, now_ms) + "+00:00"
    try:
        moment = EPOCH + now_ms * MILLISECOND
    except OverflowError as error:
        raise ValueError("a year of more than four digits") from error
    values = {
        "YYYY": f"{moment.year:04}", "MM": f"{moment.month:02}", "Mmm": MONTHS[moment.month - 1],
        "DD": f"{moment.day:02}", "Www": WEEKDAYS[moment.weekday()], "hh": f"{moment.hour:02}",
        "mm": f"{moment.minute:02}", "ss": f"{moment.second:02}", "sss": f"{moment.microsecond // 1000:03}",
    }
    return PATTERN.sub(lambda found: values[found.group()], format_name)


def read(format_name, text):
    """Milliseconds since 1970; None for text that is not of the format."""
    if format_name in UNITS_MS:
        if not re.fullmatch("0|[1-9][0-9]*", text):
            return None
        return counted(format_name, int(text))
    if format_name == WITH_OFFSET:
        return read_with_offset(text)
    expression = "".join(PARTS.get(part, re.escape(part)) for part in re.split(f"({PATTERN.pattern})", format_name))
    found = re.fullmatch(expression, text)
    return moment_ms(found.groupdict()) if found else None


def read_with_offset(text):
    found = re.fullmatch("(.*)(?:Z|([+-])([0-9]{2}):([0-9]{2}))", text, re.DOTALL)
    moment = read(LOCAL, found.group(1)) if found else None
    if moment is None:
        return None
    sign, hours, minutes = found.group(2), int(found.group(3) or 0), int(found.group(4) or 0)
    if hours > 23 or minutes > 59:
        return None
    moment -= (-1 if sign == "-" else 1) * (hours * 60 + minutes) * 60_000
    return moment if moment >= 0 else None


def counted(format_name, count):
    """The count of the format's units in milliseconds; None beyond a clock of 64 bits."""
    time_ms = count * UNITS_MS[format_name]
    return time_ms if -LARGEST - 1 <= time_ms <= LARGEST else None


def moment_ms(parts):
    month = int(parts["month"]) if "month" in parts else MONTHS.index(parts["name"]) + 1
    clock = [int(parts[name]) for name in ("hour", "minute", "second")]
    try:
        moment = datetime.datetime(int(parts["year"]), month, int(parts["day"]), *clock)
    except ValueError:
        return None
    if "weekday" in parts and WEEKDAYS[moment.weekday()] != parts["weekday"]:
        return None
    time_ms = (moment - EPOCH) // MILLISECOND + int(parts.get("milli", 0))
    return time_ms if time_ms >= 0 or "weekday" in parts else None
