"""Elementary layouts of the wand protocol: section 4 of docs/protocol.md. Each reads from a Reader and writes bytes.

Values are plain numbers and text; ids, nonces and bytes are lower-case hexadecimal text. Standard library only.
"""

from wandframe import WireError

TEXT_LIMIT = 64
TIME_LIMIT = 253402300799999


class Reader:
    def __init__(self, data):
        self.data = data
        self.position = 0

    def take(self, count):
        piece = self.data[self.position : self.position + count]
        if len(piece) < count:
            raise WireError("truncated")
        self.position += count
        return piece

    def end(self):
        if self.position != len(self.data):
            raise WireError("trailing")


class Int:
    """A little-endian number of `width` bytes within its range, a multiple of `step`; signed where that is below 0."""

    def __init__(self, width, low=0, high=None, step=1):
        self.width, self.low, self.step = width, low, step
        self.high = (1 << 8 * width) - 1 if high is None else high

    def is_valid(self, value):
        return self.low <= value <= self.high and value % self.step == 0

    def write(self, value):
        assert self.is_valid(value), value
        return value.to_bytes(self.width, "little", signed=self.low < 0)

    def read(self, reader):
        value = int.from_bytes(reader.take(self.width), "little", signed=self.low < 0)
        if not self.is_valid(value):
            raise WireError("invalid")
        return value


class Enum:
    """A u8 that stands for a name."""

    def __init__(self, **codes):
        self.codes = codes
        self.names = {code: name for name, code in codes.items()}

    def write(self, value):
        return bytes([self.codes[value]])

    def read(self, reader):
        code = reader.take(1)[0]
        if code not in self.names:
            raise WireError("invalid")
        return self.names[code]


class Bool:
    def write(self, value):
        return bytes([1 if value else 0])

    def read(self, reader):
        code = reader.take(1)[0]
        if code > 1:
            raise WireError("invalid")
        return code == 1


class Fixed:
    """So many bytes, as hexadecimal text."""

    def __init__(self, count):
        self.count = count

    def write(self, value):
        data = bytes.fromhex(value)
        assert len(data) == self.count
        return data

    def read(self, reader):
        return reader.take(self.count).hex()


class Bytes:
    def write(self, value):
        data = bytes.fromhex(value)
        assert len(data) <= TEXT_LIMIT
        return bytes([len(data)]) + data

    def read(self, reader):
        count = reader.take(1)[0]
        if count > TEXT_LIMIT:
            raise WireError("invalid")
        return reader.take(count).hex()


class Text:
    """Counted UTF-8 without control characters; `allowed` and the counts narrow it to a serial."""

    def __init__(self, low=0, high=TEXT_LIMIT, allowed=None):
        self.low, self.high, self.allowed = low, high, allowed

    def write(self, value):
        data = value.encode()
        assert self.is_valid(value) and len(data) <= TEXT_LIMIT
        return bytes([len(data)]) + data

    def is_valid(self, value):
        if self.allowed is not None and any(character not in self.allowed for character in value):
            return False
        return self.low <= len(value.encode()) <= self.high and all(ord(c) >= 0x20 and ord(c) != 0x7F for c in value)

    def read(self, reader):
        count = reader.take(1)[0]
        if count > TEXT_LIMIT:
            raise WireError("invalid")
        try:
            value = reader.take(count).decode()
        except UnicodeDecodeError:
            raise WireError("invalid") from None
        if not self.is_valid(value):
            raise WireError("invalid")
        return value


class Optional:
    def __init__(self, inner):
        self.inner = inner

    def write(self, value):
        return b"\0" if value is None else b"\1" + self.inner.write(value)

    def read(self, reader):
        return self.inner.read(reader) if Bool().read(reader) else None


class List:
    """A u8 count within its range, then so many values. `inner` may be a function of the values before."""

    def __init__(self, inner, low=0, high=255, unique=False):
        self.inner, self.low, self.high, self.unique = inner, low, high, unique

    def following(self, before):
        return self.inner(before) if callable(self.inner) else self.inner

    def write(self, value):
        assert self.low <= len(value) <= self.high
        assert not self.unique or all(item not in value[:index] for index, item in enumerate(value)), value
        return bytes([len(value)]) + b"".join(
            self.following(value[:index]).write(item) for index, item in enumerate(value))

    def read(self, reader):
        values = []
        for _ in range(Int(1, self.low, self.high).read(reader)):
            value = self.following(values).read(reader)
            if self.unique and value in values:
                raise WireError("invalid")
            values.append(value)
        return values


class Struct:
    """Named fields in order. `checks` judge a field, when it is read, by it and the fields before it."""

    def __init__(self, checks=None, **fields):
        self.fields, self.checks = fields, checks or {}

    def write(self, value):
        assert set(value) == set(self.fields), set(value) ^ set(self.fields)
        assert all(check(value) for check in self.checks.values()), value
        return b"".join(field.write(value[name]) for name, field in self.fields.items())

    def read(self, reader):
        value = {}
        for name, field in self.fields.items():
            value[name] = field.read(reader)
            if name in self.checks and not self.checks[name](value):
                raise WireError("invalid")
        return value


class Tagged:
    """A u8 tag, then the fields of that tag; the value is {"tag": name, fields...}."""

    def __init__(self, **variants):
        self.codes = {name: code for name, (code, _) in variants.items()}
        self.layouts = {code: (name, fields) for name, (code, fields) in variants.items()}

    def write(self, value):
        code = self.codes[value["tag"]]
        fields = self.layouts[code][1]
        return bytes([code]) + fields.write({name: item for name, item in value.items() if name != "tag"})

    def read(self, reader):
        code = reader.take(1)[0]
        if code not in self.layouts:
            raise WireError("invalid")
        name, fields = self.layouts[code]
        return {"tag": name, **fields.read(reader)}
